/// The static type of a column or an expression, as MySQL infers it.
///
/// ## How values of each type are stored in SQLite
/// The type is always known when a statement is translated, so a stored value needs no tag:
///
/// | type | stored as |
/// |---|---|
/// | integers, `YEAR`, `BIT`, Booleans | INTEGER; unsigned values above `Int64.max` as TEXT of 20 digits, which SQLite orders after every integer |
/// | `DECIMAL` | TEXT, plain digits with exactly its scale (`-0.50`), compared by the collation `mysql_decimal` |
/// | `DOUBLE`, `FLOAT` | REAL |
/// | strings, JSON | TEXT |
/// | binary strings | BLOB |
/// | `DATE` | TEXT `YYYY-MM-DD` |
/// | `DATETIME`, `TIMESTAMP` | TEXT `YYYY-MM-DD HH:MM:SS[.ffffff]`, the fraction with exactly its digits |
/// | `TIME` | INTEGER, microseconds |
/// | `ENUM` | INTEGER, the index from 1; 0 is the error value `''` |
/// | `SET` | INTEGER, the bit mask |
struct MySQLType: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// The type of the literal NULL.
        case null
        /// An integer of 1, 2, 3, 4 or 8 bytes.
        case integer(bytes: Int, unsigned: Bool)
        case year
        /// Digits in all, and after the point.
        case decimal(precision: Int, scale: Int, unsigned: Bool)
        case float
        case double
        /// A character string; `TEXT` kinds have their own limit.
        case string(StringKind)
        /// A binary string.
        case binary(StringKind)
        case date
        /// Digits of the fraction of a second, 0...6.
        case datetime(fraction: Int)
        case timestamp(fraction: Int)
        case time(fraction: Int)
        case enumeration([String])
        case set([String])
        case bit(Int)
        case json
    }

    /// How a string is declared; lengths in characters, or bytes for binary strings.
    enum StringKind: Hashable, Sendable {
        case char(Int)
        case varchar(Int)
        case tiny
        case text
        case medium
        case long
    }

    var kind: Kind
    /// The collation that comparisons of this string use.
    var collation: CollationName = .standard
    /// Whether the value can be NULL.
    var isNullable = true
    /// The digits after the point that a double always shows: of `DOUBLE(M, D)`, and of what is
    /// computed from such columns.
    var fixedScale: Int?
    /// To how many digits a ZEROFILL column fills up where it becomes a text.
    var filledWidth = 0

    init(_ kind: Kind, collation: CollationName = .standard, nullable: Bool = true) {
        self.kind = kind
        self.collation = collation
        self.isNullable = nullable
    }
}

/// The collations that the emulator compares by.
enum CollationName: String, Hashable, Sendable, CaseIterable {
    /// MySQL 8's default: case- and accent-insensitive, Unicode order, trailing blanks count.
    case standard = "utf8mb4_0900_ai_ci"
    /// Accent- and case-sensitive Unicode order.
    case accentAndCaseSensitive = "utf8mb4_0900_as_cs"
    /// The older default: case- and accent-insensitive, trailing blanks do not count.
    case general = "utf8mb4_general_ci"
    /// The Unicode 4 order of older servers; trailing blanks do not count.
    case unicode = "utf8mb4_unicode_ci"
    /// By code point; trailing blanks do not count.
    case codePoint = "utf8mb4_bin"
    /// By code point; trailing blanks count.
    case codePointNoPad = "utf8mb4_0900_bin"
    /// Binary strings: by byte.
    case binary = "binary"
    // The same orders of a smaller Unicode.
    case general3 = "utf8mb3_general_ci"
    case unicode3 = "utf8mb3_unicode_ci"
    case codePoint3 = "utf8mb3_bin"
    /// Western letters as Swedes order them.
    case swedish = "latin1_swedish_ci"
    case latinCodePoint = "latin1_bin"
    case asciiGeneral = "ascii_general_ci"
    case asciiCodePoint = "ascii_bin"

    /// Whether a shorter string compares as if blanks followed it.
    var pads: Bool {
        switch self {
        case .standard, .accentAndCaseSensitive, .codePointNoPad, .binary: false
        default: true
        }
    }

    /// The character set whose texts it orders.
    var characterSet: String { String(rawValue.prefix { $0 != "_" }) }

    /// The most bytes that a character has in that set.
    var maximumBytes: Int {
        switch self {
        case .general3, .unicode3, .codePoint3: 3
        case .swedish, .latinCodePoint, .asciiGeneral, .asciiCodePoint, .binary: 1
        default: 4
        }
    }

    /// Whether it is the one that its character set has if none is named.
    var isPrimary: Bool {
        switch self {
        case .standard, .general3, .swedish, .asciiGeneral, .binary: true
        default: false
        }
    }

    /// As definitions name it behind its character set, unless that says it already.
    var clause: String { isPrimary && self != .standard ? "" : " COLLATE=\(rawValue)" }

    /// Whether it compares characters by their codes.
    var isByCode: Bool {
        switch self {
        case .codePoint, .codePointNoPad, .codePoint3, .latinCodePoint, .asciiCodePoint, .binary:
            true
        default: false
        }
    }
}
