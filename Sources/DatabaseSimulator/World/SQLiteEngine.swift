import JSONTree
import SQLiteKit

/// SQLite as such, behind Python's `sqlite3`: the engine that some of AgentInstruct's answers can
/// only have come from.
final class SQLiteEngine: DatabaseEngine {
    private let connection: Connection
    private let limits: ExecutionLimits

    init(limits: ExecutionLimits = ExecutionLimits()) throws(StatementFailure) {
        self.limits = limits
        do throws(SQLiteError) {
            connection = try Connection()
        } catch {
            throw .unsupported("a database in memory (\(error.message))")
        }
        connection.setLimit(.attached, to: 0)
        connection.setLimit(.length, to: limits.valueBytes)
        connection.confineToData()
    }

    func copy() throws(StatementFailure) -> any DatabaseEngine {
        let copy = try SQLiteEngine(limits: limits)
        do throws(SQLiteError) {
            try copy.connection.load(image: connection.image())
        } catch {
            throw .limit("there is no memory for a copy of the database (\(error.message))")
        }
        return copy
    }

    func answer(_ statement: String) throws(StatementFailure) -> String {
        let deadline = ContinuousClock.now.advanced(by: limits.statementTime)
        connection.interrupt(every: 20_000) { ContinuousClock.now > deadline }
        defer { connection.interrupt(every: 0, when: nil) }
        var text = "["
        var count = 0
        do throws(SQLiteError) {
            let rest = try connection.run(first: statement) { row in
                if count > 0 { text += ", " }
                count += 1
                PythonText.append(row: row, to: &text)
                return count < limits.rows && text.utf8.count < limits.resultBytes
            }
            guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
                return "You can only execute one statement at a time."
            }
        } catch {
            if error.isInterrupted { throw .deadline }
            if error.isLimit { throw .limit("a value or the statement is too large") }
            return error.message
        }
        guard count < limits.rows, text.utf8.count < limits.resultBytes else {
            throw .limit("the result is too large")
        }
        // The system that recorded answers of SQLite cut none of them.
        return text + "]"
    }

    func load(_ task: DatabaseTask) throws(StatementFailure) {
        do throws(SQLiteError) {
            for table in task.tables {
                let columns = table.columns.map { "\(quoted($0)) TEXT" }.joined(separator: ", ")
                try connection.run("CREATE TABLE \(quoted(table.name)) (\(columns))")
                let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
                for row in table.rows where row.count == table.columns.count {
                    try connection.run(
                        "INSERT INTO \(quoted(table.name)) VALUES (\(marks))",
                        row.map(SQLiteValue.init(cell:)))
                }
            }
        } catch {
            throw .unsupported("this task's tables in SQLite (\(error.message))")
        }
    }

    /// Runs a script; a world's `.sql` file in SQLite's own language.
    func run(script: String) throws(StatementFailure) {
        do throws(SQLiteError) {
            var rest = script
            while !rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) {
                rest = try connection.run(first: rest) { _ in true }
            }
        } catch {
            throw .unsupported("this script in SQLite (\(error.message))")
        }
    }

    /// Takes over the contents of a database file.
    func load(file: Connection) throws(StatementFailure) {
        do throws(SQLiteError) {
            try connection.load(image: file.image())
        } catch {
            throw .unsupported("this database file (\(error.message))")
        }
    }

    func tableHash(of table: DatabaseTask.TableData) throws(StatementFailure) -> String {
        // The grader's functions are MySQL's, so MySQL hashes a copy of the rows.
        let columns = table.columns.map(quoted).joined(separator: ", ")
        var rows: [[JSON]] = []
        do throws(SQLiteError) {
            try connection.run("SELECT \(columns) FROM \(quoted(table.name))") { row in
                rows.append(row.map(JSON.init(cell:)))
            }
        } catch {
            return error.message
        }
        let engine = try MySQLEngine(rendering: .agentinstruct)
        var data = table
        data.rows = rows
        try engine.load(
            DatabaseTask(
                id: "", text: "", kind: "", database: table.name, tables: [data], grader: .none))
        return try engine.tableHash(of: data)
    }

    var tables: [(name: String, columns: [String])] {
        let names =
            (try? connection.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) ?? []
        return names.compactMap { row in
            guard case .text(let name)? = row.first else { return nil }
            let columns = (try? connection.rows("SELECT name FROM pragma_table_info(?)", row)) ?? []
            return (
                name,
                columns.compactMap { if case .text(let name)? = $0.first { name } else { nil } }
            )
        }
    }

    private func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

extension PythonText {
    /// A row as Python's `sqlite3` gives it.
    fileprivate static func append(row: [SQLiteValue], to text: inout String) {
        text += "("
        for (index, value) in row.enumerated() {
            if index > 0 { text += ", " }
            switch value {
            case .null: text += "None"
            case .integer(let number): text += String(number)
            case .real(let number): text += number.pythonText
            case .text(let string): append(repr: string, to: &text)
            case .blob(let bytes): append(repr: bytes, to: &text)
            }
        }
        text += row.count == 1 ? ",)" : ")"
    }
}

extension SQLiteValue {
    fileprivate init(cell: JSON) {
        switch cell {
        case .null: self = .null
        case .string(let text): self = .text(text)
        case .number(let literal): self = .text(literal)
        case .bool(let flag): self = .text(flag ? "1" : "0")
        case .array, .object: self = .text(cell.text())
        }
    }
}

extension JSON {
    fileprivate init(cell: SQLiteValue) {
        switch cell {
        case .null: self = .null
        case .integer(let number): self = .string(String(number))
        case .real(let number): self = .string(number.pythonText)
        case .text(let text): self = .string(text)
        case .blob(let bytes): self = .string(String(decoding: bytes, as: UTF8.self))
        }
    }
}
