import SQLiteKit

/// What SHOW tells of the server.
extension DatabaseSession {
    /// The storage engines of a server as it is installed.
    var engines: StatementResult {
        let known: [(String, String, String, String?)] = [
            ("FEDERATED", "NO", "Federated MySQL storage engine", nil),
            (
                "MEMORY", "YES", "Hash based, stored in memory, useful for temporary tables", "NO"
            ),
            (
                "InnoDB", "DEFAULT",
                "Supports transactions, row-level locking, and foreign keys", "YES"
            ),
            ("PERFORMANCE_SCHEMA", "YES", "Performance Schema", "NO"),
            ("MyISAM", "YES", "MyISAM storage engine", "NO"),
            ("MRG_MYISAM", "YES", "Collection of identical MyISAM tables", "NO"),
            (
                "BLACKHOLE", "YES",
                "/dev/null storage engine (anything you write to it disappears)", "NO"
            ),
            ("CSV", "YES", "CSV storage engine", "NO"),
            ("ARCHIVE", "YES", "Archive storage engine", "NO"),
        ]
        let text = MySQLType.varchar(80)
        return StatementResult(
            [
                ("Engine", text), ("Support", text), ("Comment", text), ("Transactions", text),
                ("XA", text), ("Savepoints", text),
            ],
            known.map { name, support, comment, flag in
                let flag = flag.map { SQLiteValue.text($0) } ?? .null
                return [.text(name), .text(support), .text(comment), flag, flag, flag]
            })
    }

    /// SHOW VARIABLES: all that a pattern asks for must be known.
    func systemVariables(
        _ show: ShowStatement, isGlobal: Bool
    ) throws(StatementFailure) -> StatementResult {
        let names: [String]
        if let pattern = show.like {
            names = SystemVariables.names.filter { matches(.text($0), pattern) }
        } else if let named = show.filter?.namedVariables {
            names = SystemVariables.names.filter { named.contains($0) }
        } else {
            throw .unsupported("SHOW VARIABLES without the names that are asked for")
        }
        var rows: [[SQLiteValue]] = []
        for name in names {
            let set = isGlobal ? nil : variables.system[name]
            guard let row = SystemVariables.shown(name, set, settings) else {
                throw .unsupported("the system variable \(name)")
            }
            rows.append(row)
        }
        return StatementResult(
            [("Variable_name", .varchar(64)), ("Value", .varchar(1_024))], rows)
    }

    /// SHOW PROCESSLIST: this connection, and the scheduler of events that waits for some.
    func processList(_ text: String) -> StatementResult {
        let name = MySQLType.varchar(64)
        let parts = context.user.split(separator: "@", maxSplits: 1).map(String.init)
        return StatementResult(
            [
                ("Id", .unsignedBigint), ("User", name), ("Host", name), ("db", name),
                ("Command", name), ("Time", .int), ("State", name), ("Info", name),
            ],
            [
                [
                    .integer(5), .text("event_scheduler"), .text("localhost"), .null,
                    .text("Daemon"), .integer(0), .text("Waiting on empty queue"), .null,
                ],
                [
                    .integer(context.connectionId), .text(parts[0]), .text(parts.last ?? ""),
                    catalog.current.map { .text($0) } ?? .null, .text("Query"), .integer(0),
                    .text("init"), .text(text),
                ],
            ])
    }

    /// SHOW GRANTS of the only user, who may do everything.
    func grants(_ user: String?) throws(StatementFailure) -> StatementResult {
        let named = user?.filter { !"`'\" ".contains($0) }
        guard named == nil || named == context.account else {
            guard let named, named != "root", !named.hasPrefix("mysql.") else {
                throw .unsupported("SHOW GRANTS of the user \(named ?? "")")
            }
            let parts = named.split(separator: "@", maxSplits: 1).map(String.init)
            throw .mysql(
                MySQLError(
                    1141, "42000",
                    "There is no such grant defined for user '\(parts.first ?? "")' on host "
                        + "'\(parts.count > 1 ? parts[1] : "%")'"))
        }
        let end = " TO `root`@`localhost` WITH GRANT OPTION"
        let rows = [
            "GRANT \(Self.privileges) ON *.*\(end)", "GRANT \(Self.dynamicPrivileges) ON *.*\(end)",
            "GRANT PROXY ON ``@``\(end)",
        ]
        return StatementResult(
            [("Grants for \(context.account)", .varchar(1_024))], rows.map { [.text($0)] })
    }

    private static let privileges =
        "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, SHUTDOWN, PROCESS, FILE, "
        + "REFERENCES, INDEX, ALTER, SHOW DATABASES, SUPER, CREATE TEMPORARY TABLES, LOCK TABLES, "
        + "EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, "
        + "ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, CREATE TABLESPACE, CREATE ROLE, DROP ROLE"

    private static let dynamicPrivileges = """
        APPLICATION_PASSWORD_ADMIN AUDIT_ABORT_EXEMPT AUDIT_ADMIN AUTHENTICATION_POLICY_ADMIN
        BACKUP_ADMIN BINLOG_ADMIN BINLOG_ENCRYPTION_ADMIN CLONE_ADMIN CONNECTION_ADMIN
        ENCRYPTION_KEY_ADMIN FIREWALL_EXEMPT FLUSH_OPTIMIZER_COSTS FLUSH_STATUS FLUSH_TABLES
        FLUSH_USER_RESOURCES GROUP_REPLICATION_ADMIN GROUP_REPLICATION_STREAM
        INNODB_REDO_LOG_ARCHIVE INNODB_REDO_LOG_ENABLE PASSWORDLESS_USER_ADMIN
        PERSIST_RO_VARIABLES_ADMIN REPLICATION_APPLIER REPLICATION_SLAVE_ADMIN
        RESOURCE_GROUP_ADMIN RESOURCE_GROUP_USER ROLE_ADMIN SENSITIVE_VARIABLES_OBSERVER
        SERVICE_CONNECTION_ADMIN SESSION_VARIABLES_ADMIN SET_USER_ID SHOW_ROUTINE SYSTEM_USER
        SYSTEM_VARIABLES_ADMIN TABLE_ENCRYPTION_ADMIN TELEMETRY_LOG_ADMIN XA_RECOVER_ADMIN
        """.split(whereSeparator: \.isWhitespace).joined(separator: ",")

    /// SHOW PROCEDURE STATUS and SHOW FUNCTION STATUS: none but those of the schema `sys`, which are
    /// not modelled.
    func routines(_ kind: String, _ show: ShowStatement) throws(StatementFailure) -> StatementResult
    {
        guard let database = show.filter?.namedDatabase, database.lowercased() != "sys" else {
            throw .unsupported("SHOW \(kind) STATUS of the schema sys")
        }
        return .ok
    }

    // MARK: Routines and HANDLER

    func dropRoutine(
        _ kind: String, _ name: TableName, ifExists: Bool
    ) throws(StatementFailure) -> StatementResult {
        try commit()
        let schema = try catalog.databaseName(of: name)
        let isCalled = kind == "PROCEDURE" || kind == "FUNCTION"
        let error = MySQLError.noRoutine(kind, isCalled ? "\(schema).\(name.name)" : name.name)
        guard ifExists else { throw .mysql(error) }
        context.warnings.append(
            SessionContext.Warning(level: .note, number: error.number, message: error.message))
        return .ok
    }

    /// HANDLER opens and closes tables; reading through it is not modelled.
    func handle(_ statement: HandlerStatement) throws(StatementFailure) -> StatementResult {
        let name = statement.table.name
        let unknown = MySQLError(1109, "42S02", "Unknown table '\(name)' in HANDLER")
        switch statement.verb {
        case .open(let alias):
            if case .view(let view)? = try catalog.relation(statement.table) {
                throw .mysql(.wrongObject(view.schema, view.name, "BASE TABLE"))
            }
            _ = try catalog.table(statement.table)
            guard handlers.insert(alias ?? name).inserted else {
                throw .mysql(.notUniqueTable(alias ?? name))
            }
        case .read:
            guard handlers.contains(name) else { throw .mysql(unknown) }
            throw .unsupported("HANDLER … READ")
        case .close:
            guard handlers.remove(name) != nil else { throw .mysql(unknown) }
        }
        return .ok
    }
}

extension MySQLError {
    /// What asks for a routine, a trigger or an event that is not there.
    static func noRoutine(_ kind: String, _ name: String) -> MySQLError {
        switch kind {
        case "TRIGGER": MySQLError(1360, "HY000", "Trigger does not exist")
        case "EVENT": MySQLError(1539, "HY000", "Unknown event '\(name)'")
        default: MySQLError(1305, "42000", "\(kind) \(name) does not exist")
        }
    }
}

extension Expression {
    /// The values that a condition allows a column, if that is all that it says.
    private func values(of column: String) -> [String]? {
        switch self {
        case .binary(.equal, .column(let reference), .literal(.string(let text, _)))
        where reference.column.equalsName(column):
            return [text]
        case .inList(.column(let reference), let list, negated: false)
        where reference.column.equalsName(column):
            let texts = list.compactMap { item -> String? in
                if case .literal(.string(let text, _)) = item { text } else { nil }
            }
            return texts.count == list.count ? texts : nil
        case .binary(.and, let left, let right):
            return left.values(of: column) ?? right.values(of: column)
        case .binary(.or, let left, let right):
            guard let first = left.values(of: column), let second = right.values(of: column)
            else { return nil }
            return first + second
        default: return nil
        }
    }

    /// The variables that a WHERE of SHOW VARIABLES asks for.
    fileprivate var namedVariables: [String]? {
        values(of: "Variable_name").map { $0.map { $0.lowercased() } }
    }

    /// The one database that a WHERE of SHOW … STATUS asks for.
    fileprivate var namedDatabase: String? { values(of: "Db")?.first }
}
