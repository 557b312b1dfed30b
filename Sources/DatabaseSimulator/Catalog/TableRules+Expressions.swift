// What MySQL does not take in the expressions of checks, generated columns and defaults.

extension Table {
    /// Checks must be predicates whose value depends on the row alone, generated columns likewise;
    /// defaults may ask the time, but no tables and variables.
    ///
    /// - Throws: 3102, 3109, 3763, 3765, 3769, 3772, 3812, 3814, 3815, 3816 and 3818.
    func checkExpressions() throws(StatementFailure) {
        let automatic = columns.first(where: \.isAutoIncrement)?.name
        func refersToCounter(_ expression: Expression) -> Bool {
            expression.columnNames.contains { name in automatic?.equalsName(name) ?? false }
        }
        for column in columns {
            if !column.isHidden, let expression = column.generated?.expression {
                try checkGenerated(expression, of: column.name)
                guard !refersToCounter(expression) else {
                    throw Self.refusal(
                        3109,
                        "Generated column '\(column.name)' cannot refer to auto-increment "
                            + "column.")
                }
            }
            if column.defaultIsExpression, let expression = column.defaultValue {
                try checkDefault(expression, of: column.name)
            }
        }
        for check in checks {
            try checkConstraint(check)
            guard !refersToCounter(check.expression) else {
                throw Self.refusal(
                    3818,
                    "Check constraint '\(check.name)' cannot refer to an auto-increment "
                        + "column.")
            }
        }
    }

    /// What a functional key part may not be.
    ///
    /// - Throws: 3754, 3758 and 3762.
    func checkKeyPart(_ expression: Expression, of index: String) throws(StatementFailure) {
        if case .column = expression {
            throw Self.refusal(
                3762,
                "Functional index on a column is not supported. Consider using a regular "
                    + "index instead.")
        }
        guard expression.firstForbidden == nil else {
            throw Self.refusal(
                3758, "Expression of functional index '\(index)' contains a disallowed function.")
        }
        let automatic = columns.first(where: \.isAutoIncrement)?.name
        guard !expression.columnNames.contains(where: { automatic?.equalsName($0) ?? false })
        else {
            throw Self.refusal(
                3754, "Functional index '\(index)' cannot refer to an auto-increment column.")
        }
    }

    private func checkGenerated(
        _ expression: Expression, of column: String
    ) throws(StatementFailure) {
        switch expression.firstForbidden {
        case .call(let name)?:
            throw Self.refusal(
                3763,
                "Expression of generated column '\(column)' contains a disallowed function: "
                    + "\(name).")
        case .query?:
            throw Self.refusal(
                3102, "Expression of generated column '\(column)' contains a disallowed function.")
        case .variable?:
            throw Self.refusal(
                3765,
                "Expression of generated column '\(column)' cannot refer user or system "
                    + "variables.")
        case nil: break
        }
    }

    private func checkDefault(
        _ expression: Expression, of column: String
    ) throws(StatementFailure) {
        switch expression.firstForbidden {
        case .query?:
            throw Self.refusal(
                3769,
                "Default value expression of column '\(column)' contains a disallowed "
                    + "function.")
        case .variable?:
            throw Self.refusal(
                3772,
                "Default value expression of column '\(column)' cannot refer user or system "
                    + "variables.")
        case .call?, nil: break
        }
    }

    private func checkConstraint(_ check: Check) throws(StatementFailure) {
        let start = "An expression of a check constraint '\(check.name)'"
        switch check.expression.firstForbidden {
        case .call(let name)?:
            throw Self.refusal(3814, "\(start) contains disallowed function: \(name).")
        case .query?: throw Self.refusal(3815, "\(start) contains disallowed function.")
        case .variable?:
            throw Self.refusal(3816, "\(start) cannot refer to a user or system variable.")
        case nil: break
        }
        guard !check.expression.isPlainlyNoPredicate else {
            throw Self.refusal(
                3812,
                "An expression of non-boolean type specified to a check constraint "
                    + "'\(check.name)'.")
        }
    }

    private static func refusal(_ number: Int, _ message: String) -> StatementFailure {
        .mysql(MySQLError(number, "HY000", message))
    }
}

extension Expression {
    fileprivate enum Forbidden {
        /// A function whose value does not depend on its arguments alone, by MySQL's name for it.
        case call(String)
        case query
        case variable
    }

    /// The first part that definitions may not have.
    fileprivate var firstForbidden: Forbidden? {
        switch self {
        case .subquery, .exists, .inQuery, .quantified: return .query
        case .userVariable, .assignment, .systemVariable: return .variable
        case .function(let call):
            let name = call.name.lowercased()
            if let shown = Self.unsteady[name] { return .call(shown) }
            if name == "unix_timestamp", call.arguments.isEmpty { return .call(name) }
        default: break
        }
        return children.lazy.compactMap(\.firstForbidden).first
    }

    /// Functions of the time, of chance and of the session.
    private static let unsteady: [String: String] = {
        let own = [
            "now", "curdate", "curtime", "sysdate", "utc_date", "utc_time", "utc_timestamp", "rand",
            "uuid", "uuid_short", "connection_id", "user", "database", "version", "last_insert_id",
            "found_rows", "row_count", "sleep", "benchmark", "load_file", "get_lock",
            "release_lock", "is_free_lock", "is_used_lock", "current_user", "current_role",
            "random_bytes",
        ]
        var names = Dictionary(uniqueKeysWithValues: own.map { ($0, $0) })
        for name in ["current_timestamp", "localtime", "localtimestamp"] { names[name] = "now" }
        names["current_date"] = "curdate"
        names["current_time"] = "curtime"
        names["schema"] = "database"
        names["session_user"] = "user"
        names["system_user"] = "user"
        return names
    }()

    /// Whether it is a column, a number, a text or arithmetic, none of which is true or false.
    fileprivate var isPlainlyNoPredicate: Bool {
        switch self {
        case .column: true
        case .literal(.boolean), .literal(.null): false
        case .literal: true
        case .binary(let symbol, _, _):
            switch symbol {
            case .plus, .minus, .times, .divide, .integerDivide, .modulo, .bitOr, .bitAnd, .bitXor,
                .shiftLeft, .shiftRight:
                true
            default: false
            }
        case .unary(.minus, _), .unary(.bitNot, _): true
        default: false
        }
    }
}
