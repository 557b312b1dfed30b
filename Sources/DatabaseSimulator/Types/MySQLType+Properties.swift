extension MySQLType {
    static let null = MySQLType(.null)
    static let bigint = MySQLType(.integer(bytes: 8, unsigned: false))
    static let unsignedBigint = MySQLType(.integer(bytes: 8, unsigned: true))
    /// What comparisons and other predicates have: an INT that is 0 or 1.
    static let boolean = MySQLType(.integer(bytes: 4, unsigned: false))
    static let double = MySQLType(.double)
    static let text = MySQLType(.string(.long))
    static let date = MySQLType(.date)
    static let blob = MySQLType(.binary(.long))

    /// A character string of at most this many characters.
    static func varchar(_ length: Int, collation: CollationName = .standard) -> MySQLType {
        MySQLType(.string(.varchar(length)), collation: collation)
    }

    static func decimal(_ precision: Int, _ scale: Int) -> MySQLType {
        MySQLType(.decimal(precision: precision, scale: scale, unsigned: false))
    }

    /// The same type that cannot be NULL.
    var notNull: MySQLType {
        var type = self
        type.isNullable = false
        return type
    }

    var isNull: Bool { kind == .null }

    /// Character strings, ENUM, SET and JSON: what compares as text.
    var isText: Bool {
        switch kind {
        case .string, .enumeration, .set: true
        default: false
        }
    }

    var isString: Bool {
        switch kind {
        case .string, .binary, .enumeration, .set, .json: true
        default: false
        }
    }

    var isBinary: Bool {
        if case .binary = kind { true } else { false }
    }

    var isInteger: Bool {
        switch kind {
        case .integer, .year, .bit: true
        default: false
        }
    }

    var isDecimal: Bool {
        if case .decimal = kind { true } else { false }
    }

    /// Integers and decimals: what MySQL computes exactly.
    var isExact: Bool { isInteger || isDecimal }

    /// How many digits after the point the value shows in a computation with doubles; nil if as many
    /// as it has.
    var shownScale: Int? {
        switch kind {
        case .float, .double: fixedScale
        case .decimal(_, let scale, _): scale
        case .integer, .year, .bit, .date: 0
        default: nil
        }
    }

    /// A double that shows so many digits after the point as both operands of an operation allow.
    static func double(over left: MySQLType, _ right: MySQLType, adding digits: Int = 0)
        -> MySQLType
    {
        var type = MySQLType.double
        if let first = left.shownScale, let second = right.shownScale {
            let scale = max(first, second) + digits
            type.fixedScale = scale < 31 ? scale : nil
        }
        return type
    }

    var isReal: Bool { kind == .double || kind == .float }

    var isTemporal: Bool {
        switch kind {
        case .date, .datetime, .timestamp, .time: true
        default: false
        }
    }

    /// A date, with or without a time of day.
    var hasDate: Bool {
        switch kind {
        case .date, .datetime, .timestamp: true
        default: false
        }
    }

    var isUnsigned: Bool {
        switch kind {
        case .integer(_, let unsigned): unsigned
        case .decimal(_, _, let unsigned): unsigned
        case .year, .bit: true
        default: false
        }
    }

    /// The bytes of an integer; 8 for what is not one.
    var byteWidth: Int {
        switch kind {
        case .integer(let bytes, _): bytes
        case .year: 2
        default: 8
        }
    }

    /// Digits after the point that an exact value of this type has; the fraction for times.
    var scale: Int {
        switch kind {
        case .decimal(_, let scale, _): scale
        case .datetime(let fraction), .timestamp(let fraction), .time(let fraction): fraction
        default: 0
        }
    }

    /// The digits of an exact value before the point.
    var integerDigits: Int {
        switch kind {
        case .decimal(let precision, let scale, _): precision - scale
        case .integer(let bytes, let unsigned):
            switch bytes {
            case 1: 3
            case 2: 5
            case 3: unsigned ? 8 : 7
            case 4: 10
            default: unsigned ? 20 : 19
            }
        case .year: 4
        case .bit(let bits): bits * 3 / 10 + 1
        case .date: 8
        case .datetime, .timestamp: 14
        case .time: 7
        default: 19
        }
    }

    /// What the value is in a numeric context: dates count as integers, text as a double.
    var numeric: MySQLType {
        switch kind {
        case .null: .double
        case .integer, .decimal, .double, .float: self
        case .year: MySQLType(.integer(bytes: 2, unsigned: true))
        case .bit: .unsignedBigint
        case .date: .bigint
        case .datetime(let fraction), .timestamp(let fraction), .time(let fraction):
            fraction == 0 ? .bigint : .decimal(integerDigits + fraction, fraction)
        case .string, .binary, .enumeration, .set, .json: .double
        }
    }
}
