/// What a recorded observation says, in the words that only certain commands are answered with.
enum Reading: Hashable {
    /// What one sees of a receptacle.
    enum Sight: Hashable {
        case closed
        case open([House.Index])
        case surface([House.Index])
    }

    /// The sentence before a description.
    enum Arrival: Hashable {
        case unsaid
        case location(Int)
        case receptacle
    }

    case nothing
    case sight(House.Index, Sight, Arrival)
    case opened(House.Index, [House.Index])
    /// A sentence that says all that the command did.
    case done(Command)
    case inventory(House.Index?)
    case view([House.Index], floor: [House.Index])
    /// The view from where no receptacle is.
    case middle
    case help
    case inside(House.Index, [House.Index])
    case condition(House.Index)

    /// The commands that can be answered so.
    var commands: [Command] {
        switch self {
        case .nothing: []
        case .sight(let receptacle, _, .unsaid): [.go(receptacle), .examineReceptacle(receptacle)]
        case .sight(let receptacle, _, _): [.go(receptacle)]
        case .opened(let receptacle, _): [.open(receptacle)]
        case .done(let command): [command]
        case .inventory: [.inventory]
        case .view, .middle: [.look]
        case .help: [.help]
        case .inside(let object, _), .condition(let object): [.examineObject(object)]
        }
    }
}

extension Reading {
    /// Reads an observation; `nil` if the game never says such a thing about these names.
    init?(_ text: String, _ names: NameRegister) {
        var reader = ReadingReader(scanner: TextScanner(text.utf8), names: names)
        guard let reading = reader.reading(), reader.scanner.isAtEnd else { return nil }
        self = reading
    }
}

private struct ReadingReader {
    var scanner: TextScanner
    let names: NameRegister

    mutating func reading() -> Reading? {
        if scanner.skip(Feedback.nothing) { return .nothing }
        if scanner.skip(Feedback.help) { return .help }
        if scanner.skip("You are ") { return person() }
        if scanner.skip("You ") { return deed() }
        if scanner.skip("This ") { return objectDescription() }
        if scanner.skip("There's nothing special about ") {
            guard let object = object(), scanner.skip(".") else { return nil }
            return .condition(object)
        }
        return sight(.unsaid)
    }

    private mutating func receptacle() -> House.Index? {
        scanner.name().flatMap(names.receptacle(named:))
    }

    private mutating func object() -> House.Index? {
        scanner.name().flatMap(names.object(named:))
    }

    private mutating func objects() -> [House.Index]? {
        guard let listed = scanner.list(article: true) else { return nil }
        let indices = listed.compactMap(names.object(named:))
        return indices.count == listed.count ? indices : nil
    }

    /// Lists of what is somewhere are in order and name nothing twice.
    private mutating func contents() -> [House.Index]? {
        guard let indices = objects(),
            zip(indices, indices.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        return indices
    }

    private mutating func sight(_ arrival: Reading.Arrival) -> Reading? {
        if scanner.skip("On the ") {
            guard let receptacle = receptacle(), scanner.skip(", you see "),
                let contents = contents(), scanner.skip(".")
            else { return nil }
            return .sight(receptacle, .surface(contents), arrival)
        }
        guard scanner.skip("The "), let receptacle = receptacle() else { return nil }
        if scanner.skip(" is closed.") { return .sight(receptacle, .closed, arrival) }
        guard scanner.skip(" is open. In it, you see "), let contents = contents(),
            scanner.skip(".")
        else { return nil }
        return .sight(receptacle, .open(contents), arrival)
    }

    private mutating func person() -> Reading? {
        if scanner.skip("not carrying anything.") { return .inventory(nil) }
        if scanner.skip("carrying: a ") {
            guard let object = object(), scanner.skip(".") else { return nil }
            return .inventory(object)
        }
        if scanner.skip(
            "in the middle of a room. Looking quickly around you, you see nothing.")
        {
            return .middle
        }
        guard scanner.skip("facing the "), let listed = scanner.list(article: false),
            scanner.skip(". Next to it, you see "), let floor = objects(), scanner.skip(".")
        else { return nil }
        let receptacles = listed.compactMap(names.receptacle(named:))
        guard receptacles.count == listed.count, !receptacles.isEmpty,
            zip(receptacles, receptacles.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        return .view(receptacles, floor: floor)
    }

    private mutating func deed() -> Reading? {
        if scanner.skip("arrive at loc ") {
            guard let number = scanner.number(), scanner.skip(". ") else { return nil }
            return sight(.location(number))
        }
        if scanner.skip("arrive at ") {
            guard let target = receptacle(), scanner.skip(". "),
                case .sight(target, let sight, _) = sight(.unsaid)
            else { return nil }
            return .sight(target, sight, .receptacle)
        }
        if scanner.skip("open the ") {
            guard let target = receptacle(), scanner.skip(". "),
                case .sight(target, .open(let contents), _) = sight(.unsaid)
            else { return nil }
            return .opened(target, contents)
        }
        guard let command = command(), scanner.skip(".") else { return nil }
        return .done(command)
    }

    private mutating func command() -> Command? {
        if scanner.skip("close the ") { return receptacle().map(Command.close) }
        if scanner.skip("turn on the ") { return object().map(Command.use) }
        if let (item, source) = pair("pick up the ", " from the ") {
            return .take(item, from: source)
        }
        if let (item, target) = pair("put the ", " in/on the ") { return .put(item, in: target) }
        if let (item, target) = pair("move the ", " to the ") { return .put(item, in: target) }
        if let (item, tool) = pair("clean the ", " using the ") { return .clean(item, with: tool) }
        if let (item, tool) = pair("heat the ", " using the ") { return .heat(item, with: tool) }
        if let (item, tool) = pair("cool the ", " using the ") { return .cool(item, with: tool) }
        guard scanner.skip("sliced the "), let item = object(), scanner.skip(" with the "),
            let blade = object()
        else { return nil }
        return .slice(item, with: blade)
    }

    private mutating func pair(
        _ verb: String, _ preposition: String
    ) -> (House.Index, House.Index)? {
        guard scanner.skip(verb), let item = object(), scanner.skip(preposition),
            let place = receptacle()
        else { return nil }
        return (item, place)
    }

    private mutating func objectDescription() -> Reading? {
        if scanner.skip("is a normal ") {
            guard let object = object(), scanner.skip(". In it, you see "),
                let contents = contents(), scanner.skip(".")
            else { return nil }
            return .inside(object, contents)
        }
        if scanner.skip("is a ") {
            for words in ObjectCondition.allWords where scanner.skip(words + " ") {
                guard let object = object(), scanner.skip(".") else { return nil }
                return .condition(object)
            }
            return nil
        }
        guard let object = object(), scanner.skip(" is on.") || scanner.skip(" is off.") else {
            return nil
        }
        return .condition(object)
    }
}
