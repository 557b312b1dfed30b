import SQLiteKit

/// What numeric contexts make of a type.
enum NumericKind: Sendable {
    case integer(unsigned: Bool)
    case decimal
    case double
}

extension MySQLType {
    static let int = MySQLType(.integer(bytes: 4, unsigned: false))
    static let json = MySQLType(.json, collation: .codePoint)

    /// A decimal of so many digits, kept within what MySQL allows.
    static func decimal(digits: Int, scale: Int) -> MySQLType {
        let scale = min(scale, MySQLDecimal.scaleLimit)
        return .decimal(min(max(digits, scale, 1), MySQLDecimal.precisionLimit), scale)
    }

    /// A string of at most so many characters; beyond what `VARCHAR` holds, the fitting `TEXT`.
    static func string(_ length: Int, _ collation: CollationName = .standard) -> MySQLType {
        let kind: StringKind =
            length <= 16_383 ? .varchar(length) : length <= 4_194_303 ? .medium : .long
        return MySQLType(
            collation == .binary ? .binary(kind) : .string(kind), collation: collation)
    }

    static func binary(_ length: Int) -> MySQLType { string(length, .binary) }

    /// What operators compute with.
    var numericKind: NumericKind {
        let numeric = numeric
        if numeric.isDecimal { return .decimal }
        return numeric.isReal ? .double : .integer(unsigned: numeric.isUnsigned)
    }

    /// What functions of one number compute with; dates and times are doubles there.
    var unaryKind: NumericKind { isTemporal ? .double : numericKind }

    var isJSON: Bool { kind == .json }

    /// The same type, or one that can be NULL as well.
    func nullable(_ isNullable: Bool) -> MySQLType {
        var type = self
        type.isNullable = isNullable
        return type
    }

    /// Digits in all, as a decimal.
    var decimalPrecision: Int { integerDigits + scale }

    /// How many characters the text of a value has at most.
    var textLength: Int {
        switch kind {
        case .null: 0
        case .integer(let bytes, let unsigned):
            [1: 4, 2: 6, 3: 9, 4: 11][bytes].map { unsigned ? $0 - 1 : $0 } ?? 20
        case .year: 4
        case .decimal(let precision, let scale, let unsigned):
            precision + (scale > 0 ? 1 : 0) + (unsigned ? 0 : 1)
        case .float: 12
        case .double: 22
        case .string(let kind), .binary(let kind):
            switch kind {
            case .char(let length), .varchar(let length): length
            case .tiny: 255
            case .text: 65_535
            case .medium: 16_777_215
            case .long: 4_294_967_295
            }
        case .date: 10
        case .datetime(let fraction), .timestamp(let fraction):
            19 + (fraction > 0 ? fraction + 1 : 0)
        case .time(let fraction): 10 + (fraction > 0 ? fraction + 1 : 0)
        case .enumeration(let members): members.map(\.unicodeScalars.count).max() ?? 0
        case .set(let members):
            members.reduce(max(0, members.count - 1)) { $0 + $1.unicodeScalars.count }
        case .bit(let count): (count + 7) / 8
        case .json: 4_294_967_295
        }
    }
}

extension FunctionDefinition.Argument {
    /// Digits in all, as a decimal; an integer literal has as many as are written.
    var decimalPrecision: Int {
        switch (type.kind, constant) {
        case (.integer, .integer(let value)?): String(value.magnitude).utf8.count
        default: type.decimalPrecision
        }
    }

    /// The value of a constant integer argument.
    var constantInteger: Int64? {
        switch constant {
        case .integer(let value): value
        case .real(let value): Int64(rounding: value)
        case .text(let text):
            switch type.numericKind {
            case .decimal: MySQLDecimal(text).clampedInteger
            case .integer: .max
            case .double: NumericText.integer(text).value.signed
            }
        default: nil
        }
    }

    var isConstantNull: Bool { constant == .null || type.isNull }
}
