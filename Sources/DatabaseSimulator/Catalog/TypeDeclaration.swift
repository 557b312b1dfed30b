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
        let longest = collation == .binary ? 65_535 : 65_535 / collation.maximumBytes
        if let length, length > 255, Self.displayed.contains(name) {
            throw .mysql(
                MySQLError(
                    1439, "42000", "Display width out of range for column '\(column)' (max = 255)"))
        }
        if name == "bit", let length, length > 64 {
            throw .mysql(
                MySQLError(
                    1439, "42000", "Display width out of range for column '\(column)' (max = 64)"))
        }
        if name == "float", scale == nil, let length, length > 53 {
            throw .mysql(
                MySQLError(1063, "42000", "Incorrect column specifier for column '\(column)'"))
        }
        switch name {
        case "tinyint": return MySQLType(.integer(bytes: 1, unsigned: isUnsigned))
        case "smallint": return MySQLType(.integer(bytes: 2, unsigned: isUnsigned))
        case "mediumint": return MySQLType(.integer(bytes: 3, unsigned: isUnsigned))
        case "int": return MySQLType(.integer(bytes: 4, unsigned: isUnsigned))
        case "bigint": return MySQLType(.integer(bytes: 8, unsigned: isUnsigned))
        case "decimal": return try decimal(column)
        case "float" where (length ?? 0) > 24 && scale == nil: return MySQLType(.double)
        case "float": return try real(MySQLType(.float), column)
        case "double": return try real(.double, column)
        case "bit": return MySQLType(.bit(length ?? 1))
        case "year": return MySQLType(.year)
        case "date": return MySQLType(.date)
        case "time": return MySQLType(.time(fraction: try fraction(column)))
        case "datetime": return MySQLType(.datetime(fraction: try fraction(column)))
        case "timestamp": return MySQLType(.timestamp(fraction: try fraction(column)))
        case "char": return string(.char(try bounded(length ?? 1, by: 255, column)), collation)
        case "varchar":
            return string(.varchar(try bounded(length ?? 1, by: longest, column)), collation)
        case "binary": return MySQLType(.binary(.char(length ?? 1)), collation: .binary)
        case "varbinary": return MySQLType(.binary(.varchar(length ?? 1)), collation: .binary)
        case "tinytext": return string(.tiny, collation)
        case "text":
            return string(kind(perCharacter: collation.maximumBytes), collation)
        case "mediumtext": return string(.medium, collation)
        case "longtext": return string(.long, collation)
        case "tinyblob": return MySQLType(.binary(.tiny), collation: .binary)
        case "blob": return MySQLType(.binary(kind(perCharacter: 1)), collation: .binary)
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

    /// `TEXT(n)` is the smallest kind that holds n characters of any kind.
    private func kind(perCharacter bytes: Int) -> MySQLType.StringKind {
        guard let length else { return .text }
        return switch length * bytes {
        case ...255: .tiny
        case ...65_535: .text
        case ...16_777_215: .medium
        default: .long
        }
    }

    private func declaredCollation() throws(StatementFailure) -> CollationName? {
        guard characterSet != nil || collation != nil else { return nil }
        return try CollationName(characterSet: characterSet, collation: collation)
    }

    /// `FLOAT(M, D)` and `DOUBLE(M, D)` show D digits after the point.
    private func real(_ plain: MySQLType, _ column: String) throws(StatementFailure) -> MySQLType {
        guard let scale, let length else { return plain }
        try check(precision: length, scale: scale, column)
        var type = plain
        type.fixedScale = scale
        return type
    }

    private func check(
        precision: Int, scale: Int, _ column: String
    ) throws(StatementFailure) {
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
    }

    /// How many digits a ZEROFILL column of a type is filled up to; 0 for others.
    func filledWidth(of type: MySQLType) -> Int {
        guard isZerofill else { return 0 }
        return switch type.kind {
        case .integer(let bytes, _): length ?? [1: 3, 2: 5, 3: 8, 4: 10, 8: 20][bytes] ?? 0
        case .decimal(let precision, let scale, _): precision + (scale > 0 ? 1 : 0)
        default: 0
        }
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
        try check(precision: precision, scale: scale, column)
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
    /// The collation of a name as declared; `utf8` is an old name of `utf8mb3`.
    init?(declared name: String) {
        let name = name.lowercased()
        self.init(rawValue: name.hasPrefix("utf8_") ? "utf8mb3_" + name.dropFirst(5) : name)
    }

    /// The collation that a name means.
    ///
    /// - Throws: 1273 for a name that MySQL has not; a refusal for one that the emulator has not.
    init(named name: String) throws(StatementFailure) {
        guard let known = CollationName(declared: name) else {
            guard !Self.isOther(name.lowercased()) else {
                throw .unsupported("the collation \(name.lowercased())")
            }
            throw .mysql(MySQLError(1273, "HY000", "Unknown collation: '\(name)'"))
        }
        self = known
    }

    /// What CHARACTER SET and COLLATE mean together, at least one of which is written.
    ///
    /// - Throws: 1253 where they do not fit each other.
    init(characterSet: String?, collation: String?) throws(StatementFailure) {
        let standard = try characterSet.map { set throws(StatementFailure) in
            try CollationName(characterSet: set)
        }
        guard let collation else {
            self = standard ?? .standard
            return
        }
        let name = try CollationName(named: collation)
        guard standard == nil || standard?.characterSet == name.characterSet else {
            throw .mysql(Self.mismatch(name.rawValue, standard?.characterSet ?? ""))
        }
        self = name
    }

    /// Whether MySQL has a collation of this name that the emulator has not.
    static func isOther(_ name: String) -> Bool {
        guard let underscore = name.firstIndex(of: "_") else { return false }
        let set = name[..<underscore]
        guard set.hasPrefix("utf8") else {
            return CharacterSetName.isKnown(String(set))
        }
        let rest = name[name.index(after: underscore)...]
        if ["unicode_520_ci", "0900_as_ci", "tolower_ci"].contains(rest) { return true }
        if rest.hasSuffix("_0900_ai_ci") || rest.hasSuffix("_0900_as_cs") { return true }
        let languages: Set<Substring> = [
            "icelandic", "latvian", "romanian", "slovenian", "polish", "estonian", "spanish",
            "swedish", "turkish", "czech", "danish", "lithuanian", "slovak", "spanish2", "roman",
            "persian", "esperanto", "hungarian", "sinhala", "german2", "croatian", "vietnamese",
            "general_mysql500",
        ]
        return rest.hasSuffix("_ci") && languages.contains(rest.dropLast(3))
    }

    /// The default collation of a character set.
    ///
    /// - Throws: 1115 for a set that MySQL does not know.
    init(characterSet: String) throws(StatementFailure) {
        switch characterSet.lowercased() {
        case "utf8mb4": self = .standard
        case "utf8", "utf8mb3": self = .general3
        case "binary": self = .binary
        case "latin1": self = .swedish
        case "ascii": self = .asciiGeneral
        case "utf16", "utf32", "ucs2", "cp1252", "gbk", "big5", "sjis":
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
