import SQLiteKit

/// Functions that choose among values.
///
/// Translators may write them as CASE, so that what is not chosen is not computed.
enum ControlFunctions {
    typealias Argument = FunctionDefinition.Argument

    static let all: [FunctionDefinition] = [
        FunctionDefinition(name: "if", arity: 3...3) { arguments in
            let type = MySQLType.aggregate([arguments[1].type, arguments[2].type])
            let coercion = type.armCoercion
            return FunctionCallPlan(
                type: type, coercions: [truth(arguments[0]), coercion, coercion],
                implementation: choose)
        },
        FunctionDefinition(name: "ifnull", arity: 2...2) { coalesce($0) },
        FunctionDefinition(name: "coalesce", arity: 1...FunctionDefinition.manyArguments) {
            coalesce($0)
        },
        nullIf,
        .integer("isnull", 1...1, [.stored], returns: MySQLType.boolean.notNull) {
            (arguments, _) in .integer(arguments.isNull(at: 0) ? 1 : 0)
        },
        extremum("greatest", takesGreater: true), extremum("least", takesGreater: false),
        interval,
    ]

    /// How a condition is handed over: as an integer, or as a double that is not rounded.
    private static func truth(_ argument: Argument) -> Coercion {
        argument.type.isInteger || argument.type.isNull ? .stored : .double
    }

    private static let choose = FunctionImplementation("mysql_if") { (arguments, _) in
        let isTrue =
            switch arguments[0] {
            case .integer(let value): value != 0
            case .real(let value): value != 0
            case .text(let text): NumericText.double(text).value != 0
            case .null, .blob: false
            }
        return arguments[isTrue ? 1 : 2]
    }

    /// COALESCE and IFNULL, which unlike IF and CASE pad decimals to their type.
    private static func coalesce(_ arguments: [Argument]) -> FunctionCallPlan {
        var type = MySQLType.aggregate(arguments.map(\.type))
        type.isNullable = arguments.allSatisfy(\.type.isNullable)
        let isDecimal = type.isDecimal
        return FunctionCallPlan(
            type: type, coercions: [type.armCoercion],
            implementation: isDecimal ? firstDecimal : first,
            extra: isDecimal ? [.integer(Int64(type.scale))] : [])
    }

    private static let first = FunctionImplementation("mysql_coalesce") { (arguments, _) in
        for index in 0..<arguments.count where !arguments.isNull(at: index) {
            return arguments[index]
        }
        return .null
    }

    /// The first decimal that is not NULL, with at least the scale that follows the arguments.
    private static let firstDecimal = FunctionImplementation("mysql_coalesce_decimal") {
        (arguments, _) in
        let count = arguments.count - 1
        for index in 0..<count where !arguments.isNull(at: index) {
            let value = arguments[index].storedDecimal
            let scale = Int(arguments.integer(at: count) ?? 0)
            return .text((value.scale < scale ? value.rounded(to: scale) : value).text)
        }
        return .null
    }

    // MARK: NULLIF

    /// `NULLIF(a, b)` has the type of `a`, except that dates become strings.
    private static let nullIf = FunctionDefinition(name: "nullif", arity: 2...2) {
        arguments throws(StatementFailure) in
        let (left, right) = (arguments[0].type, arguments[1].type)
        guard !left.isEnumeration, !right.isEnumeration,
            left.kind == right.kind || !left.isTemporal && !right.isTemporal
        else { throw .unsupported("NULLIF of values of these types") }
        let isText = left.isString && right.isString || left.isTemporal
        let isExact = left.isExact && right.isExact
        return FunctionCallPlan(
            type: left.isTemporal ? MySQLType.varchar(left.textLength) : left.nullable(true),
            coercions: [left.isTemporal ? .text : .stored],
            implementation: isText ? nullIfTexts : isExact ? nullIfDecimals : nullIfDoubles,
            extra: isText ? [.text(MySQLType.commonCollation([left, right]).rawValue)] : [])
    }

    private static let nullIfTexts = nullIf("mysql_nullif_text") { arguments in
        SearchFunctions.compare(
            .text(arguments[0].shown), .text(arguments[1].shown), arguments.collation(at: 2)) == 0
    }

    private static let nullIfDecimals = nullIf("mysql_nullif_decimal") { arguments in
        MySQLDecimal.compare(arguments[0].storedDecimal, arguments[1].storedDecimal) == 0
    }

    private static let nullIfDoubles = nullIf("mysql_nullif_double") { arguments in
        arguments.double(at: 0) == arguments.double(at: 1)
    }

    private static func nullIf(
        _ name: String, _ areEqual: @escaping @Sendable (borrowing FunctionArguments) -> Bool
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) in
            !arguments.hasNull(first: 2) && areEqual(arguments) ? .null : arguments[0]
        }
    }

    // MARK: GREATEST and LEAST

    private static func extremum(_ name: String, takesGreater: Bool) -> FunctionDefinition {
        @Sendable func choose(
            _ kind: String,
            _ compare: @escaping @Sendable (SQLiteValue, SQLiteValue, CollationName) -> Int
        ) -> FunctionImplementation {
            FunctionImplementation("mysql_\(name)_\(kind)") { (arguments, _) in
                let count = arguments.count - 1
                guard !arguments.hasNull(first: count) else { return .null }
                let collation = arguments.collation(at: count)
                var result = arguments[0]
                for index in 1..<count {
                    let order = compare(arguments[index], result, collation)
                    if takesGreater ? order > 0 : order < 0 { result = arguments[index] }
                }
                return result
            }
        }
        let integers = choose("integer") { left, right, _ in
            (left.storedInteger - right.storedInteger).signum() > 0
                ? 1 : left.storedInteger == right.storedInteger ? 0 : -1
        }
        let decimals = choose("decimal") { left, right, _ in
            MySQLDecimal.compare(left.storedDecimal, right.storedDecimal)
        }
        let doubles = choose("double") { left, right, _ in
            left.storedDouble < right.storedDouble
                ? -1 : left.storedDouble == right.storedDouble ? 0 : 1
        }
        let texts = choose("text") { left, right, collation in
            SearchFunctions.compare(.text(left.shown), .text(right.shown), collation)
        }
        let bytes = choose("bytes") { left, right, _ in
            Collation.compare(left.shown, right.shown, .binary)
        }
        // Dates and texts are compared as dates; of texts only those are taken that look like them.
        let dates = FunctionImplementation("mysql_\(name)_date") {
            (arguments, _) throws(StatementFailure) in
            let count = arguments.count - 1
            guard !arguments.hasNull(first: count) else { return .null }
            var chosen: (index: Int, moment: String)?
            for index in 0..<count {
                guard let moment = arguments.text(at: index)?.canonicalMoment else {
                    throw .unsupported("\(name.uppercased()) of dates and other texts")
                }
                let isBetter =
                    chosen.map { takesGreater ? moment > $0.moment : moment < $0.moment } ?? true
                if isBetter { chosen = (index, moment) }
            }
            return arguments[chosen?.index ?? 0]
        }
        return FunctionDefinition(name: name, arity: 2...FunctionDefinition.manyArguments) {
            arguments throws(StatementFailure) in
            var type = MySQLType.aggregate(arguments.map(\.type))
            if type.isJSON { type = MySQLType.text }
            let hasDate = arguments.contains { $0.type.isTemporal }
            let areDates = arguments.allSatisfy { $0.type.isTemporal || $0.type.isText }
            guard !hasDate || type.isTemporal || areDates else {
                throw .unsupported("\(name.uppercased()) of dates and numbers")
            }
            let collation = MySQLType.commonCollation(arguments.map(\.type)).rawValue
            let body: FunctionImplementation =
                switch type.kind {
                case .integer, .year, .bit, .time: integers
                case .decimal: decimals
                case .double, .float: doubles
                case .binary: bytes
                case .date, .datetime, .timestamp: bytes
                default: hasDate ? dates : texts
                }
            return FunctionCallPlan(
                type: type, coercions: [type.armCoercion], implementation: body,
                extra: [.text(collation)])
        }
    }

    // MARK: INTERVAL

    /// `INTERVAL(n, a, b, …)`: how many of the ascending numbers are not greater than the first.
    private static let interval = FunctionDefinition(
        name: "interval", arity: 2...FunctionDefinition.manyArguments
    ) { arguments in
        let isExact = arguments.allSatisfy { $0.type.isExact || $0.type.isNull }
        return FunctionCallPlan(
            type: MySQLType.bigint.notNull, coercions: [isExact ? .decimal : .double],
            implementation: isExact ? intervalOfDecimals : intervalOfDoubles)
    }

    private static let intervalOfDecimals = FunctionImplementation("mysql_interval_decimal") {
        (arguments, _) in
        guard let value = arguments.decimal(at: 0) else { return .integer(-1) }
        for index in 1..<arguments.count {
            guard let bound = arguments.decimal(at: index) else { continue }
            if MySQLDecimal.compare(bound, value) > 0 { return .integer(Int64(index - 1)) }
        }
        return .integer(Int64(arguments.count - 1))
    }

    private static let intervalOfDoubles = FunctionImplementation("mysql_interval_double") {
        (arguments, _) in
        guard let value = arguments.double(at: 0) else { return .integer(-1) }
        for index in 1..<arguments.count {
            guard let bound = arguments.double(at: index) else { continue }
            if bound > value { return .integer(Int64(index - 1)) }
        }
        return .integer(Int64(arguments.count - 1))
    }
}

extension String {
    /// A text like `2020-01-31` or `2020-01-31 10:20:30`, as stored dates are, with the time of day;
    /// nil for any other.
    fileprivate var canonicalMoment: String? {
        let form = "0000-00-00 00:00:00.000000"
        guard utf8.count == 10 || utf8.count >= 19 && utf8.count <= form.utf8.count else {
            return nil
        }
        let fits = zip(utf8, form.utf8).allSatisfy { byte, wanted in
            wanted == UInt8(ascii: "0") ? byte &- 0x30 < 10 : byte == wanted
        }
        guard fits else { return nil }
        return self + form.dropFirst(count)
    }
}

extension MySQLType {
    /// How a value becomes one of this type, where this is the type over several arms.
    var armCoercion: Coercion {
        switch kind {
        case .integer, .year, .bit, .null, .enumeration, .set, .json: .stored
        case .decimal: .decimal
        case .float, .double: .double
        case .string, .binary: .text
        case .date, .datetime, .timestamp: .temporal
        case .time: .stored
        }
    }
}
