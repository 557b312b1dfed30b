import SQLiteKit

/// Stops a recursive common table after as many iterations as MySQL allows.
enum RecursionLimit {
    /// `@@cte_max_recursion_depth`.
    private static let limit: Int64 = 1000

    /// The number of the next iteration.
    static let implementation = FunctionImplementation("mysql_iteration") {
        (arguments, _) throws(StatementFailure) in
        guard let iteration = arguments.integer(at: 0) else { return .null }
        guard iteration < limit else {
            throw .mysql(
                MySQLError(
                    3636, "HY000",
                    "Recursive query aborted after \(limit + 1) iterations. Try increasing "
                        + "@@cte_max_recursion_depth to a larger value."))
        }
        return .integer(iteration + 1)
    }
}
