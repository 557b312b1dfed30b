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

    /// `@x` in a statement that assigns it: its value at this point, in the type that the variable
    /// had when the statement began.
    ///
    /// The arguments are the name and the value at the beginning.
    static func reading(as type: MySQLType) -> FunctionImplementation {
        FunctionImplementation("mysql_variable_\(type.declared)", isDeterministic: false) {
            (arguments, context) throws(StatementFailure) in
            guard case .text(let name) = arguments[0],
                let held = context.assignedVariables[name]
            else { return arguments[1] }
            if held.value.isNull || held.type.kind == type.kind { return held.value }
            if type.isText {
                return StoredText.text(of: held.value, held.type).map { .text($0) } ?? .null
            }
            if type.isInteger, held.type.isInteger { return held.value }
            throw .unsupported("a user variable that changes its type within a statement")
        }
    }
}
