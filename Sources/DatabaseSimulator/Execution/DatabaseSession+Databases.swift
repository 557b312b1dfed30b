extension DatabaseSession {
    /// Makes a database the default one.
    func use(_ name: String) throws(StatementFailure) -> StatementResult {
        guard catalog[database: name] != nil || name.lowercased() == "information_schema" else {
            if Catalog.systemDatabases.contains(name) {
                throw .unsupported("the system database \(name)")
            }
            throw .mysql(.unknownDatabase(name))
        }
        catalog.current = name
        return .ok
    }

    func createDatabase(
        _ name: String, ifNotExists: Bool, _ options: TableOptions
    ) throws(StatementFailure) {
        guard catalog[database: name] == nil, !Catalog.systemDatabases.contains(name) else {
            if ifNotExists { return }
            throw .mysql(
                MySQLError(
                    1007, "HY000", "Can't create database '\(name)'; database exists"))
        }
        var schema = DatabaseSchema()
        schema.collation = try CollationName(
            characterSet: options.characterSet, collation: options.collation)
        catalog[database: name] = schema
    }

    func alterDatabase(
        _ name: String?, _ options: TableOptions
    ) throws(StatementFailure) {
        guard let name = name ?? catalog.current else { throw .mysql(.noDatabaseSelected) }
        guard let schema = catalog[database: name] else { throw .mysql(.unknownDatabase(name)) }
        let isNamed = options.characterSet != nil || options.collation != nil
        catalog[database: name]?.collation =
            isNamed
            ? try CollationName(characterSet: options.characterSet, collation: options.collation)
            : schema.collation
    }

    func dropDatabase(_ name: String, ifExists: Bool) throws(StatementFailure) {
        guard let schema = catalog[database: name] else {
            if Catalog.systemDatabases.contains(name) {
                throw .unsupported("DROP DATABASE \(name)")
            }
            if ifExists { return }
            throw .mysql(
                MySQLError(
                    1008, "HY000", "Can't drop database '\(name)'; database doesn't exist"))
        }
        for relation in schema.relations.values {
            if case .table(let table) = relation { try store("DROP TABLE \(table.storage)") }
        }
        catalog[database: name] = nil
        if catalog.current == name { catalog.current = nil }
    }
}
