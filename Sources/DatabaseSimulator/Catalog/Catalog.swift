/// What a server knows of its databases: a value, copied with the episode.
struct Catalog: Hashable, Sendable {
    /// The databases, by name; MySQL on Linux compares these names by byte.
    private(set) var databases: [String: DatabaseSchema] = [:]
    /// The default database of the next statement.
    var current: String?
    /// Feeds the names of SQLite's tables and columns, which never change afterwards.
    private var nextIdentifier = 1
    /// Whether a temporary table was made since the last connection ended.
    private var hasTemporaryTables = false

    /// A number that no table or column has yet.
    mutating func makeIdentifier() -> Int {
        defer { nextIdentifier += 1 }
        return nextIdentifier
    }

    subscript(database name: String) -> DatabaseSchema? {
        get { databases[name] }
        set { databases[name] = newValue }
    }

    /// The table or view of a name; without a schema, in the current database.
    ///
    /// - Throws: 1046 without a current database, 1049 for an unknown one.
    func relation(_ name: TableName) throws(StatementFailure) -> Relation? {
        let schema = try databaseName(of: name)
        return databases[schema]?.relations[name.name]
    }

    /// The database that a name lies in.
    ///
    /// - Throws: 1046 without a current database, 1049 for an unknown one.
    func databaseName(of name: TableName) throws(StatementFailure) -> String {
        guard let schema = name.schema ?? current else {
            throw .mysql(.noDatabaseSelected)
        }
        guard databases[schema] != nil else {
            if Catalog.systemDatabases.contains(schema)
                || schema.lowercased() == "information_schema"
            {
                throw .unsupported("the system database \(schema)")
            }
            throw .mysql(.unknownDatabase(schema))
        }
        return schema
    }

    /// The databases that every server has and the emulator has not.
    static let systemDatabases: Set<String> = ["mysql", "performance_schema", "sys"]

    /// The base table of a name.
    ///
    /// - Throws: 1146 where there is none.
    func table(_ name: TableName) throws(StatementFailure) -> Table {
        guard case .table(let table)? = try relation(name) else {
            throw .mysql(.noSuchTable(name, in: self))
        }
        return table
    }

    /// Puts a table in place of the one of its name, or adds it.
    mutating func store(_ table: Table) {
        if table.isTemporary { hasTemporaryTables = true }
        databases[table.schema]?.relations[table.name] = .table(table)
    }

    /// Raises AUTO_INCREMENT counters, which only ever go up, to what they are by table's storage.
    mutating func raiseCounters(to counters: [String: Int64]) {
        guard !counters.isEmpty else { return }
        for schema in databases.keys {
            guard let relations = databases[schema]?.relations.values else { continue }
            for case .table(var table) in relations {
                guard let counter = counters[table.storage], counter > table.nextAutoIncrement
                else { continue }
                table.nextAutoIncrement = counter
                store(table)
            }
        }
    }

    /// The AUTO_INCREMENT counters by table's storage.
    var counters: [String: Int64] {
        var counters: [String: Int64] = [:]
        for schema in databases.values {
            for case .table(let table) in schema.relations.values
            where table.columns.contains(where: \.isAutoIncrement) {
                counters[table.storage] = table.nextAutoIncrement
            }
        }
        return counters
    }

    /// Takes a table or view away.
    mutating func remove(_ name: String, from schema: String) {
        databases[schema]?.relations[name] = nil
    }

    /// Takes away the tables that end with their connection.
    mutating func removeTemporaryTables() {
        guard hasTemporaryTables else { return }
        hasTemporaryTables = false
        for name in databases.keys {
            let lasting = databases[name]?.relations.filter { !$0.value.isTemporary }
            databases[name]?.relations = lasting ?? [:]
        }
    }
}

/// One database: its tables and views by name.
struct DatabaseSchema: Hashable, Sendable {
    var relations: [String: Relation] = [:]
    var collation = CollationName.standard

    /// The names in the order in which MySQL lists them.
    var names: [String] { relations.keys.sorted() }
}

/// What a name in FROM can stand for.
enum Relation: Hashable, Sendable {
    case table(Table)
    case view(View)

    /// Whether it ends with its connection.
    var isTemporary: Bool {
        if case .table(let table) = self { table.isTemporary } else { false }
    }
}

/// A view: its text is translated anew where it is used.
struct View: Hashable, Sendable {
    var schema: String
    var name: String
    var columns: [String]
    var query: Query
    var text: String
    /// WITH CHECK OPTION.
    var checkOption: CreateView.CheckOption?
    var attributes = CreateView.Attributes()

    /// Whether it asks to be computed as a whole: ALGORITHM = TEMPTABLE.
    var isMaterialised: Bool { attributes.algorithm == "TEMPTABLE" }
}
