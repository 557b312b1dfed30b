/// Errors and warnings that functions and operators share.
extension StatementFailure {
    /// Error 1690; `kind` is `BIGINT`, `BIGINT UNSIGNED`, `DOUBLE` or `DECIMAL`.
    static func outOfRange(_ kind: String, in expression: String) -> StatementFailure {
        .mysql(MySQLError(1690, "22003", "\(kind) value is out of range in '\(expression)'"))
    }

    /// Error 1210.
    static func wrongArguments(_ function: String) -> StatementFailure {
        .mysql(MySQLError(1210, "HY000", "Incorrect arguments to \(function)"))
    }

    /// Error 1582.
    static func wrongArgumentCount(_ function: String) -> StatementFailure {
        .mysql(
            MySQLError(
                1582, "42000",
                "Incorrect parameter count in the call to native function '\(function)'"))
    }
}

extension SessionContext {
    func warnDivisionByZero() throws(StatementFailure) {
        try warn(1365, "22012", "Division by 0")
    }

    /// Warning 1292; `kind` is `DOUBLE`, `INTEGER` or `DECIMAL`.
    func warnTruncated(_ kind: String, _ value: String) throws(StatementFailure) {
        // MySQL quotes at most so many bytes of the value.
        let shown = value.utf8.count > 128 ? String(value.prefix(128)) : value
        try warn(1292, "22007", "Truncated incorrect \(kind) value: '\(shown)'")
    }

    /// Warning 1301; such a result is NULL.
    func warnTooLong(_ function: String) throws(StatementFailure) {
        try warn(
            1301, "HY000",
            "Result of \(function)() was larger than max_allowed_packet (\(packetLimit)) - truncated"
        )
    }
}
