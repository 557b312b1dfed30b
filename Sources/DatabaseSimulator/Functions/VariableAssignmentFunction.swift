import SQLiteKit

/// `@x := value` inside a query.
enum VariableAssignmentFunction {
    /// Notes the value under the variable's name and gives it back.
    static func implementation(of type: MySQLType) -> FunctionImplementation {
        FunctionImplementation("mysql_assign_\(type.declared)", isDeterministic: false) {
            (arguments, context) in
            guard case .text(let name) = arguments[0] else { return .null }
            let value = arguments[1]
            context.assignedVariables[name] = SessionVariables.Value(value: value, type: type)
            return value
        }
    }
}
