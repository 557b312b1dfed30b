import SQLiteKit

/// `CAST(x AS type)` and `CONVERT(x, type)`, except to dates and times.
enum Casts {
    typealias Argument = FunctionDefinition.Argument

    /// How a value is cast; `nil` for dates and times.
    ///
    /// - Throws: the errors for a precision or scale that is too large, and a refusal of character
    ///   sets other than UTF-8.
    static func plan(
        _ type: CastType, of argument: Argument
    ) throws(StatementFailure) -> FunctionCallPlan? {
        let isNullable = argument.type.isNullable
        switch type {
        case .signed: return integer(argument, unsigned: false)
        case .unsigned: return integer(argument, unsigned: true)
        case .decimal(let precision, let scale):
            return try decimal(argument, precision ?? 10, scale ?? 0)
        case .double, .real:
            return FunctionCallPlan(
                type: .double, coercions: [.stored], implementation: double(from: argument.type))
        case .float:
            return FunctionCallPlan(
                type: MySQLType(.float), coercions: [.stored],
                implementation: float(from: argument.type))
        case .char(let length, let characterSet):
            return try char(argument, length, characterSet)
        case .nationalChar(let length): return try char(argument, length, nil)
        case .binary(let length):
            let size = length ?? argument.type.textLength * (argument.type.isBinary ? 1 : 4)
            return FunctionCallPlan(
                type: MySQLType.binary(size).nullable(isNullable), coercions: [.text],
                implementation: CastBodies.binary, extra: [.integer(Int64(length ?? -1))])
        case .json:
            return FunctionCallPlan(
                type: .json, coercions: [.stored], implementation: JSONBuilding.cast,
                extra: [.text(String(JSONArgument(argument).code))])
        case .date, .datetime, .time, .year: return nil
        }
    }

    private static func integer(_ argument: Argument, unsigned: Bool) -> FunctionCallPlan {
        let type: MySQLType = unsigned ? .unsignedBigint : .bigint
        let pair =
            switch argument.type.kind {
            case .null, .integer, .year, .bit, .enumeration, .set: CastBodies.bits
            case .double, .float: CastBodies.double
            case .decimal: CastBodies.decimal
            case .string, .binary: CastBodies.text
            case .date, .datetime, .timestamp, .time, .json: CastBodies.bits
            }
        let isConverted = argument.type.isTemporal || argument.type.isJSON
        return FunctionCallPlan(
            type: type.nullable(argument.type.isNullable),
            coercions: [isConverted ? .integer : .stored], implementation: pair(unsigned: unsigned))
    }

    private static func decimal(
        _ argument: Argument, _ precision: Int, _ scale: Int
    ) throws(StatementFailure) -> FunctionCallPlan {
        guard scale <= MySQLDecimal.scaleLimit else {
            throw .mysql(
                MySQLError(
                    1425, "42000",
                    "Too big scale \(scale) specified for column 'CAST'. Maximum is 30."))
        }
        guard precision <= MySQLDecimal.precisionLimit else {
            throw .mysql(
                MySQLError(
                    1426, "42000",
                    "Too-big precision \(precision) specified for 'CAST'. Maximum is 65."))
        }
        // DECIMAL(0) is DECIMAL(10).
        let digits = precision == 0 && scale == 0 ? 10 : precision
        guard scale <= digits else {
            throw .mysql(
                MySQLError(
                    1427, "42000",
                    "For float(M,D), double(M,D) or decimal(M,D), M must be >= D (column '')."))
        }
        let isText = argument.type.isText && !argument.type.isEnumeration || argument.type.isBinary
        return FunctionCallPlan(
            type: MySQLType.decimal(digits, scale).nullable(argument.type.isNullable),
            coercions: [isText ? .stored : .decimal],
            implementation: isText ? CastBodies.textToDecimal : CastBodies.toDecimal,
            extra: [.integer(Int64(digits)), .integer(Int64(scale))])
    }

    private static func double(from type: MySQLType) -> FunctionImplementation {
        Coercion.double.implementation(from: type, warns: true) ?? CastBodies.identity
    }

    private static func float(from type: MySQLType) -> FunctionImplementation {
        let toDouble = double(from: type)
        return FunctionImplementation("mysql_cast_float_\(toDouble.name)") {
            (arguments, context) throws(StatementFailure) in
            guard case .real(let value) = try toDouble.body(arguments, context) else {
                return .null
            }
            let narrow = Float(value)
            guard narrow.isFinite else { throw .outOfRange("FLOAT", in: "cast as float") }
            return .real(Double(narrow))
        }
    }

    private static func char(
        _ argument: Argument, _ length: Int?, _ characterSet: String?
    ) throws(StatementFailure) -> FunctionCallPlan {
        switch characterSet?.asciiLowercased {
        case nil, "utf8mb4", "utf8", "utf8mb3": break
        case "binary":
            return FunctionCallPlan(
                type: MySQLType.binary(length ?? argument.type.textLength), coercions: [.text],
                implementation: CastBodies.binary, extra: [.integer(Int64(length ?? -1))])
        case let name?: throw .unsupported("the character set \(name)")
        }
        let size = length ?? argument.type.textLength
        let isLossless = length == nil && !argument.type.isBinary
        return FunctionCallPlan(
            type: MySQLType.string(size).nullable(argument.type.isNullable || !isLossless),
            coercions: [.text], implementation: isLossless ? CastBodies.identity : CastBodies.char,
            extra: isLossless ? [] : [.integer(Int64(length ?? -1))])
    }
}

extension MySQLType {
    /// ENUM and SET, which are stored as numbers.
    var isEnumeration: Bool {
        switch kind {
        case .enumeration, .set: true
        default: false
        }
    }
}

extension String {
    /// In lower case as far as ASCII goes.
    var asciiLowercased: String {
        String(
            decoding: utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
