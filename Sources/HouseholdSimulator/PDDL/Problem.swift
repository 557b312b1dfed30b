/// A `(define (problem …) …)` of ALFWorld's domain: what exists, what holds at the start, the goal.
struct Problem {
    /// A fact that holds at the start.
    struct Fact {
        let predicate: String
        let arguments: [String]
        let line: Int
    }

    /// The declared objects, each with its PDDL type.
    let declarations: [String: String]
    let facts: [Fact]
    let goal: Expression

    /// Reads a problem and checks that every fact speaks of declared things of the right type.
    init(_ text: String) throws(PDDLError) {
        let definition = try Expression.parse(text)
        guard definition.head == "define" else {
            throw PDDLError("a PDDL problem begins with (define", line: definition.line)
        }
        var declarations: [String: String] = [:]
        var facts: [Fact] = []
        var goal: Expression?
        for section in definition.tail {
            switch section.head {
            case "problem", ":requirements", ":metric": break
            case ":domain":
                guard section.tail.first?.symbol == "alfred" else {
                    throw PDDLError(
                        "the problem is of the domain \(section.tail.first?.symbol ?? "()"), "
                            + "not of ALFWorld's domain alfred", line: section.line)
                }
            case ":objects": declarations = try Self.declarations(section)
            case ":init": facts = try Self.facts(section, declarations)
            case ":goal":
                guard section.tail.count == 1, let only = section.tail.first else {
                    throw PDDLError("a goal is one formula", line: section.line)
                }
                goal = only
            default:
                throw PDDLError(
                    "a problem has no section \(section.head ?? "()")", line: section.line)
            }
        }
        guard let goal else { throw PDDLError("the problem has no goal", line: definition.line) }
        self.declarations = declarations
        self.facts = facts
        self.goal = goal
    }

    /// Reads the typed list `name … - type name … - type`.
    private static func declarations(
        _ section: Expression
    ) throws(PDDLError) -> [String: String] {
        var types: [String: String] = [:]
        types.reserveCapacity(section.tail.count / 3)
        var pending: [String] = []
        var elements = section.tail.makeIterator()
        while let element = elements.next() {
            guard let name = element.symbol else {
                throw PDDLError("an object's name is expected here", line: element.line)
            }
            if name == "-" {
                guard let type = elements.next()?.symbol, !pending.isEmpty else {
                    throw PDDLError("a type belongs on this dash", line: element.line)
                }
                for name in pending { types[name] = type }
                pending.removeAll(keepingCapacity: true)
            } else {
                pending.append(name)
            }
        }
        guard pending.isEmpty else {
            throw PDDLError(
                "the objects from \(pending[0]) on have no type", line: section.line)
        }
        return types
    }

    private static func facts(
        _ section: Expression, _ declarations: [String: String]
    ) throws(PDDLError) -> [Fact] {
        var facts: [Fact] = []
        facts.reserveCapacity(section.tail.count)
        for element in section.tail {
            guard let predicate = element.head else {
                throw PDDLError("a fact is expected here", line: element.line)
            }
            // Numeric facts set costs, which no command's outcome depends on.
            if predicate == "=" { continue }
            guard let parameters = predicates[predicate] else {
                throw PDDLError(
                    "ALFWorld's domain has no predicate \(predicate)", line: element.line)
            }
            var arguments: [String] = []
            arguments.reserveCapacity(parameters.count)
            for argument in element.tail {
                guard let name = argument.symbol else {
                    throw PDDLError("a name is expected here", line: argument.line)
                }
                guard let type = declarations[name] else {
                    throw PDDLError("the object \(name) is not declared", line: argument.line)
                }
                if arguments.count < parameters.count {
                    let expected = parameters[arguments.count]
                    guard expected.isEmpty || expected == type else {
                        throw PDDLError(
                            "\(predicate) takes a \(expected) here, and \(name) is "
                                + (type.isEmpty ? "untyped" : "a \(type)"), line: argument.line)
                    }
                }
                arguments.append(name)
            }
            guard arguments.count == parameters.count else {
                throw PDDLError(
                    "\(predicate) takes \(parameters.count) arguments, here are "
                        + "\(arguments.count)", line: element.line)
            }
            facts.append(Fact(predicate: predicate, arguments: arguments, line: element.line))
        }
        return facts
    }

    /// The domain's predicates with the types of their arguments; an empty type takes anything.
    private static let predicates: [String: [String]] = [
        "atlocation": ["agent", "location"],
        "receptacleatlocation": ["receptacle", "location"],
        "objectatlocation": ["object", "location"],
        "openable": ["receptacle"],
        "opened": ["receptacle"],
        "inreceptacle": ["object", "receptacle"],
        "isreceptacleobject": ["object"],
        "inreceptacleobject": ["object", "object"],
        "isreceptacleobjectfull": ["object"],
        "wasinreceptacle": ["object", "receptacle"],
        "checked": [""],
        "examined": ["location"],
        "receptacletype": ["receptacle", "rtype"],
        "cancontain": ["rtype", "otype"],
        "objecttype": ["object", "otype"],
        "holds": ["agent", "object"],
        "holdsany": ["agent"],
        "holdsanyreceptacleobject": ["agent"],
        "full": ["receptacle"],
        "isclean": ["object"],
        "cleanable": ["object"],
        "ishot": ["object"],
        "heatable": ["object"],
        "iscool": ["object"],
        "coolable": ["object"],
        "pickupable": ["object"],
        "moveable": ["object"],
        "toggleable": ["object"],
        "ison": ["object"],
        "istoggled": ["object"],
        "sliceable": ["object"],
        "issliced": ["object"],
    ]
}
