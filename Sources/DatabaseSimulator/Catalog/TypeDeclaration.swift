import SQLiteKit

/// Turns declared types into types, and types into the words of DESCRIBE.
extension ColumnType {
    /// The type that a declaration means.
    ///
    /// - Throws: MySQL's errors about lengths, scales and unknown names.
    func resolved(column: String, collation inherited: CollationName) throws(StatementFailure)
        -> MySQLType
    {
        let collation = try declaredCollation() ?? inherited
        if let length, length > 255, Self.displayed.contains(name) {
            throw .mysql(
                MySQLError(
                    1439, "42000", "Display width out of range for column '\(column)' (max = 255)"))
        }
        switch name {
        case "tinyint": return MySQLType(.integer(bytes: 1, unsigned: isUnsigned))
        case "smallint": return MySQLType(.integer(bytes: 2, unsigned: isUnsigned))
        case "mediumint": return MySQLType(.integer(bytes: 3, unsigned: isUnsigned))
        case "int": return MySQLType(.integer(bytes: 4, unsigned: isUnsigned))
        case "bigint": return MySQLType(.integer(bytes: 8, unsigned: isUnsigned))
        case "decimal": return try decimal(column)
        case "float" where (length ?? 0) > 24 && scale == nil: return MySQLType(.double)
        case "float": return MySQLType(.float)
        case "double": return MySQLType(.double)
        case "bit": return MySQLType(.bit(length ?? 1))
        case "year": return MySQLType(.year)
        case "date": return MySQLType(.date)
        case "time": return MySQLType(.time(fraction: try fraction(column)))
        case "datetime": return MySQLType(.datetime(fraction: try fraction(column)))
        case "timestamp": return MySQLType(.timestamp(fraction: try fraction(column)))
        case "char": return string(.char(try bounded(length ?? 1, by: 255, column)), collation)
        case "varchar":
            return string(.varchar(try bounded(length ?? 1, by: 16_383, column)), collation)
        case "binary": return MySQLType(.binary(.char(length ?? 1)), collation: .binary)
        case "varbinary": return MySQLType(.binary(.varchar(length ?? 1)), collation: .binary)
        case "tinytext": return string(.tiny, collation)
        case "text": return string(textKind, collation)
        case "mediumtext": return string(.medium, collation)
        case "longtext": return string(.long, collation)
        case "tinyblob": return MySQLType(.binary(.tiny), collation: .binary)
        case "blob": return MySQLType(.binary(textKind), collation: .binary)
        case "mediumblob": return MySQLType(.binary(.medium), collation: .binary)
        case "longblob": return MySQLType(.binary(.long), collation: .binary)
        case "enum":
            return MySQLType(.enumeration(try distinctMembers(column)), collation: collation)
        case "set": return MySQLType(.set(try distinctMembers(column)), collation: collation)
        case "json": return MySQLType(.json)
        default: throw .unsupported("the column type \(name.uppercased())")
        }
    }

    /// Types whose length is how many characters to print.
    private static let displayed: Set<String> = [
        "tinyint", "smallint", "mediumint", "int", "bigint", "float", "double",
    ]

    private func string(_ kind: MySQLType.StringKind, _ collation: CollationName) -> MySQLType {
        collation == .binary
            ? MySQLType(.binary(kind), collation: .binary)
            : MySQLType(.string(kind), collation: collation)
    }

    /// `TEXT(n)` is the smallest kind that holds n characters.
    private var textKind: MySQLType.StringKind {
        guard let length else { return .text }
        return switch length {
        case ...255: .tiny
        case ...65_535: .text
        case ...16_777_215: .medium
        default: .long
        }
    }

    private func declaredCollation() throws(StatementFailure) -> CollationName? {
        if let collation {
            guard let name = CollationName(declared: collation) else {
                throw .mysql(MySQLError(1273, "HY000", "Unknown collation: '\(collation)'"))
            }
            return name
        }
        guard let characterSet else { return nil }
        return try CollationName(characterSet: characterSet)
    }

    private func decimal(_ column: String) throws(StatementFailure) -> MySQLType {
        let precision = length ?? 10
        let scale = scale ?? 0
        guard precision <= 65 else {
            throw .mysql(
                MySQLError(
                    1426, "42000",
                    "Too-big precision \(precision) specified for '\(column)'. Maximum is 65."))
        }
        guard scale <= 30 else {
            throw .mysql(
                MySQLError(
                    1425, "42000",
                    "Too big scale \(scale) specified for column '\(column)'. Maximum is 30."))
        }
        guard scale <= precision else {
            throw .mysql(
                MySQLError(
                    1427, "42000",
                    "For float(M,D), double(M,D) or decimal(M,D), M must be >= D "
                        + "(column '\(column)')."))
        }
        return MySQLType(
            .decimal(precision: precision == 0 ? 10 : precision, scale: scale, unsigned: isUnsigned)
        )
    }

    private func fraction(_ column: String) throws(StatementFailure) -> Int {
        let digits = length ?? 0
        guard digits <= 6 else {
            throw .mysql(
                MySQLError(
                    1426, "42000",
                    "Too-big precision \(digits) specified for '\(column)'. Maximum is 6."))
        }
        return digits
    }

    private func bounded(
        _ length: Int, by limit: Int, _ column: String
    ) throws(StatementFailure) -> Int {
        guard length <= limit else {
            throw .mysql(
                MySQLError(
                    1074, "42000",
                    "Column length too big for column '\(column)' (max = \(limit)); "
                        + "use BLOB or TEXT instead"))
        }
        return length
    }

    private func distinctMembers(_ column: String) throws(StatementFailure) -> [String] {
        var seen: Set<String> = []
        for member in members where !seen.insert(member.lowercased()).inserted {
            throw .mysql(
                MySQLError(
                    1291, "HY000",
                    "Column '\(column)' has duplicated value '\(member)' in \(name.uppercased())"))
        }
        return members
    }
}

extension CollationName {
    /// The collation of a name as declared; the utf8mb3 ones compare like their utf8mb4 twins.
    init?(declared name: String) {
        let name = name.lowercased()
        for prefix in ["utf8mb3_", "utf8_"] where name.hasPrefix(prefix) {
            guard let twin = CollationName(rawValue: "utf8mb4_" + name.dropFirst(prefix.count))
            else { return nil }
            self = twin
            return
        }
        self.init(rawValue: name)
    }

    /// The default collation of a character set.
    ///
    /// - Throws: 1115 for a set that MySQL does not know.
    init(characterSet: String) throws(StatementFailure) {
        switch characterSet.lowercased() {
        case "utf8mb4": self = .standard
        case "utf8", "utf8mb3": self = .general
        case "binary": self = .binary
        case "latin1", "ascii", "utf16", "utf32", "ucs2", "cp1252", "gbk", "big5", "sjis":
            throw .unsupported("the character set \(characterSet)")
        default:
            throw .mysql(MySQLError(1115, "42000", "Unknown character set: '\(characterSet)'"))
        }
    }
}

extension MySQLType {
    /// As DESCRIBE and SHOW CREATE TABLE print it.
    var declared: String {
        switch kind {
        case .null: "null"
        case .integer(let bytes, let unsigned):
            ["", "tinyint", "smallint", "mediumint", "int", "", "", "", "bigint"][bytes]
                + (unsigned ? " unsigned" : "")
        case .year: "year"
        case .decimal(let precision, let scale, let unsigned):
            "decimal(\(precision),\(scale))" + (unsigned ? " unsigned" : "")
        case .float: "float"
        case .double: "double"
        case .string(let kind): kind.declared("char", "varchar", "text")
        case .binary(let kind): kind.declared("binary", "varbinary", "blob")
        case .date: "date"
        case .datetime(let fraction): "datetime" + (fraction > 0 ? "(\(fraction))" : "")
        case .timestamp(let fraction): "timestamp" + (fraction > 0 ? "(\(fraction))" : "")
        case .time(let fraction): "time" + (fraction > 0 ? "(\(fraction))" : "")
        case .enumeration(let members): "enum(\(MySQLType.quoted(members)))"
        case .set(let members): "set(\(MySQLType.quoted(members)))"
        case .bit(let bits): "bit(\(bits))"
        case .json: "json"
        }
    }

    private static func quoted(_ members: [String]) -> String {
        members.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ",")
    }

    /// What a NOT NULL column holds where an INSERT outside of strict mode names no value.
    var implicitDefault: SQLiteValue {
        switch kind {
        case .string, .json: .text("")
        case .binary: .blob([])
        case .decimal(_, let scale, _):
            .text(scale == 0 ? "0" : "0." + String(repeating: "0", count: scale))
        case .float, .double: .real(0)
        case .date: .text("0000-00-00")
        case .datetime, .timestamp: .text("0000-00-00 00:00:00")
        case .enumeration: .integer(1)
        case .null, .integer, .year, .time, .set, .bit: .integer(0)
        }
    }
}

extension MySQLType.StringKind {
    fileprivate func declared(_ fixed: String, _ varying: String, _ large: String) -> String {
        switch self {
        case .char(let length): "\(fixed)(\(length))"
        case .varchar(let length): "\(varying)(\(length))"
        case .tiny: "tiny" + large
        case .text: large
        case .medium: "medium" + large
        case .long: "long" + large
        }
    }
}
