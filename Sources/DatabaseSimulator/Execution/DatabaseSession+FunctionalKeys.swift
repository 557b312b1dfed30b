import SQLiteKit

extension DatabaseSession {
    /// Adds an index; its functional parts become parts on hidden generated columns, as in MySQL.
    ///
    /// - Throws: 3753, 3756 and 3757 besides what the expressions themselves are refused for.
    func add(
        _ definition: IndexDefinition, to builder: inout TableBuilder
    ) throws(StatementFailure) {
        var definition = definition
        for (number, part) in definition.parts.enumerated() {
            guard let expression = part.expression else { continue }
            guard definition.kind != .primary else {
                throw .mysql(
                    MySQLError(3756, "HY000", "The primary key cannot be a functional index"))
            }
            let index = definition.name ?? "functional_index"
            try builder.table.checkKeyPart(expression, of: index)
            let name = "!hidden!\(index)!\(number)!\(catalog.makeIdentifier())"
            let type = try keyType(of: expression, in: builder.table)
            var column = Column(
                name: name, storage: "c\(catalog.makeIdentifier())", type: type,
                declaration: ColumnType(name: "text"))
            column.generated = GeneratedColumn(expression: expression, text: "", isStored: false)
            column.isHidden = true
            builder.addHidden(column)
            definition.parts[number].column = name
            definition.parts[number].expression = nil
        }
        try builder.add(definition)
    }

    private func keyType(
        of expression: Expression, in table: Table
    ) throws(StatementFailure) -> MySQLType {
        var translator = translator()
        translator.openRow(table.columns.map { _ in .null }, of: table)
        translator.clause = "functional index"
        var type = try translator.scalar(expression).type
        switch type.kind {
        case .json:
            throw .mysql(
                MySQLError(
                    3753, "HY000",
                    "Cannot create a functional index on a function that returns a JSON or "
                        + "GEOMETRY value."))
        case .string(.tiny), .string(.text), .string(.medium), .string(.long), .binary(.tiny),
            .binary(.text), .binary(.medium), .binary(.long):
            throw .mysql(
                MySQLError(
                    3757, "HY000",
                    "Cannot create a functional index on an expression that returns a BLOB or "
                        + "TEXT. Please consider using CAST."))
        default: break
        }
        type.isNullable = true
        return type
    }
}
