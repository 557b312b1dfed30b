import SQLiteKit

/// Calls of registered functions in the forms that ``FlatSQL`` gives them.
///
/// `x MATCH bind('f', 1, a, b)` is `f(a, x, b)`: SQLite calls `match(bound, x)` for the operator,
/// and `bind` makes one value of the function's name, the place of `x`, and the other arguments.
enum BoundCall {
    static let bindName = "mysql_bind"
    static let bundleName = "mysql_bundle"
    static let callName = "mysql_call"

    /// Registers the functions on a connection.
    ///
    /// - Parameter call: calls a registered function by its name.
    static func register(
        on connection: Connection,
        _ call: @escaping (String, [SQLiteValue]) throws(FunctionFailure) -> SQLiteValue
    ) {
        for name in [bindName, bundleName] {
            connection.register(function: name) { arguments in
                .text(PackedRows.text(of: [arguments.all]))
            }
        }
        connection.register(function: callName) { arguments throws(FunctionFailure) in
            guard case .text(let name) = arguments[0] else { return .null }
            var values: [SQLiteValue] = []
            for index in 1..<arguments.count { values += bundle(arguments[index]) }
            return try call(name, values)
        }
        connection.register(function: "match", arguments: 2) { arguments throws(FunctionFailure) in
            let values = bundle(arguments[0])
            guard values.count >= 2, case .text(let name) = values[0],
                case .integer(let place) = values[1], (0...values.count - 2).contains(Int(place))
            else { return .null }
            var others = Array(values[2...])
            others.insert(arguments[1], at: Int(place))
            return try call(name, others)
        }
    }

    private static func bundle(_ value: SQLiteValue) -> [SQLiteValue] {
        guard case .text(let text) = value else { return [] }
        return PackedRows.rows(of: text).first ?? []
    }
}
