/// What a call comes down to, before the graph is asked.
enum ToolIntent: Hashable, Sendable {
    /// The call fails whatever the graph holds.
    case refused(ToolRefusal)
    /// It lists properties of an entity or a variable.
    case list(ListingKey)
    /// It follows a relation, which must have been listed.
    case follow(Program, relation: String)
    /// It takes an extremum by an attribute, which must have been listed.
    case select(Extremum, Variable, attribute: String)
    /// It makes a variable.
    case make(Variable)
    /// It makes an intersection, if the types that are not known yet are equal.
    case makeIfEqual(Variable)
}

/// What a listing is of.
struct ListingKey: Hashable, Sendable {
    /// Relations or attributes.
    enum Kind: Hashable, Sendable {
        case relations
        case attributes
    }

    var kind: Kind
    /// The entity or the program of the variable.
    var program: Program
}

/// Why a call fails.
enum ToolRefusal: Hashable, Sendable {
    /// There is no such tool.
    case unknownTool(String)
    /// The arguments could not be told from the text.
    case unreadableArguments
    /// A `#` is not followed by a number; the text behind it.
    case noNumber(String)
    /// There is no variable of that number.
    case noSuchVariable
    /// There are too few or too many arguments.
    case wrongCount
    /// A text stands where an entity or a variable is wanted.
    case notAnEntity(Tool)
    /// A text stands where a variable is wanted; the member that it lacks.
    case notAVariable(lacks: String)
    /// The relation has not been listed for this entity or variable.
    case relationNotListed
    /// The attribute has not been listed for this variable.
    case attributeNotListed(Tool)
    /// The two variables are of different types.
    case differentTypes
    /// The store refuses the query.
    case badQuery
}

extension ToolIntent {
    /// Reads a call whose arguments are understood.
    init(
        _ tool: Tool, _ arguments: [Argument], version: GraphVersion,
        isKind: (String, String) -> Bool
    ) {
        guard arguments.count == tool.parameters.count else {
            self = .refused(.wrongCount)
            return
        }
        switch tool {
        case .getRelations:
            self = .listing(of: arguments[0])
        case .getNeighbors:
            guard let program = arguments[0].program else {
                self = .refused(.notAnEntity(tool))
                return
            }
            guard case .text(let relation) = arguments[1] else {
                self = .refused(.relationNotListed)
                return
            }
            self = .follow(program, relation: relation)
        case .intersection:
            self = .intersection(arguments[0], arguments[1], version: version, isKind: isKind)
        case .getAttributes:
            guard case .variable(let variable) = arguments[0] else {
                self = .refused(.notAVariable(lacks: "program"))
                return
            }
            self = .list(ListingKey(kind: .attributes, program: variable.program))
        case .argmax, .argmin:
            guard case .variable(let variable) = arguments[0] else {
                self = .refused(.notAVariable(lacks: "program"))
                return
            }
            guard case .text(let attribute) = arguments[1] else {
                self = .refused(.attributeNotListed(tool))
                return
            }
            self = .select(tool == .argmax ? .highest : .lowest, variable, attribute: attribute)
        case .count:
            guard case .variable(let variable) = arguments[0] else {
                self = .refused(.notAVariable(lacks: "program"))
                return
            }
            self = .make(Variable(type: "type.int", program: .count(variable.program)))
        }
    }

    private static func listing(of argument: Argument) -> ToolIntent {
        guard let program = argument.program else { return .refused(.notAnEntity(.getRelations)) }
        return .list(ListingKey(kind: .relations, program: program))
    }

    private static func intersection(
        _ first: Argument, _ second: Argument, version: GraphVersion,
        isKind: (String, String) -> Bool
    ) -> ToolIntent {
        guard case .variable(let first) = first, case .variable(let second) = second else {
            return .refused(.notAVariable(lacks: "type"))
        }
        let program = Program.intersection(first.program, second.program)
        guard let type = first.type, let other = second.type else {
            return .makeIfEqual(Variable(type: first.type ?? second.type, program: program))
        }
        if type == other { return .make(Variable(type: type, program: program)) }
        if version == .corrected {
            // A number and entities have nothing in common, but types of one entity may differ.
            if type != "type.int", other != "type.int" {
                let narrower = isKind(other, type) ? other : type
                return .make(Variable(type: narrower, program: program))
            }
        }
        return .refused(.differentTypes)
    }
}

extension Argument {
    /// The program of an entity or a variable.
    fileprivate var program: Program? {
        switch self {
        case .variable(let variable): variable.program
        case .entity(let id): .entity(id)
        case .text: nil
        }
    }
}
