import SQLiteKit

/// Running translated SQL.
extension DatabaseSession {
    /// A translator for the next statement.
    func translator() -> Translator {
        Translator(
            catalog: catalog, settings: settings, variables: variables,
            rowCounts: { [self] in (try? rowCounts()) ?? [:] })
    }

    /// Runs translated SQL and hands each row to `body`.
    func run(
        _ sql: String, for translator: Translator,
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(StatementFailure) {
        register(translator)
        try run(sql, translator.parameters, row: body)
    }

    private func run(
        _ sql: String, _ parameters: [SQLiteValue],
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(StatementFailure) {
        context.failure = nil
        let deadline = ContinuousClock.now.advanced(by: limits.statementTime)
        context.deadline = deadline
        connection.interrupt(every: 1_000) { ContinuousClock.now > deadline }
        defer { connection.interrupt(every: 0, when: nil) }
        do throws(SQLiteError) {
            do throws(SQLiteError) {
                try execute(sql, parameters, row: body)
            } catch  where error.isTooDeep {
                try execute(flat(sql), parameters, row: body)
            }
        } catch {
            throw failure(of: error)
        }
        if let failed = context.failure { throw failed }
        if context.isStrict, let error = context.warnings.lazy.compactMap(\.strictError).first {
            throw .mysql(error)
        }
    }

    private func execute(
        _ sql: String, _ parameters: [SQLiteValue],
        row body: ([SQLiteValue]) throws(StatementFailure) -> Void
    ) throws(SQLiteError) {
        // Literals that the translation folded away have numbers beyond the last one used.
        try connection.withStatement(sql, parameters) { statement throws(SQLiteError) in
            var failed: StatementFailure?
            while failed == nil, try statement.step() {
                do throws(StatementFailure) {
                    try body(statement.row())
                } catch {
                    failed = error
                }
            }
            if let failed { context.failure = failed }
        }
    }

    /// SQL that SQLite's parser refused as too deep or too wide, in a form that it may take.
    private func flat(_ sql: String) -> String {
        let registered = registered
        let context = context
        BoundCall.register(on: connection) { name, arguments throws(FunctionFailure) in
            guard let implementation = registered[name] else { return .null }
            return try implementation.call(FunctionArguments(arguments), context)
        }
        return FlatSQL.text(of: sql) { registered[String($0)]?.isDeterministic == true }
    }

    /// All rows of translated SQL.
    func rows(
        _ sql: String, for translator: Translator
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        register(translator)
        return try rows(sql, translator.parameters)
    }

    func rows(
        _ sql: String, _ parameters: [SQLiteValue]
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        var rows: [[SQLiteValue]] = []
        var bytes = 0
        try run(sql, parameters) { row throws(StatementFailure) in
            rows.append(row)
            bytes += row.reduce(0) { $0 + $1.footprint }
            guard rows.count <= limits.rows, bytes <= limits.resultBytes else {
                throw .limit(
                    "the result has more than \(limits.rows) rows or \(limits.resultBytes) bytes")
            }
        }
        return rows
    }

    /// Runs SQL of our own, without functions of MySQL's.
    @discardableResult
    func store(
        _ sql: String, _ parameters: [SQLiteValue] = []
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        do throws(SQLiteError) {
            var rows: [[SQLiteValue]] = []
            try connection.withStatement(sql, parameters) { statement throws(SQLiteError) in
                while try statement.step() { rows.append(statement.row()) }
            }
            return rows
        } catch {
            throw failure(of: error)
        }
    }

    /// The reason behind an error of SQLite's.
    func failure(of error: SQLiteError) -> StatementFailure {
        if let failure = context.failure {
            context.failure = nil
            return failure
        }
        if error.isInterrupted { return .deadline }
        if error.message.hasPrefix("variable number") {
            return .limit("the statement has more than 250000 literals")
        }
        if error.isTooDeep {
            return .limit("the statement is nested too deeply")
        }
        if error.isLimit { return .limit("a value or the statement is too large") }
        return .unsupported("this statement (\(error.message))")
    }

    func register(_ translator: Translator) {
        let context = context
        for (name, implementation) in translator.implementations where registered[name] == nil {
            registered[name] = implementation
            connection.register(
                function: name, implementation.isDeterministic ? .deterministic : .volatile
            ) { arguments throws(FunctionFailure) in
                try implementation.call(arguments, context)
            }
        }
        for (name, aggregate) in translator.aggregates
        where registeredAggregates.insert(name).inserted {
            connection.register(aggregate: name) { aggregate.make(context) }
        }
    }
}

extension FunctionImplementation {
    /// Calls the body for SQLite, which carries no reason of a failure: the context keeps it.
    fileprivate func call(
        _ arguments: borrowing FunctionArguments, _ context: SessionContext
    ) throws(FunctionFailure) -> SQLiteValue {
        do throws(StatementFailure) {
            let value = try body(arguments, context)
            // SQLite looks at the deadline between steps, and one step may take a long value far.
            if value.footprint > 1 << 16, let deadline = context.deadline,
                ContinuousClock.now > deadline
            {
                throw .deadline
            }
            return value
        } catch {
            context.failure = error
            throw FunctionFailure("MySQL")
        }
    }
}

extension SQLiteError {
    /// Whether the statement is nested deeper, or has more arguments, than SQLite's parser takes.
    fileprivate var isTooDeep: Bool {
        message.hasPrefix("parser stack overflow")
            || message.hasPrefix("too many arguments on function")
            || message.hasPrefix("Expression tree is too large")
    }
}

extension SQLiteValue {
    /// About how many bytes the value takes in memory.
    fileprivate var footprint: Int {
        switch self {
        case .null, .integer, .real: 16
        case .text(let text): 16 + text.utf8.count
        case .blob(let bytes): 16 + bytes.count
        }
    }
}
