import SQLiteKit

/// Stops a recursive common table after as many iterations as MySQL allows.
enum RecursionLimit {
    /// The number of the next iteration.
    static let implementation = FunctionImplementation("mysql_iteration") {
        (arguments, context) throws(StatementFailure) in
        guard let iteration = arguments.integer(at: 0) else { return .null }
        guard iteration < context.recursionLimit else { throw .mysql(exceeded(context)) }
        return .integer(iteration + 1)
    }

    /// The first value of a new row of a table without equal rows, which counts the iterations of
    /// such a table: it is given the table's number, how many columns it has, the row that the new
    /// one is made from, and the new one.
    static let distinct = FunctionImplementation("mysql_distinct_iteration", isDeterministic: false)
    {
        (arguments, context) throws(StatementFailure) in
        guard let site = arguments.integer(at: 0), let width = arguments.integer(at: 1) else {
            return .null
        }
        var values: [SQLiteValue] = []
        for index in 2..<arguments.count { values.append(arguments[index]) }
        let child = Array(values.suffix(Int(width)))
        var depths: [[SQLiteValue]: Int64] = [:]
        if case .depths(let known)? = context.callStates.removeValue(forKey: site) {
            depths = known
        }
        defer { context.callStates[site] = .depths(depths) }
        let parent = depths[Array(values.dropLast(Int(width)))] ?? 0
        if depths[child] == nil {
            guard parent < context.recursionLimit else { throw .mysql(exceeded(context)) }
            depths[child] = parent + 1
        }
        return child.first ?? .null
    }

    /// A text of a recursive row, whose column is as wide as its first arm made it.
    static let width = FunctionImplementation("mysql_recursive_text") {
        (arguments, _) throws(StatementFailure) in
        guard let text = arguments.text(at: 0), let name = arguments.text(at: 1),
            let width = arguments.integer(at: 2), text.utf8.count > width,
            text.unicodeScalars.count > width
        else { return arguments[0] }
        throw .mysql(MySQLError(1406, "22001", "Data too long for column '\(name)' at row 1"))
    }

    private static func exceeded(_ context: SessionContext) -> MySQLError {
        MySQLError(
            3636, "HY000",
            "Recursive query aborted after \(context.recursionLimit + 1) iterations. Try "
                + "increasing @@cte_max_recursion_depth to a larger value.")
    }
}
