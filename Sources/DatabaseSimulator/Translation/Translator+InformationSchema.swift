import SQLiteKit

extension Translator {
    /// The upper-case name of an INFORMATION_SCHEMA table, if a name means one.
    func informationSchemaTable(_ name: TableName) -> String? {
        let schema = name.schema ?? catalog.current ?? ""
        return schema.lowercased() == "information_schema" ? name.name.uppercased() : nil
    }

    /// An INFORMATION_SCHEMA table as a source of rows.
    mutating func informationSchema(
        _ table: String, name: String, storage: String
    ) throws(StatementFailure) -> (sql: String, source: Scope.Source) {
        let counts = table == "TABLES" ? rowCounts() : [:]
        let listing = InformationSchema(catalog: catalog).table(table) { counts[$0.storage] ?? 0 }
        guard let listing else {
            guard InformationSchema.knownTables.contains(table) else {
                throw .mysql(
                    MySQLError(
                        1109, "42S02", "Unknown table '\(table)' in information_schema"))
            }
            throw .unsupported("INFORMATION_SCHEMA.\(table)")
        }
        var columns = listing.columns.enumerated().map { index, column in
            Scope.SourceColumn(
                name: column.name, sql: "\(storage).column\(index + 1)", type: column.type)
        }
        columns += listing.untold.map {
            Scope.SourceColumn(name: $0, sql: "NULL", type: .null, isUntold: true)
        }
        if !listing.order.isEmpty {
            columns.sort { first, second in
                let places = [first, second].map { listing.order.firstIndex(of: $0.name) ?? 0 }
                return places[0] < places[1]
            }
        }
        var rows: [String] = []
        for row in listing.rows {
            rows.append("(" + row.map { parameter($0) }.joined(separator: ", ") + ")")
        }
        let nulls = listing.columns.map { _ in "NULL" }.joined(separator: ", ")
        let sql =
            rows.isEmpty
            ? "(SELECT * FROM (VALUES (\(nulls))) WHERE 0)"
            : "(VALUES \(rows.joined(separator: ", ")))"
        var source = Scope.Source(
            name: name, schema: "information_schema", columns: columns, rowKey: [])
        source.hasSystemRows = listing.hasSystemRows
        return ("\(sql) AS \(storage)", source)
    }
}
