/// One deed of a plan, with the going and opening that it needs left out.
enum Errand: Hashable {
    case take(House.Index, from: House.Index)
    case put(House.Index, in: House.Index)
    case treat(House.Index, with: House.Index)
    case use(House.Index, at: House.Index)
    case stand(at: House.Index)

    /// The receptacle at which it is done.
    var place: House.Index {
        switch self {
        case .take(_, let place), .put(_, let place), .treat(_, let place), .use(_, let place),
            .stand(let place):
            place
        }
    }

    /// Whether the receptacle must be open for it.
    var needsAccess: Bool {
        switch self {
        case .take, .put: true
        case .treat, .use, .stand: false
        }
    }

    /// The command that does it; none for standing somewhere.
    func command(in house: House) -> Command? {
        switch self {
        case .take(let item, let source): .take(item, from: source)
        case .put(let item, let target): .put(item, in: target)
        case .use(let lamp, _): .use(lamp)
        case .stand: nil
        case .treat(let item, let tool):
            if house.isSink[Int(tool)] {
                .clean(item, with: tool)
            } else if house.isMicrowave[Int(tool)] {
                .heat(item, with: tool)
            } else {
                .cool(item, with: tool)
            }
        }
    }
}
