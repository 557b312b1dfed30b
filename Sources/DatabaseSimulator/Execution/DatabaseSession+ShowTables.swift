import SQLiteKit

/// What SHOW tells of the keys and sizes of tables, and of character sets.
extension DatabaseSession {
    /// SHOW INDEX; a view has none.
    func indexes(_ name: TableName) throws(StatementFailure) -> StatementResult {
        let text = MySQLType.varchar(64)
        var result = StatementResult(
            [
                ("Table", text), ("Non_unique", .int), ("Key_name", text), ("Seq_in_index", .int),
                ("Column_name", text), ("Collation", text), ("Cardinality", .bigint),
                ("Sub_part", .bigint), ("Packed", text), ("Null", text), ("Index_type", text),
                ("Comment", text), ("Index_comment", text), ("Visible", text),
                ("Expression", text),
            ], [])
        if case .view? = try catalog.relation(name) { return result }
        let table = try catalog.table(name)
        for index in table.indexes {
            for (position, part) in index.parts.enumerated() {
                let column = table.columns[part.column]
                let expression = column.hiddenExpression
                result.rows.append([
                    .text(table.name), .integer(index.isUnique ? 0 : 1), .text(index.name),
                    .integer(Int64(position + 1)),
                    expression == nil ? .text(column.name) : .null,
                    index.kind == .fulltext ? .null : .text(part.isDescending ? "D" : "A"),
                    .integer(try distinct(index.parts.prefix(position + 1), in: table)),
                    part.prefixLength.map { .integer(Int64($0)) } ?? .null, .null,
                    .text(column.type.isNullable ? "YES" : ""),
                    .text(index.kind == .fulltext ? "FULLTEXT" : "BTREE"), .text(""),
                    .text(index.comment ?? ""), .text(index.isInvisible ? "NO" : "YES"),
                    expression.map { .text($0.replacing("'", with: "\\'")) } ?? .null,
                ])
            }
        }
        return result
    }

    /// How many different keys an index has on its first columns.
    private func distinct(
        _ parts: ArraySlice<Index.Part>, in table: Table
    ) throws(StatementFailure) -> Int64 {
        let terms = parts.map { part -> String in
            let column = table.columns[part.column]
            guard let length = part.prefixLength else { return column.indexTerm }
            return "substr(\(column.storage), 1, \(length)) COLLATE "
                + Collation.sqliteName(column.type.isBinary ? .binary : column.type.collation)
        }
        let rows = try store(
            "SELECT COUNT(*) FROM (SELECT DISTINCT \(terms.joined(separator: ", ")) "
                + "FROM \(table.storage))")
        guard case .integer(let count)? = rows.first?.first else { return 0 }
        return count
    }

    func rowCount(of table: Table) throws(StatementFailure) -> Int64 {
        guard
            case .integer(let count)? = try store("SELECT COUNT(*) FROM \(table.storage)")
                .first?.first
        else { return 0 }
        return count
    }

    /// The rows of every table, for INFORMATION_SCHEMA.
    func rowCounts() throws(StatementFailure) -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for schema in catalog.databases.values {
            for case .table(let table) in schema.relations.values {
                counts[table.storage] = try rowCount(of: table)
            }
        }
        return counts
    }

    /// SHOW TABLE STATUS, of tables so small that their rows fill one page.
    func tableStatus(
        _ name: String?, like pattern: String?
    ) throws(StatementFailure) -> StatementResult {
        let (_, schema) = try schema(name)
        var rows: [[SQLiteValue]] = []
        for name in schema.names {
            guard pattern.map({ matches(.text(name), $0) }) ?? true else { continue }
            switch schema.relations[name] {
            case .table(let table)? where !table.isTemporary: rows.append(try status(of: table))
            case .view?:
                var row = Array(repeating: SQLiteValue.null, count: 18)
                row[0] = .text(name)
                row[17] = .text("VIEW")
                row[11] = clock
                rows.append(row)
            default: break
            }
        }
        let text = MySQLType.varchar(64)
        let moment = MySQLType(.datetime(fraction: 0))
        return StatementResult(
            [
                ("Name", text), ("Engine", text), ("Version", .int), ("Row_format", text),
                ("Rows", .unsignedBigint), ("Avg_row_length", .unsignedBigint),
                ("Data_length", .unsignedBigint), ("Max_data_length", .unsignedBigint),
                ("Index_length", .unsignedBigint), ("Data_free", .unsignedBigint),
                ("Auto_increment", .unsignedBigint), ("Create_time", moment),
                ("Update_time", moment), ("Check_time", moment), ("Collation", text),
                ("Checksum", .bigint), ("Create_options", text), ("Comment", .varchar(2_048)),
            ], rows)
    }

    /// The world's time, in which everything was made.
    private var clock: SQLiteValue {
        .text(MySQLDateTime(unixMicroseconds: DatabaseSession.startOfTime).text(digits: 0))
    }

    private func status(of table: Table) throws(StatementFailure) -> [SQLiteValue] {
        let count = try rowCount(of: table)
        let sizes = table.columns.map { "length(CAST(\($0.storage) AS BLOB))" }
        let bytes =
            try store(
                "SELECT total(\(sizes.map { "ifnull(\($0), 0)" }.joined(separator: " + "))) "
                    + "FROM \(table.storage)"
            ).first?.first?.storedDouble ?? 0
        // A page has 16 KB, and a row some bytes besides its values.
        guard bytes + Double(count) * Double(40 + 2 * table.columns.count) < 14_000 else {
            throw .unsupported("the size of the table \(table.name)")
        }
        guard table.options.engineName == "InnoDB" else {
            throw .unsupported("the size of a table of \(table.options.engineName)")
        }
        let secondary = table.indexes.count { $0.kind != .primary }
        let isCounted = table.columns.contains(where: \.isAutoIncrement)
        return [
            .text(table.name), .text("InnoDB"), .integer(10),
            .text(table.options.rowFormat?.capitalizedWord ?? "Dynamic"), .integer(count),
            .integer(count == 0 ? 0 : 16_384 / count), .integer(16_384), .integer(0),
            .integer(Int64(secondary) * 16_384), .integer(0),
            isCounted ? .integer(table.nextAutoIncrement) : .null, clock,
            count == 0 ? .null : clock, .null, .text(table.collation.rawValue), .null,
            .text(table.options.rowFormat.map { "row_format=\($0)" } ?? ""),
            .text(table.options.comment ?? ""),
        ]
    }

    // MARK: Character sets

    /// SHOW CHARACTER SET.
    var characterSets: StatementResult {
        let rows = Self.knownCharacterSets.split(separator: "\n").map { line -> [SQLiteValue] in
            let parts = line.split(separator: "|").map(String.init)
            return [
                .text(parts[0]), .text(parts[1]), .text(parts[2]),
                .integer(Int64(parts[3]) ?? 1),
            ]
        }
        let text = MySQLType.varchar(64)
        return StatementResult(
            [
                ("Charset", text), ("Description", .varchar(2_048)), ("Default collation", text),
                ("Maxlen", .int),
            ], rows)
    }

    private static let knownCharacterSets = """
        armscii8|ARMSCII-8 Armenian|armscii8_general_ci|1
        ascii|US ASCII|ascii_general_ci|1
        big5|Big5 Traditional Chinese|big5_chinese_ci|2
        binary|Binary pseudo charset|binary|1
        cp1250|Windows Central European|cp1250_general_ci|1
        cp1251|Windows Cyrillic|cp1251_general_ci|1
        cp1256|Windows Arabic|cp1256_general_ci|1
        cp1257|Windows Baltic|cp1257_general_ci|1
        cp850|DOS West European|cp850_general_ci|1
        cp852|DOS Central European|cp852_general_ci|1
        cp866|DOS Russian|cp866_general_ci|1
        cp932|SJIS for Windows Japanese|cp932_japanese_ci|2
        dec8|DEC West European|dec8_swedish_ci|1
        eucjpms|UJIS for Windows Japanese|eucjpms_japanese_ci|3
        euckr|EUC-KR Korean|euckr_korean_ci|2
        gb18030|China National Standard GB18030|gb18030_chinese_ci|4
        gb2312|GB2312 Simplified Chinese|gb2312_chinese_ci|2
        gbk|GBK Simplified Chinese|gbk_chinese_ci|2
        geostd8|GEOSTD8 Georgian|geostd8_general_ci|1
        greek|ISO 8859-7 Greek|greek_general_ci|1
        hebrew|ISO 8859-8 Hebrew|hebrew_general_ci|1
        hp8|HP West European|hp8_english_ci|1
        keybcs2|DOS Kamenicky Czech-Slovak|keybcs2_general_ci|1
        koi8r|KOI8-R Relcom Russian|koi8r_general_ci|1
        koi8u|KOI8-U Ukrainian|koi8u_general_ci|1
        latin1|cp1252 West European|latin1_swedish_ci|1
        latin2|ISO 8859-2 Central European|latin2_general_ci|1
        latin5|ISO 8859-9 Turkish|latin5_turkish_ci|1
        latin7|ISO 8859-13 Baltic|latin7_general_ci|1
        macce|Mac Central European|macce_general_ci|1
        macroman|Mac West European|macroman_general_ci|1
        sjis|Shift-JIS Japanese|sjis_japanese_ci|2
        swe7|7bit Swedish|swe7_swedish_ci|1
        tis620|TIS620 Thai|tis620_thai_ci|1
        ucs2|UCS-2 Unicode|ucs2_general_ci|2
        ujis|EUC-JP Japanese|ujis_japanese_ci|3
        utf16|UTF-16 Unicode|utf16_general_ci|4
        utf16le|UTF-16LE Unicode|utf16le_general_ci|4
        utf32|UTF-32 Unicode|utf32_general_ci|4
        utf8mb3|UTF-8 Unicode|utf8mb3_general_ci|3
        utf8mb4|UTF-8 Unicode|utf8mb4_0900_ai_ci|4
        """

    /// SHOW COLLATION of one by its name, if the emulator has it.
    func collations(_ show: ShowStatement) throws(StatementFailure) -> StatementResult {
        guard let name = show.like?.lowercased().replacing("\\_", with: "_"), show.filter == nil,
            let collation = CollationName(rawValue: name)
        else { throw .unsupported("SHOW COLLATION without the name of a known one") }
        let facts: (id: Int64, sortLength: Int64) =
            switch collation {
            case .standard: (255, 0)
            case .accentAndCaseSensitive: (278, 0)
            case .general: (45, 1)
            case .unicode: (224, 8)
            case .codePoint: (46, 1)
            case .codePointNoPad: (309, 1)
            case .binary: (63, 1)
            case .general3: (33, 1)
            case .unicode3: (192, 8)
            case .codePoint3: (83, 1)
            case .swedish: (8, 1)
            case .latinCodePoint: (47, 1)
            case .asciiGeneral: (11, 1)
            case .asciiCodePoint: (65, 1)
            }
        let text = MySQLType.varchar(64)
        return StatementResult(
            [
                ("Collation", text), ("Charset", text), ("Id", .unsignedBigint), ("Default", text),
                ("Compiled", text), ("Sortlen", .int), ("Pad_attribute", text),
            ],
            [
                [
                    .text(name), .text(collation.characterSet), .integer(facts.id),
                    .text(collation.isPrimary ? "Yes" : ""), .text("Yes"),
                    .integer(facts.sortLength),
                    .text(collation.pads ? "PAD SPACE" : "NO PAD"),
                ]
            ])
    }
}

extension String {
    /// A word with a capital: `Dynamic` of `DYNAMIC`.
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst().lowercased() }
}
