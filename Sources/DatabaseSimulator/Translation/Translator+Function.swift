import SQLiteKit

extension Translator {
    /// A call: an aggregate, a window function, or a scalar function of the catalogue.
    mutating func function(_ call: FunctionCall) throws(StatementFailure) -> TypedExpression {
        let name = call.name.lowercased()
        guard call.schema == nil else {
            throw .mysql(.unknownFunction(call.name, in: call.schema))
        }
        if call.window != nil || WindowFunction.names.contains(name) {
            return try windowFunction(call, name)
        }
        if let aggregate = AggregateCatalogue.find(name) {
            guard !call.isSpaced else {
                throw .mysql(.unknownAggregate(call.name, catalog.current))
            }
            return try self.aggregate(call, aggregate)
        }
        if name == "grouping" { return try grouping(call.arguments) }
        if name == "if", call.arguments.count == 3 {
            // As CASE, what is not chosen is not computed.
            return try translate(
                .caseOf(
                    operand: nil,
                    branches: [CaseBranch(condition: call.arguments[0], result: call.arguments[1])],
                    otherwise: call.arguments[2]))
        }
        guard let definition = FunctionCatalogue.find(name) else {
            guard let schema = catalog.current else { throw .mysql(.noDatabaseSelected) }
            throw .mysql(.unknownFunction(call.name, in: schema))
        }
        guard definition.arity.contains(call.arguments.count) else {
            throw .mysql(.wrongParameterCount(call.name))
        }
        var arguments: [TypedExpression] = []
        for argument in call.arguments { arguments.append(try scalar(argument)) }
        if name == "json_type", case .cast(let operand, .json)? = call.arguments.first {
            let type = try scalar(operand).type
            guard !type.isTemporal, !type.isDecimal else {
                throw .unsupported("JSON_TYPE of a date or decimal")
            }
        }
        if Self.byteFunctions.contains(name) {
            for index in arguments.indices { arguments[index] = inBytes(arguments[index]) }
        }
        if ["bin", "oct", "conv"].contains(name), case .bit = arguments[0].type.kind {
            // As text, bits are bytes; these functions see their number.
            arguments[0].type = .unsignedBigint
        }
        let plan: FunctionCallPlan
        do throws(StatementFailure) {
            plan = try definition.resolve(arguments.map(\.argument))
        } catch .mysql(let error) where error.number == 1582 {
            // The message has the name as it is written.
            throw .mysql(.wrongParameterCount(call.name))
        }
        let printer = ExpressionPrinter(scope: scope)
        return apply(plan, to: arguments) { printer.text(of: .function(call)) }
    }

    /// Functions of the bytes of a text, whatever its characters are.
    private static let byteFunctions: Set<String> = [
        "length", "octet_length", "bit_length", "hex", "md5", "sha", "sha1", "sha2", "crc32",
        "to_base64", "ord", "ascii",
    ]

    /// A text in latin1 as its bytes; anything else as it is.
    mutating func inBytes(_ expression: TypedExpression) -> TypedExpression {
        guard expression.type.isText, expression.type.collation.characterSet == "latin1" else {
            return expression
        }
        return TypedExpression(
            call(LatinEncoding.bytes, [coerce(expression, .text)]),
            MySQLType.binary(expression.type.textLength).nullable(expression.type.isNullable),
            over: [expression])
    }

    /// `TRIM([side] [removed FROM] x)`.
    mutating func trim(
        _ side: TrimSide, removed: Expression?, _ operand: Expression
    ) throws(StatementFailure) -> TypedExpression {
        let name =
            switch side {
            case .both: "trim"
            case .leading: "ltrim"
            case .trailing: "rtrim"
            }
        guard let definition = FunctionCatalogue.find(name) else { throw .unsupported("TRIM") }
        var arguments = [try scalar(operand)]
        if let removed { arguments.append(try scalar(removed)) }
        let plan = try definition.resolve(arguments.map(\.argument))
        return apply(plan, to: arguments) { "" }
    }

    // MARK: Variables

    mutating func systemVariable(
        _ name: String, scope: String?
    ) throws(StatementFailure) -> TypedExpression {
        let key = name.lowercased()
        // The client turned it off for itself.
        if key == "autocommit", scope?.lowercased() == "global" { return value(.integer(1)) }
        guard let standard = SystemVariables.value(of: key, settings) else {
            throw SystemVariables.failure(for: key, written: name)
        }
        return value(variables.system[key] ?? standard)
    }

    mutating func userVariable(_ name: String) throws(StatementFailure) -> TypedExpression {
        let key = name.lowercased()
        if assignedVariables.contains(key) {
            let held = variables.user[key]
            let type = (held?.type ?? MySQLType(.string(.long))).nullable(true)
            let reading = VariableAssignmentFunction.reading(as: type)
            let sql = call(
                reading, [parameter(.text(key)), parameter(held?.value ?? .null)])
            var typed = TypedExpression(sql, type)
            typed.coercibility = .implicit
            return typed
        }
        readVariables.insert(key)
        guard let held = variables.user[key] else {
            return constant(.null, MySQLType(.string(.long)))
        }
        var typed = constant(held.value, held.type)
        typed.type.isNullable = true
        typed.coercibility = .implicit
        return typed
    }

    /// `@x := value`: the value; what the variable holds afterwards is the session's to keep.
    mutating func assignment(
        _ variable: String, _ value: TypedExpression
    ) throws(StatementFailure) -> TypedExpression {
        guard !readVariables.contains(variable.lowercased()) else {
            throw .unsupported("a user variable that is read and then assigned in one statement")
        }
        let implementation = VariableAssignmentFunction.implementation(of: value.type)
        let name = parameter(.text(variable.lowercased()))
        return TypedExpression(call(implementation, [name, value.sql]), value.type, over: [value])
    }

    // MARK: Values of a row

    /// `VALUES(column)`: the value that an INSERT would have stored.
    mutating func insertedValue(
        _ reference: ColumnReference
    ) throws(StatementFailure) -> TypedExpression {
        guard let column = try scope.find(reference, in: clause) else {
            throw .mysql(.unknownColumn(reference.written, in: clause))
        }
        return insertedRow[column.sql] ?? TypedExpression("NULL", .null)
    }

    /// `DEFAULT(column)`, or `DEFAULT` for the column of an assignment.
    mutating func defaultValue(
        of reference: ColumnReference?
    ) throws(StatementFailure) -> TypedExpression {
        let tables = defaults.map { [$0] } ?? scope.sources.compactMap(\.table)
        guard let reference,
            let table = tables.first(where: { $0.columnIndex(reference.column) != nil }),
            let index = table.columnIndex(reference.column)
        else {
            throw .mysql(.unknownColumn(reference?.written ?? "DEFAULT", in: clause))
        }
        let column = table.columns[index]
        guard let expression = column.defaultValue else {
            guard column.type.isNullable else {
                throw .mysql(
                    MySQLError(
                        1364, "HY000", "Field '\(column.name)' doesn't have a default value"))
            }
            return TypedExpression("NULL", .null)
        }
        return try scalar(expression)
    }

    /// Makes the values of a row visible under the names of a table's columns.
    mutating func openRow(_ row: [SQLiteValue], of table: Table) {
        var columns: [Scope.SourceColumn] = []
        for (column, value) in zip(table.columns, row) {
            columns.append(
                Scope.SourceColumn(name: column.name, sql: parameter(value), type: column.type))
        }
        scope = Scope(parent: nil)
        scope.sources = [
            Scope.Source(
                name: table.name, schema: table.schema, columns: columns, rowKey: [], table: nil)
        ]
    }

    /// The new values that ON DUPLICATE KEY UPDATE gives an existing row.
    mutating func onDuplicate(
        _ insert: Insert, _ table: Table, existing key: [SQLiteValue], new row: [SQLiteValue]
    ) throws(StatementFailure) -> (sql: String, columns: [Int], types: [MySQLType]) {
        let alias = makeAlias()
        let columns = table.columns.map {
            Scope.SourceColumn(name: $0.name, sql: "\(alias).\($0.storage)", type: $0.type)
        }
        scope.sources = [
            Scope.Source(
                name: table.name, schema: table.schema, columns: columns, rowKey: [], table: table)
        ]
        var inserted: [Scope.SourceColumn] = []
        for (index, value) in row.enumerated() {
            let typed = TypedExpression(parameter(value), table.columns[index].type)
            insertedRow[columns[index].sql] = typed
            let name =
                insert.columnAliases.indices.contains(index)
                ? insert.columnAliases[index] : table.columns[index].name
            inserted.append(
                Scope.SourceColumn(name: name, sql: typed.sql, type: typed.type, isMerged: true))
        }
        if let rowAlias = insert.rowAlias {
            scope.sources.append(
                Scope.Source(name: rowAlias, schema: nil, columns: inserted, rowKey: []))
        }
        var items: [String] = []
        var targets: [Int] = []
        var types: [MySQLType] = []
        for assignment in insert.onDuplicate {
            guard let index = table.columnIndex(assignment.column.column) else {
                throw .mysql(.unknownColumn(assignment.column.written, in: "field list"))
            }
            let value = try scalar(assignment.value)
            items.append(value.sql)
            targets.append(index)
            types.append(value.type)
            var stored = value
            stored.sql = convert(value, to: table.columns[index].type)
            stored.type = table.columns[index].type
            assigned[columns[index].sql] = stored
        }
        let tests = table.rowKey(alias: alias).enumerated().map { index, column in
            "\(column) = \(parameter(key[index]))"
        }
        let sql =
            "SELECT \(items.joined(separator: ", ")) FROM \(table.storage) AS \(alias) "
            + "WHERE \(tests.joined(separator: " AND "))"
        return (sql, targets, types)
    }
}

extension MySQLError {
    /// A built-in aggregate whose name is followed by a blank is looked up as a stored function.
    fileprivate static func unknownAggregate(_ name: String, _ schema: String?) -> MySQLError {
        MySQLError(
            1630, "42000",
            "FUNCTION \(schema.map { $0 + "." } ?? "")\(name) does not exist. Check the "
                + "'Function Name Parsing and Resolution' section in the Reference Manual")
    }
}
