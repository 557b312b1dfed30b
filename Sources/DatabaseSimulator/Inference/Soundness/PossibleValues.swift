/// The kinds of values that Python prints.
enum CellKind: String, Hashable, Sendable, CaseIterable {
    case null, integer, float, decimal, string, bytes, temporal, set
}

extension RecordedCell {
    var kind: CellKind {
        switch self {
        case .null: .null
        case .integer: .integer
        case .float: .float
        case .decimal: .decimal
        case .string: .string
        case .bytes: .bytes
        case .temporal: .temporal
        case .set: .set
        }
    }
}

/// What an expression can print, whatever the rows are: always too much rather than too little.
struct PossibleValues: Hashable, Sendable {
    var kinds: Set<CellKind>
    /// If not `nil`, every value but NULL is one of these.
    var constants: [Constant]?
    /// Whether no number is below zero.
    var isNonnegative = false

    static let anything = PossibleValues(kinds: Set(CellKind.allCases))
    private static let numeric: Set<CellKind> = [.integer, .float, .decimal, .null]
    private static let text: Set<CellKind> = [.string, .bytes, .null]

    /// Infers what an expression can print.
    static func of(_ expression: Expression, engine: RecordingEngine) -> PossibleValues {
        switch expression {
        case .literal(let literal): return of(literal, engine: engine)
        case .unary(.minus, let value):
            guard let constant = Constant(expression), case .number = constant else {
                return PossibleValues(kinds: numeric)
            }
            return PossibleValues(
                kinds: of(value, engine: engine).kinds, constants: [constant])
        case .unary(.not, _), .between, .inList, .inQuery, .like, .regularExpression, .soundsLike,
            .quantified:
            return truth(nullable: true)
        case .isTest, .exists: return truth(nullable: false)
        case .binary(let sign, let left, let right):
            return of(sign, of(left, engine: engine), of(right, engine: engine), engine)
        case .caseOf(_, let branches, let otherwise):
            let values = branches.map(\.result) + [otherwise ?? .literal(.null)]
            return merged(values.map { of($0, engine: engine) }, engine: engine)
        case .cast(_, let type): return of(type)
        case .function(let call): return of(call, engine: engine)
        case .trim: return PossibleValues(kinds: text)
        case .extract, .timestampDifference: return PossibleValues(kinds: [.integer, .null])
        case .subquery(let query):
            guard case .expression(let item, _, _)? = query.single?.select.items.first else {
                return .anything
            }
            var values = of(item, engine: engine)
            values.kinds.insert(.null)
            return values
        default: return .anything
        }
    }

    private static func truth(nullable: Bool) -> PossibleValues {
        PossibleValues(
            kinds: nullable ? [.integer, .null] : [.integer],
            constants: [.number(0, text: "0"), .number(1, text: "1")], isNonnegative: true)
    }

    private static func of(_ literal: Literal, engine: RecordingEngine) -> PossibleValues {
        let constant = Constant(.literal(literal))
        let isNonnegative = constant?.number != nil
        switch literal {
        case .null: return PossibleValues(kinds: [.null])
        case .boolean, .integer:
            return PossibleValues(
                kinds: [.integer, .decimal, .float], constants: constant.map { [$0] },
                isNonnegative: isNonnegative)
        case .decimal, .float:
            return PossibleValues(
                kinds: [.decimal, .float], constants: constant.map { [$0] },
                isNonnegative: isNonnegative)
        case .string:
            return PossibleValues(kinds: [.string], constants: constant.map { [$0] })
        case .hexadecimal, .bits, .date, .time, .timestamp: return .anything
        }
    }

    private static func of(
        _ sign: BinaryOperator, _ left: PossibleValues, _ right: PossibleValues,
        _ engine: RecordingEngine
    ) -> PossibleValues {
        let isNonnegative = left.isNonnegative && right.isNonnegative
        switch sign {
        case .or, .xor, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            // SQLite's `||` joins texts, but MySQL's parser reads it as OR.
            return sign == .or && engine.mayBeSQLite
                ? .anything : truth(nullable: true)
        case .nullSafeEqual: return truth(nullable: false)
        case .plus, .times, .divide, .minus, .modulo:
            var kinds = numeric
            if left.isFloat || right.isFloat { kinds = [.float, .null] }
            if sign == .divide, !engine.mayBeSQLite { kinds.remove(.integer) }
            return PossibleValues(kinds: kinds, isNonnegative: isNonnegative && sign != .minus)
        case .integerDivide: return PossibleValues(kinds: [.integer, .null])
        case .bitOr, .bitAnd, .bitXor, .shiftLeft, .shiftRight:
            return PossibleValues(kinds: [.integer, .null, .bytes])
        }
    }

    /// Whether every value is a floating-point number or NULL.
    private var isFloat: Bool { kinds.isSubset(of: [.float, .null]) && kinds.contains(.float) }

    private static func of(_ type: CastType) -> PossibleValues {
        switch type {
        case .double, .float, .real: PossibleValues(kinds: [.float, .null])
        // SQLite does not know the word SIGNED and takes any number for it.
        case .signed, .unsigned: PossibleValues(kinds: numeric)
        case .decimal: PossibleValues(kinds: numeric)
        case .char, .nationalChar: PossibleValues(kinds: text)
        case .binary, .date, .datetime, .time, .year, .json: .anything
        }
    }

    private static func of(_ call: FunctionCall, engine: RecordingEngine) -> PossibleValues {
        let name = call.name.lowercased()
        let arguments = call.arguments.map { of($0, engine: engine) }
        switch name {
        case "count": return PossibleValues(kinds: [.integer], isNonnegative: true)
        case "sum":
            var values = PossibleValues(
                kinds: numeric, isNonnegative: arguments.first?.isNonnegative ?? false)
            if !engine.mayBeSQLite { values.kinds.remove(.integer) }
            return values
        case "avg":
            return PossibleValues(
                kinds: [.float, .decimal, .null],
                isNonnegative: arguments.first?.isNonnegative ?? false)
        case "min", "max":
            guard call.arguments.count == 1, var values = arguments.first else { return .anything }
            values.kinds.insert(.null)
            return values
        case "if", "iif":
            guard arguments.count == 3 else { return .anything }
            return merged(Array(arguments.dropFirst()), engine: engine)
        case "coalesce", "ifnull": return merged(arguments, engine: engine)
        case "length", "char_length", "character_length", "octet_length", "instr", "locate",
            "year", "month", "day", "hour", "minute", "dayofweek", "dayofyear", "quarter":
            return PossibleValues(kinds: [.integer, .null], isNonnegative: true)
        case "datediff", "sign": return PossibleValues(kinds: [.integer, .null])
        case "abs", "round", "ceil", "ceiling", "floor", "power", "pow", "sqrt":
            return PossibleValues(kinds: numeric, isNonnegative: name == "abs" || name == "sqrt")
        case "concat", "group_concat", "upper", "lower", "ucase", "lcase", "substr", "substring",
            "left", "right", "replace", "ltrim", "rtrim", "reverse", "strftime", "date_format":
            return PossibleValues(kinds: text)
        default: return .anything
        }
    }

    /// What a choice between values can print.
    ///
    /// MySQL brings them to one type, SQLite does not.
    private static func merged(
        _ values: [PossibleValues], engine: RecordingEngine
    ) -> PossibleValues {
        var kinds: Set<CellKind> = []
        for value in values { kinds.formUnion(value.kinds) }
        let plain = kinds.subtracting([.null])
        if engine.mayBeMySQL, plain.count > 1 {
            if plain.contains(.string) || plain.contains(.temporal) || plain.contains(.bytes) {
                kinds.formUnion([.string, .bytes])
            }
            if !plain.isDisjoint(with: [.integer, .decimal, .float]) {
                kinds.formUnion([.decimal, .float])
            }
        }
        let constants: [Constant]? = values.reduce([]) { known, value in
            if value.kinds == [.null] { return known }
            guard let known, let more = value.constants else { return nil }
            return known + more
        }
        return PossibleValues(
            kinds: kinds, constants: constants,
            isNonnegative: values.allSatisfy { $0.isNonnegative || $0.kinds == [.null] })
    }
}
