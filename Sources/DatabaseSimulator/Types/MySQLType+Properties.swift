extension MySQLType {
    static let null = MySQLType(.null)

    /// A character string of at most this many characters.
    static func varchar(_ length: Int, collation: CollationName = .standard) -> MySQLType {
        MySQLType(.string(.varchar(length)), collation: collation)
    }

    /// The same type that cannot be NULL.
    var notNull: MySQLType { nullable(false) }

    /// Strings of either kind, ENUM, SET and JSON.
    var isString: Bool {
        switch kind {
        case .string, .binary, .enumeration, .set, .json: true
        default: false
        }
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

    /// A date, with or without a time of day.
    var hasDate: Bool {
        switch kind {
        case .date, .datetime, .timestamp: true
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
}
