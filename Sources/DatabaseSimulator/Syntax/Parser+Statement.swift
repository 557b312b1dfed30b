// Which statement it is.

extension Parser {
    /// A statement without its end.
    mutating func statement() throws(Refusal) -> SyntaxStatement {
        switch token.kind {
        case .select, .leftParenthesis, .values, .table:
            return .query(try queryExpression(allowsInto: true))
        case .with: return try withStatement()
        case .insert, .replace: return try insertStatement()
        case .update: return try updateStatement(nil)
        case .delete: return try deleteStatement(nil)
        case .create: return try createStatement()
        case .alter: return try alterStatement()
        case .drop: return try dropStatement()
        case .rename: return try renameStatement()
        case .truncate:
            advance()
            _ = take(.table)
            return .truncate(try tableName())
        case .show: return try showStatement()
        case .describe, .desc: return try describeStatement()
        case .help:
            advance()
            return .help(try identifierOrText())
        case .use:
            advance()
            return .use(try identifier())
        case .set: return try setStatement()
        case .begin, .start, .commit, .rollback, .savepoint, .release:
            return try transactionStatement()
        case .prepare, .execute, .deallocate: return try preparedStatement()
        case .call: return try callStatement()
        case .do:
            advance()
            return .evaluate(
                try selectItems().map { item in
                    switch item {
                    case .expression(let value, alias: _, text: _): value
                    case .all: .column(ColumnReference("*"))
                    case .allOf(let schema, let table):
                        .column(ColumnReference("*", table: table, schema: schema))
                    }
                })
        case .analyze, .check, .optimize, .repair, .checksum: return try maintenanceStatement()
        case .lock, .unlock, .flush: return try lockStatement()
        default: return try unsupportedStatement()
        }
    }

    /// A query, an UPDATE or a DELETE after WITH.
    private mutating func withStatement() throws(Refusal) -> SyntaxStatement {
        let start = mark
        let with = try withClause()
        switch token.kind {
        case .update: return try updateStatement(with)
        case .delete: return try deleteStatement(with)
        default:
            reset(to: start)
            return .query(try queryExpression(allowsInto: true))
        }
    }
}
