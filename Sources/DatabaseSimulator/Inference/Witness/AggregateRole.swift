/// What an aggregate says about the rows of its group.
enum AggregateRole: Hashable {
    enum Kind: Hashable {
        case sum, average, minimum, maximum, text
    }
    /// How many rows there are.
    case total
    /// In how many an expression is not NULL.
    case present(Expression)
    /// How many values an expression has.
    case distinct(Expression)
    /// In how many a condition holds; the expression is what is counted there, if it matters.
    case counted(Expression, Expression?)
    /// A value made of an expression's values.
    case valued(Expression, Kind)
    /// The same of the rows in which a condition holds.
    case conditional(Expression, Expression, Kind)

    init?(_ call: FunctionCall) {
        let name = call.name.lowercased()
        guard let argument = call.arguments.first, !call.isStar else {
            guard name == "count" else { return nil }
            self = .total
            return
        }
        if case .column(let column) = argument, column.column == "*" {
            self = .total
            return
        }
        if name == "count" {
            self = Self.counting(argument, isDistinct: call.isDistinct)
            return
        }
        let kinds: [String: Kind] = [
            "sum": .sum, "total": .sum, "avg": .average, "min": .minimum, "max": .maximum,
            "group_concat": .text,
        ]
        guard let kind = kinds[name] else { return nil }
        if kind == .sum, argument.isComparison {
            self = .counted(argument, nil)
            return
        }
        guard let choice = Choice(argument), choice.otherwise.isNothing else {
            self = .valued(argument, kind)
            return
        }
        if kind == .sum, choice.result == .literal(.integer("1")) {
            self = .counted(choice.condition, nil)
        } else {
            self = .conditional(choice.condition, choice.result, kind)
        }
    }

    private static func counting(_ argument: Expression, isDistinct: Bool) -> AggregateRole {
        if isDistinct { return .distinct(argument) }
        if let choice = Choice(argument) {
            guard choice.otherwise == .literal(.null) else { return .total }
            return .counted(choice.condition, choice.result)
        }
        return Constant(argument) == nil ? .present(argument) : .total
    }

    /// Whether its value is a natural number, whatever the rows are.
    var isCount: Bool {
        switch self {
        case .total, .present, .distinct, .counted: true
        case .valued, .conditional: false
        }
    }
}

/// CASE or IF with one condition.
struct Choice {
    var condition: Expression
    var result: Expression
    var otherwise: Expression

    init?(_ expression: Expression) {
        switch expression {
        case .caseOf(let operand, let branches, let otherwise):
            guard branches.count == 1, let branch = branches.first else { return nil }
            condition = operand.map { .binary(.equal, $0, branch.condition) } ?? branch.condition
            result = branch.result
            self.otherwise = otherwise ?? .literal(.null)
        case .function(let call):
            guard ["if", "iif"].contains(call.name.lowercased()), call.arguments.count == 3 else {
                return nil
            }
            condition = call.arguments[0]
            result = call.arguments[1]
            otherwise = call.arguments[2]
        default: return nil
        }
    }
}

extension Expression {
    /// NULL or a zero.
    fileprivate var isNothing: Bool {
        self == .literal(.null) || Constant(self)?.number == 0
    }

    fileprivate var isComparison: Bool {
        switch self {
        case .binary(let sign, _, _):
            switch sign {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or: true
            default: false
            }
        case .isTest, .like, .between, .inList, .unary(.not, _): true
        default: false
        }
    }
}
