extension Program {
    /// Reads a program as its description writes it: `(JOIN people.person.profession_inv m.026xt5c)`.
    ///
    /// - Returns: `nil` for any other text.
    init?(text: String) {
        let spaced = text.replacing("(", with: "( ").replacing(")", with: " )")
        var words = spaced.split(separator: " ").map(String.init)[...]
        guard let program = Program(words: &words), words.isEmpty else { return nil }
        self = program
    }

    private init?(words: inout ArraySlice<String>) {
        guard let first = words.popFirst(), first != ")" else { return nil }
        guard first == "(" else {
            self = .entity(first)
            return
        }
        switch words.popFirst() {
        case "JOIN":
            guard let step = words.popFirst(), step.hasSuffix("_inv"),
                let inner = Program(words: &words)
            else { return nil }
            self = .join(property: String(step.dropLast("_inv".count)), inner)
        case "AND":
            guard let first = Program(words: &words), let second = Program(words: &words) else {
                return nil
            }
            self = .intersection(first, second)
        case "COUNT":
            guard let inner = Program(words: &words) else { return nil }
            self = .count(inner)
        case let word:
            guard let extremum = word.flatMap(Extremum.init), let inner = Program(words: &words),
                let attribute = words.popFirst()
            else { return nil }
            self = .extremum(extremum, inner, attribute: attribute)
        }
        guard words.popFirst() == ")" else { return nil }
    }
}

extension Program {
    /// The same set in one spelling: the parts of an intersection in order, and none twice.
    var canonical: Program {
        switch self {
        case .entity: return self
        case .join(let property, let inner): return .join(property: property, inner.canonical)
        case .count(let inner): return .count(inner.canonical)
        case .extremum(let extremum, let inner, let attribute):
            return .extremum(extremum, inner.canonical, attribute: attribute)
        case .intersection(let first, let second):
            let (left, right) = (first.canonical, second.canonical)
            if left == right { return left }
            return left.description < right.description
                ? .intersection(left, right) : .intersection(right, left)
        }
    }

    /// The program with other ids for its entities.
    func mapped(_ id: (String) -> String) -> Program {
        switch self {
        case .entity(let name): .entity(id(name))
        case .join(let property, let inner): .join(property: property, inner.mapped(id))
        case .count(let inner): .count(inner.mapped(id))
        case .extremum(let extremum, let inner, let attribute):
            .extremum(extremum, inner.mapped(id), attribute: attribute)
        case .intersection(let first, let second):
            .intersection(first.mapped(id), second.mapped(id))
        }
    }

    /// The programs that it is made of, itself last.
    var parts: [Program] {
        switch self {
        case .entity: [self]
        case .join(_, let inner), .count(let inner), .extremum(_, let inner, _):
            inner.parts + [self]
        case .intersection(let first, let second): first.parts + second.parts + [self]
        }
    }
}

extension ListingKey {
    /// The listing of the same set in one spelling.
    var canonical: ListingKey { ListingKey(kind: kind, program: program.canonical) }

    /// `the relations of (JOIN …)`.
    var words: String {
        "the \(kind == .relations ? "relations" : "attributes") of \(program)"
    }
}
