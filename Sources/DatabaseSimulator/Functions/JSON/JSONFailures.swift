/// Errors of JSON functions.
extension StatementFailure {
    /// A text that should be JSON is not; `argument` counts from 1.
    static func invalidJSON(_ fault: JSONFault, argument: Int, of function: String)
        -> StatementFailure
    {
        if fault.isTooDeep {
            return .mysql(
                MySQLError(3157, "22032", "The JSON document exceeds the maximum depth."))
        }
        return .mysql(
            MySQLError(
                3141, "22032",
                "Invalid JSON text in argument \(argument) to function \(function): "
                    + "\"\(fault.message)\" at position \(fault.position)."))
    }

    static func notJSON(argument: Int, of function: String) -> StatementFailure {
        .mysql(
            MySQLError(
                3146, "22032",
                "Invalid data type for JSON data in argument \(argument) to function "
                    + "\(function); a JSON string or JSON type is required."))
    }

    static func invalidJSONPath(at position: Int) -> StatementFailure {
        .mysql(
            MySQLError(
                3143, "42000",
                "Invalid JSON path expression. The error is around character position \(position).")
        )
    }

    static let wildcardJSONPath = StatementFailure.mysql(
        MySQLError(
            3149, "42000",
            "In this situation, path expressions may not contain the * and ** tokens or an array "
                + "range."))

    static let vacuousJSONPath = StatementFailure.mysql(
        MySQLError(3153, "42000", "The path expression '$' is not allowed in this context."))

    static func oneOrAll(_ function: String) -> StatementFailure {
        .mysql(
            MySQLError(
                3154, "42000",
                "The oneOrAll argument to \(function) may take these values: 'one' or 'all'."))
    }

    static let nullJSONKey = StatementFailure.mysql(
        MySQLError(3158, "22032", "JSON documents may not contain NULL member names."))

    static let notACell = StatementFailure.mysql(
        MySQLError(3165, "42000", "A path expression is not a path to a cell in an array."))

    /// A binary string cannot be read as JSON.
    static let binaryJSON = StatementFailure.mysql(
        MySQLError(
            3144, "22032",
            "Cannot create a JSON value from a string with CHARACTER SET 'binary'."))
}
