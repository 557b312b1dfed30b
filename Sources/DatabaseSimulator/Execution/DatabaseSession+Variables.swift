import SQLiteKit

extension DatabaseSession {
    /// Whether foreign keys are enforced: `foreign_key_checks`.
    var checksForeignKeys: Bool { variables.system["foreign_key_checks"] != .integer(0) }

    /// SET.
    func set(_ assignments: [VariableAssignment]) throws(StatementFailure) -> StatementResult {
        for assignment in assignments {
            switch assignment.target {
            case .user(let name):
                let (value, type) = try evaluate(assignment.value)
                variables.user[name.lowercased()] = SessionVariables.Value(value: value, type: type)
            case .system(let scope, let name):
                try setSystem(name.lowercased(), scope?.lowercased(), assignment.value)
            case .transaction(let scope):
                guard scope == nil || !isInTransaction || scope == "global" else { break }
                let level = try evaluate(assignment.value).0
                if scope == "session" || scope == "local", level != .text("") {
                    variables.system["transaction_isolation"] = level
                }
            case .names: break
            }
        }
        return .ok
    }

    private func setSystem(
        _ name: String, _ scope: String?, _ expression: Expression
    ) throws(StatementFailure) {
        guard let standard = SystemVariables.value(of: name, settings) else {
            throw SystemVariables.failure(for: name, written: name)
        }
        var value = standard
        if case .defaultValue(nil) = expression {
            variables.system[name] = nil
        } else {
            value = SystemVariables.normalised(try evaluate(expression).0)
            variables.system[name] = value
        }
        try checkValue(value, of: name)
        if name == "transaction_isolation", case .text(let level) = value {
            variables.system[name] = .text(level.uppercased())
        }
        guard SystemVariables.canBe(value, name, standard) else {
            throw .unsupported("SET \(name) to another value")
        }
        let isGlobal = ["global", "persist", "persist_only"].contains(scope)
        guard !isGlobal || value == standard || SystemVariables.isInert(name) else {
            throw .unsupported("SET GLOBAL \(name)")
        }
        switch (name, value) {
        case ("sql_mode", .text(let modes)):
            settings.modes = Set(
                modes.uppercased().split(separator: ",").map { String($0) }.flatMap(
                    SessionSettings.expanded))
            variables.system[name] = nil
        case ("sql_mode", _): settings.modes = []
        case ("group_concat_max_len", .integer(let length)):
            settings.groupConcatLimit = Int(length)
        case ("autocommit", .integer(let flag)) where !isGlobal:
            if flag != 0 { try commit() }
            autocommits = flag != 0
        case ("cte_max_recursion_depth", .integer(let depth)): context.recursionLimit = depth
        case ("timestamp", .integer(let seconds)): context.now = seconds * 1_000_000
        default: break
        }
    }

    /// - Throws: 1231 and 1298 for what a variable cannot be.
    private func checkValue(_ value: SQLiteValue, of name: String) throws(StatementFailure) {
        let shown: String?
        switch (name, value) {
        case ("sql_mode", .text(let modes)):
            shown =
                modes.uppercased().split(separator: ",").map(String.init)
                .first { !SessionSettings.isMode($0) }
        case ("autocommit", .integer(let flag)), ("foreign_key_checks", .integer(let flag)),
            ("unique_checks", .integer(let flag)), ("sql_safe_updates", .integer(let flag)):
            shown = flag == 0 || flag == 1 ? nil : String(flag)
        case ("autocommit", .text(let word)), ("foreign_key_checks", .text(let word)),
            ("unique_checks", .text(let word)), ("sql_safe_updates", .text(let word)):
            shown = word
        case ("transaction_isolation", .text(let word)):
            let levels = [
                "read-uncommitted", "read-committed", "repeatable-read", "serializable",
            ]
            shown = levels.contains(word.lowercased()) ? nil : word
        case ("time_zone", .text(let zone)) where !zone.isTimeZone:
            throw .mysql(MySQLError(1298, "HY000", "Unknown or incorrect time zone: '\(zone)'"))
        default: shown = nil
        }
        guard let shown else { return }
        throw .mysql(
            MySQLError(
                1231, "42000",
                "Variable '\(name)' can't be set to the value of '\(shown)'"))
    }

    private func evaluate(
        _ expression: Expression
    ) throws(StatementFailure) -> (SQLiteValue, MySQLType) {
        var translator = translator()
        let typed = try translator.scalar(expression)
        if let constant = typed.constant { return (constant, typed.type) }
        let value = try rows("SELECT \(typed.sql)", for: translator).first?.first
        return (value ?? .null, typed.type)
    }

    /// `SELECT … INTO @a, @b`.
    func assign(
        _ rows: [[SQLiteValue]], _ columns: [OutputColumn], to names: [String]
    ) throws(StatementFailure) {
        guard columns.count == names.count else {
            throw .mysql(
                MySQLError(
                    1222, "21000",
                    "The used SELECT statements have a different number of columns"))
        }
        guard rows.count <= 1 else {
            throw .mysql(MySQLError(1172, "42000", "Result consisted of more than one row"))
        }
        for (index, name) in names.enumerated() {
            guard let row = rows.first else { continue }
            variables.user[name.lowercased()] = SessionVariables.Value(
                value: row[index], type: columns[index].type)
        }
    }

    // MARK: Prepared statements

    func prepare(_ name: String, _ source: PrepareSource) throws(StatementFailure)
        -> StatementResult
    {
        let text: String
        switch source {
        case .text(let written): text = written
        case .variable(let variable):
            guard case .text(let held)? = variables.user[variable.lowercased()]?.value else {
                throw .mysql(.syntax(near: "NULL"))
            }
            text = held
        }
        _ = try parsed(text)
        variables.prepared[name.lowercased()] = text
        return .ok
    }

    func execute(_ name: String, _ arguments: [String]) throws(StatementFailure) -> StatementResult
    {
        guard let text = variables.prepared[name.lowercased()] else {
            throw .mysql(.unknownPreparedStatement(name, "EXECUTE"))
        }
        let values = arguments.map { variables.user[$0.lowercased()]?.value ?? .null }
        variables.placeholders = values
        defer { variables.placeholders = [] }
        return try run(parsed(text))
    }

    func deallocate(_ name: String) throws(StatementFailure) -> StatementResult {
        guard variables.prepared.removeValue(forKey: name.lowercased()) != nil else {
            throw .mysql(.unknownPreparedStatement(name, "DEALLOCATE PREPARE"))
        }
        return .ok
    }

    private func parsed(_ text: String) throws(StatementFailure) -> SyntaxStatement {
        let script = try Script(text, settings, isPrepared: true)
        guard let statement = script.single else {
            throw .mysql(.syntax(near: ""))
        }
        return statement
    }

    // MARK: Transactions

    func transaction(_ statement: TransactionStatement) throws(StatementFailure) -> StatementResult
    {
        switch statement {
        case .begin: try begin()
        case .commit: try commit()
        case .rollback: try rollback()
        case .savepoint(let name): try addSavepoint(name)
        case .rollbackTo(let name): try rollback(to: name)
        case .release(let name): try releaseSavepoint(name)
        }
        return .ok
    }

    // MARK: Without effect here

    func lock(_ tables: [TableName]) throws(StatementFailure) -> StatementResult {
        for table in tables where try catalog.relation(table) == nil {
            throw .mysql(.noSuchTable(table, in: catalog))
        }
        return .ok
    }

    func maintain(
        _ kind: MaintenanceKind, _ tables: [TableName]
    ) throws(StatementFailure) -> StatementResult {
        guard kind != .checksum else { throw .unsupported("CHECKSUM TABLE") }
        var rows: [[SQLiteValue]] = []
        for table in tables {
            let schema = try catalog.databaseName(of: table)
            let name = SQLiteValue.text("\(schema).\(table.name)")
            let operation = SQLiteValue.text(kind.rawValue)
            guard try catalog.relation(table) != nil else {
                rows.append([
                    name, operation, .text("Error"),
                    .text(MySQLError.noSuchTable(table, in: catalog).message),
                ])
                rows.append([name, operation, .text("status"), .text("Operation failed")])
                continue
            }
            if kind == .optimize {
                rows.append([
                    name, operation, .text("note"),
                    .text("Table does not support optimize, doing recreate + analyze instead"),
                ])
            }
            if kind == .repair {
                rows.append([
                    name, operation, .text("note"),
                    .text("The storage engine for the table doesn't support repair"),
                ])
            } else {
                rows.append([name, operation, .text("status"), .text("OK")])
            }
        }
        let text = MySQLType.varchar(128)
        return StatementResult(
            [("Table", text), ("Op", text), ("Msg_type", text), ("Msg_text", text)], rows)
    }
}

extension String {
    /// Whether it is SYSTEM or a distance from UTC; the tables of named zones are empty.
    fileprivate var isTimeZone: Bool {
        if lowercased() == "system" { return true }
        guard let sign = first, sign == "+" || sign == "-" else { return false }
        let parts = dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]) else {
            return false
        }
        return hours <= 14 && minutes < 60 && (hours < 14 || minutes == 0)
    }
}

extension MySQLError {
    static func syntax(near text: String) -> MySQLError {
        MySQLError(
            1064, "42000",
            "You have an error in your SQL syntax; check the manual that corresponds to your "
                + "MySQL server version for the right syntax to use near '\(text)' at line 1")
    }

    fileprivate static func unknownPreparedStatement(
        _ name: String, _ verb: String
    ) -> MySQLError {
        MySQLError(
            1243, "HY000", "Unknown prepared statement handler (\(name)) given to \(verb)")
    }
}
