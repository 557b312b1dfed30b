// What MySQL demands of the columns, checks and keys of a table beyond their own definitions.

extension Table {
    /// Checks and generated columns may name the table's own columns only.
    ///
    /// - Throws: 3820 and 1054.
    func checkReferences() throws(StatementFailure) {
        for column in columns {
            let names = column.generated?.expression.columnNames ?? []
            if let name = names.first(where: { columnIndex($0) == nil }) {
                throw .mysql(.unknownColumn(name, in: "generated column function"))
            }
        }
        for check in checks {
            if let name = check.expression.columnNames.first(where: { columnIndex($0) == nil }) {
                throw .mysql(
                    MySQLError(
                        3820, "HY000",
                        "Check constraint '\(check.name)' refers to non-existing column '\(name)'.")
                )
            }
        }
    }

    /// What depends on a column forbids to drop or rename it.
    ///
    /// - Parameter drops: whether it goes, and with it the checks on it alone.
    /// - Throws: 3108 and 3959.
    func checkDependents(of name: String, drops: Bool) throws(StatementFailure) {
        for column in columns {
            let names = column.generated?.expression.columnNames ?? []
            guard !names.contains(where: { $0.equalsName(name) }) else {
                guard !column.isHidden else {
                    throw .mysql(
                        MySQLError(
                            3837, "HY000",
                            "Column '\(name)' has a functional index dependency and cannot be "
                                + "dropped or renamed."))
                }
                throw .mysql(
                    MySQLError(
                        3108, "HY000", "Column '\(name)' has a generated column dependency."))
            }
        }
        for check in checks {
            let names = check.expression.columnNames
            guard names.contains(where: { $0.equalsName(name) }),
                !drops || !names.allSatisfy({ $0.equalsName(name) })
            else { continue }
            throw .mysql(
                MySQLError(
                    3959, "HY000",
                    "Check constraint '\(check.name)' uses column '\(name)', hence column cannot "
                        + "be dropped or renamed."))
        }
    }

    /// A foreign key holds on to its columns on both sides.
    ///
    /// - Throws: 1828 and 1829.
    func checkForeignKeys(dropping column: Int, in catalog: Catalog) throws(StatementFailure) {
        let name = columns[column].name
        if let key = foreignKeys.first(where: { $0.columns.contains(column) }) {
            throw .mysql(
                MySQLError(
                    1828, "HY000",
                    "Cannot drop column '\(name)': needed in a foreign key constraint "
                        + "'\(key.name)'"))
        }
        for (child, key) in catalog.children(of: self)
        where key.referencedColumns.contains(where: { $0.equalsName(name) }) {
            throw .mysql(
                MySQLError(
                    1829, "HY000",
                    "Cannot drop column '\(name)': needed in a foreign key constraint "
                        + "'\(key.name)' of table '\(child.name)'"))
        }
    }

    /// A foreign key needs an index on its columns, and one on those that it refers to.
    ///
    /// - Throws: 1553.
    func checkIndexes(
        withoutIndex dropped: Index, in catalog: Catalog
    ) throws(StatementFailure) {
        func isServed(_ columns: [Int]) -> Bool {
            indexes.contains {
                $0.parts.prefix(columns.count).map(\.column) == columns
            }
        }
        func serves(_ columns: [Int]) -> Bool {
            dropped.parts.prefix(columns.count).map(\.column) == columns && !isServed(columns)
        }
        let isNeeded =
            foreignKeys.contains { serves($0.columns) }
            || catalog.children(of: self).contains { _, key in
                serves(key.referencedColumns.compactMap { columnIndex($0) })
            }
        guard isNeeded else { return }
        throw .mysql(
            MySQLError(
                1553, "HY000",
                "Cannot drop index '\(dropped.name)': needed in a foreign key constraint"))
    }

    /// The types of columns in foreign keys must go on fitting those of the other side.
    ///
    /// - Throws: 3780.
    func checkForeignKeyTypes(in catalog: Catalog) throws(StatementFailure) {
        func check(_ child: Table, _ key: ForeignKey, _ parent: Table) throws(StatementFailure) {
            for (own, name) in zip(key.columns, key.referencedColumns) {
                guard let other = parent.columnIndex(name),
                    !child.columns[own].type.canReference(parent.columns[other].type)
                else { continue }
                throw .mysql(
                    .incompatibleKey(
                        child.columns[own].name, parent.columns[other].name, key.name))
            }
        }
        for key in foreignKeys {
            let name = TableName(key.referencedTable, schema: key.referencedSchema)
            guard let parent = try? catalog.table(name) else { continue }
            try check(self, key, parent.storage == storage ? self : parent)
        }
        for (child, key) in catalog.children(of: self) where child.storage != storage {
            try check(child, key, self)
        }
    }
}

extension Table {
    /// There can be only one AUTO_INCREMENT column, and it must be a key.
    func checkAutoIncrement() throws(StatementFailure) {
        let automatic = columns.indices.filter { columns[$0].isAutoIncrement }
        guard let column = automatic.first else { return }
        guard automatic.count == 1, indexes.contains(where: { $0.parts.first?.column == column })
        else {
            throw .mysql(
                MySQLError(
                    1075, "42000",
                    "Incorrect table definition; there can be only one auto column and it must be "
                        + "defined as a key"))
        }
    }
}

extension MySQLError {
    static func incompatibleKey(
        _ column: String, _ referenced: String, _ constraint: String
    ) -> MySQLError {
        MySQLError(
            3780, "HY000",
            "Referencing column '\(column)' and referenced column '\(referenced)' in foreign key "
                + "constraint '\(constraint)' are incompatible.")
    }
}

extension MySQLType {
    /// Whether a column of this type may refer to one of another: numbers must be of one size and
    /// sign, texts of one collation.
    func canReference(_ other: MySQLType) -> Bool {
        switch (kind, other.kind) {
        case (.string, .string): collation == other.collation
        case (.binary, .binary), (.enumeration, .enumeration), (.set, .set): true
        case (.decimal, .decimal), (.datetime, .datetime), (.timestamp, .timestamp),
            (.time, .time):
            true
        default: kind == other.kind
        }
    }

    /// Whether an index may hold only the first characters of a column.
    func canHavePrefix(of length: Int) -> Bool {
        switch kind {
        case .string(.char(let size)), .string(.varchar(let size)), .binary(.char(let size)),
            .binary(.varchar(let size)):
            length <= size
        case .string, .binary: true
        default: false
        }
    }
}

extension Expression {
    /// The names of all columns in it.
    var columnNames: [String] {
        switch self {
        case .column(let reference), .jsonPath(let reference, _, _): [reference.column]
        default: children.flatMap(\.columnNames)
        }
    }
}

extension TableOptions {
    private static let engines: [String: String] = [
        "innodb": "InnoDB", "myisam": "MyISAM", "memory": "MEMORY", "heap": "MEMORY", "csv": "CSV",
        "archive": "ARCHIVE", "blackhole": "BLACKHOLE", "merge": "MRG_MYISAM",
        "mrg_myisam": "MRG_MYISAM", "performance_schema": "PERFORMANCE_SCHEMA",
    ]

    /// The storage engine as MySQL writes it.
    var engineName: String { engine.flatMap { Self.engines[$0.lowercased()] } ?? "InnoDB" }

    /// A storage engine must exist: `NO_ENGINE_SUBSTITUTION`.
    ///
    /// - Throws: 1286.
    func checkEngine() throws(StatementFailure) {
        guard let engine else { return }
        guard Self.engines[engine.lowercased()] != nil else {
            throw .mysql(MySQLError(1286, "42000", "Unknown storage engine '\(engine)'"))
        }
        // These keep no rows, or take only some statements.
        guard
            !["BLACKHOLE", "MRG_MYISAM", "PERFORMANCE_SCHEMA", "ARCHIVE", "CSV"]
                .contains(engineName)
        else { throw .unsupported("the storage engine \(engineName)") }
    }
}

extension Catalog {
    /// Checks and foreign keys have names of their own in a database.
    ///
    /// - Throws: 1826 and 3822.
    func checkConstraintNames(
        of table: Table, replacing old: Table?
    ) throws(StatementFailure) {
        guard let schema = self[database: table.schema], !table.isTemporary else { return }
        for case .table(let other) in schema.relations.values
        where other.storage != old?.storage && !other.isTemporary {
            if let check = table.checks.first(where: { check in
                other.checks.contains { $0.name.equalsName(check.name) }
            }) {
                throw .mysql(
                    MySQLError(
                        3822, "HY000", "Duplicate check constraint name '\(check.name)'."))
            }
            if let key = table.foreignKeys.first(where: { key in
                other.foreignKeys.contains { $0.name.equalsName(key.name) }
            }) {
                throw .mysql(
                    MySQLError(
                        1826, "HY000", "Duplicate foreign key constraint name '\(key.name)'"))
            }
        }
        for (index, key) in table.foreignKeys.enumerated()
        where table.foreignKeys[..<index].contains(where: { $0.name.equalsName(key.name) }) {
            throw .mysql(
                MySQLError(1826, "HY000", "Duplicate foreign key constraint name '\(key.name)'"))
        }
    }
}
