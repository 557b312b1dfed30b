import SQLiteKit

/// Makes MySQL tables of a SQLite file's: declared types become the nearest of MySQL's.
struct SQLiteImport {
    let file: Connection

    /// Copies every table into a database of the engine.
    func load(into engine: MySQLEngine, database: String) throws {
        let names = try file.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                + "ORDER BY rowid")
        _ = try engine.run(script: "DO 0", defaultDatabase: database)
        for case .text(let name)? in names.map(\.first) {
            let columns = try file.rows("SELECT name, type, pk FROM pragma_table_info(?)", [.text(name)])
            let definitions = columns.map { column -> ColumnDefinition in
                guard case .text(let name) = column[0], case .text(let type) = column[1] else {
                    return ColumnDefinition(name: "", type: ColumnType(name: "text"))
                }
                return ColumnDefinition(name: name, type: ColumnType(sqlite: type))
            }
            var table = CreateTable(table: TableName(name))
            table.columns = definitions
            _ = try engine.session.run(.createTable(table))
            let stored = try engine.session.catalog.table(TableName(name))
            var writer = try RowWriter(
                engine.session, stored, insert: Insert(table: TableName(name), source: .rows([])))
            let rows = try file.rows("SELECT * FROM \"\(name.replacing("\"", with: "\"\""))\"")
            for (number, row) in rows.enumerated() {
                try writer.insert(
                    row.map { .value($0, $0.naturalType) }, into: Array(row.indices),
                    row: number + 1)
            }
            _ = try writer.finish()
        }
    }
}

extension ColumnType {
    /// The nearest of MySQL's types, by SQLite's rules of affinity.
    fileprivate init(sqlite declared: String) {
        let type = declared.uppercased()
        let name =
            if type.contains("INT") {
                "bigint"
            } else if type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT") {
                "text"
            } else if type.contains("BLOB") || type.isEmpty {
                type.isEmpty ? "text" : "blob"
            } else if type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") {
                "double"
            } else if type == "DATE" || type == "DATETIME" {
                type.lowercased()
            } else {
                "text"
            }
        self.init(name: name)
    }
}

extension SQLiteValue {
    /// The type that a value has by itself.
    fileprivate var naturalType: MySQLType {
        switch self {
        case .null: .null
        case .integer: .bigint
        case .real: .double
        case .text(let text): .varchar(text.unicodeScalars.count)
        case .blob(let bytes): .binary(bytes.count)
        }
    }
}
