import JSONTree
import SQLiteKit

extension Sheet {
    /// More rows than these are not looked at.
    private static let rowLimit = 2000

    /// The tables of a listed task; `nil` if there is nothing to ask about.
    init?(_ task: DatabaseTask) {
        source = .task(task)
        tables = task.tables.compactMap { data in
            let rows = data.rows.prefix(Sheet.rowLimit).map { row in
                data.columns.indices.map { index -> String? in
                    guard index < row.count else { return nil }
                    return switch row[index] {
                    case .null: nil
                    case .string(let text): text
                    case let other: other.text()
                    }
                }
            }
            let columns = data.columns.enumerated().map { index, name in
                SheetColumn(name: name, texts: rows.map { $0[index] })
            }
            return SheetTable(name: data.name, columns: columns, rows: rows)
        }
        guard tables.contains(where: { $0.rows.count > 2 }) else { return nil }
    }

    /// The tables that a script made; `nil` if there is nothing to ask about.
    init?(surveying engine: MySQLEngine) throws(StatementFailure) {
        source = .world
        var tables: [SheetTable] = []
        for (name, names) in engine.tables {
            guard let table = try? engine.session.catalog.table(TableName(name)) else { continue }
            let selected = names.map { "CAST(\($0.quotedName) AS CHAR)" }.joined(separator: ", ")
            let rows = try engine.texts(
                "SELECT \(selected) FROM \(name.quotedName) LIMIT \(Sheet.rowLimit)")
            let columns = table.columns.enumerated().map { index, column in
                SheetColumn(
                    name: column.name, texts: rows.map { $0[index] },
                    declared: table.kind(ofColumn: index), canBeMissing: column.type.isNullable,
                    isGenerated: column.isAutoIncrement || column.generated != nil)
            }
            let links = table.foreignKeys.compactMap { key in
                key.columns.count == 1
                    ? SheetTable.Link(
                        column: key.columns[0], table: key.referencedTable,
                        key: key.referencedColumns.first ?? "")
                    : nil
            }
            tables.append(SheetTable(name: name, columns: columns, rows: rows, links: links))
        }
        self.tables = tables
        guard tables.contains(where: { $0.rows.count > 2 }) else { return nil }
    }
}

extension MySQLEngine {
    /// The rows of a query whose columns are texts, uncut.
    func texts(_ query: String) throws(StatementFailure) -> [[String?]] {
        guard let database, let statement = try Script(query, session.settings).single
        else { return [] }
        session.catalog.current = database
        return try session.run(statement).rows.map { row in
            row.map { value -> String? in
                if case .text(let text) = value { text } else { nil }
            }
        }
    }
}

extension Table {
    /// What the type of a column decides about the questions it is good for; `nil` for texts.
    fileprivate func kind(ofColumn index: Int) -> SheetColumn.Kind? {
        let isKey =
            primaryKey?.parts.contains { $0.column == index } == true
            || foreignKeys.contains { $0.columns.contains(index) }
        switch columns[index].type.kind {
        case .integer: return isKey ? .key : .number(decimals: 0)
        case .year: return .number(decimals: 0)
        case .decimal(_, let scale, _): return .number(decimals: scale)
        case .date, .datetime, .timestamp: return .date
        case .enumeration: return .category
        case .string: return nil
        case .null, .float, .double, .binary, .time, .set, .bit, .json: return .other
        }
    }
}

extension String {
    /// The name in backticks.
    var quotedName: String { "`" + replacing("`", with: "``") + "`" }

    /// The text as a literal.
    var quotedText: String { "'" + replacing("'", with: "''") + "'" }
}
