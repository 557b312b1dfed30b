/// One of the databases that a dialogue may have had: which engine, and what was in it before the
/// first statement.
struct CandidateWorld: Hashable {
    /// MySQL or SQLite.
    var engine: RecordingEngine
    var database: String
    var tables: [DescribedTable]
    /// Whether columns have the types that the text states, or are all TEXT as AgentBench makes
    /// them.
    var hasStatedTypes = false
    /// Described tables that were never made: a set-up that failed, or another name.
    var missingTables: Set<String> = []
    /// The rows that the tables hold, as far as a search has made some.
    var witness: Witness?

    /// What makes the tables with the rows that are assumed.
    var script: String {
        var statements: [String] = []
        if engine == .mysql {
            statements = ["CREATE DATABASE \(database.backquoted)", "USE \(database.backquoted)"]
        }
        for table in tables
        where !table.columns.isEmpty && !missingTables.contains(table.name) {
            statements.append(definition(of: table))
        }
        let made = tables.filter { !missingTables.contains($0.name) }
        statements += witness?.statements(for: made, engine: engine) ?? []
        return statements.joined(separator: ";\n") + ";"
    }

    /// CREATE TABLE for a table.
    func definition(of table: DescribedTable) -> String {
        var seen: Set<String> = []
        let columns = table.columns.filter { seen.insert($0.name.lowercased()).inserted }.map {
            "\($0.name.backquoted) \(type(of: $0, in: table.name))"
        }
        return "CREATE TABLE IF NOT EXISTS \(table.name.backquoted) "
            + "(\(columns.joined(separator: ", ")))"
    }

    private func type(of column: DescribedColumn, in table: String) -> String {
        if let kind = witness?.type(of: column.name, in: table, engine: engine) {
            return kind.declaration(engine)
        }
        guard hasStatedTypes, let stated = column.statedType else { return "TEXT" }
        if stated.contains("(") { return stated }
        return switch stated.lowercased() {
        case "string", "varchar", "nvarchar", "char", "character": "VARCHAR(255)"
        case "number", "numeric": "DECIMAL(20,6)"
        case "enum", "serial": "TEXT"
        default: stated
        }
    }
}

extension String {
    /// As a quoted name in SQL.
    var backquoted: String { "`" + replacing("`", with: "``") + "`" }
}
