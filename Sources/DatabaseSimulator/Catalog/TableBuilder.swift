/// Builds a table from its definition, with MySQL's checks and the names it makes up.
struct TableBuilder {
    private(set) var table: Table
    /// The indexes that were taken away.
    private(set) var droppedIndexes: [Index] = []
    private let settings: SessionSettings
    /// The columns that were declared NULL in so many words.
    private var nullColumns: Set<String> = []
    /// Whether foreign keys are enforced: without, one may refer to a table that is yet to be made.
    var checksForeignKeys = true

    init(_ definition: CreateTable, schema: String, storage: String, settings: SessionSettings)
        throws(StatementFailure)
    {
        self.settings = settings
        let name = definition.table.name
        guard name.unicodeScalars.count <= 64 else {
            throw .mysql(MySQLError(1059, "42000", "Identifier name '\(name)' is too long"))
        }
        table = Table(
            schema: schema, name: definition.table.name, storage: storage, columns: [])
        table.isTemporary = definition.isTemporary
        try definition.options.checkEngine()
        table.options = definition.options
        if let start = definition.options.autoIncrement.flatMap({ Int64($0) }) {
            table.nextAutoIncrement = max(1, start)
        }
    }

    /// Continues from a table that exists.
    init(altering table: Table, settings: SessionSettings) {
        self.table = table
        self.settings = settings
    }

    // MARK: Columns

    /// Adds a column; its keys come with it.
    mutating func add(
        _ definition: ColumnDefinition, storage: String, at position: Int? = nil
    ) throws(StatementFailure) {
        let column = try column(definition, storage: storage)
        guard table.columnIndex(column.name) == nil else {
            throw .mysql(.duplicateColumn(column.name))
        }
        guard table.columns.count < 1_017 else {
            throw .mysql(MySQLError(1117, "42000", "Too many columns"))
        }
        let visible = table.visibleColumns.count
        if let position = position ?? (visible < table.columns.count ? visible : nil),
            position < table.columns.count
        {
            table.columns.insert(column, at: position)
            shift(from: position, by: 1)
        } else {
            table.columns.append(column)
        }
        if definition.isExplicitlyNullable { nullColumns.insert(column.key) }
        try addKeys(of: definition)
    }

    /// Puts a new definition in the place of a column, which may be renamed by it.
    mutating func replace(
        _ index: Int, by definition: ColumnDefinition, storage: String
    ) throws(StatementFailure) {
        let column = try column(definition, storage: storage)
        guard table.columnIndex(column.name).map({ $0 == index }) ?? true else {
            throw .mysql(.duplicateColumn(column.name))
        }
        let isKey = table.primaryKey?.parts.contains { $0.column == index } ?? false
        table.columns[index] = column
        if isKey { table.columns[index].type.isNullable = false }
        try addKeys(of: definition)
    }

    private func column(
        _ definition: ColumnDefinition, storage: String
    ) throws(StatementFailure) -> Column {
        let name = definition.name
        guard !name.isEmpty, name.last != " " else {
            throw .mysql(MySQLError(1166, "42000", "Incorrect column name '\(name)'"))
        }
        guard name.unicodeScalars.count <= 64 else {
            throw .mysql(MySQLError(1059, "42000", "Identifier name '\(name)' is too long"))
        }
        let collation = try CollationName(
            characterSet: table.options.characterSet, collation: table.options.collation)
        var type = try definition.type.resolved(column: name, collation: collation)
        type.filledWidth = definition.type.filledWidth(of: type)
        type.isNullable =
            !(definition.isNotNull || definition.isPrimaryKey || definition.isAutoIncrement)
        var column = Column(
            name: name, storage: storage, type: type, declaration: definition.type)
        column.isAutoIncrement = definition.isAutoIncrement
        column.onUpdateNow = definition.onUpdateNow
        column.comment = definition.comment
        column.generated = definition.generated
        column.defaultIsExpression = definition.defaultIsExpression
        if let value = definition.defaultValue, value != .literal(.null) {
            column.defaultValue = value
            try checkDefault(of: column)
        } else if definition.defaultValue == .literal(.null), !type.isNullable {
            throw .mysql(MySQLError(1067, "42000", "Invalid default value for '\(name)'"))
        }
        return column
    }

    private func checkDefault(of column: Column) throws(StatementFailure) {
        guard !column.defaultIsExpression else { return }
        let cannotHave: Bool =
            switch column.type.kind {
            case .string(.tiny), .string(.text), .string(.medium), .string(.long), .binary(.tiny),
                .binary(.text), .binary(.medium), .binary(.long), .json:
                true
            default: false
            }
        if cannotHave {
            throw .mysql(
                MySQLError(
                    1101, "42000",
                    "BLOB, TEXT, GEOMETRY or JSON column '\(column.name)' can't have a default "
                        + "value"))
        }
    }

    // MARK: Keys

    private mutating func addKeys(of definition: ColumnDefinition) throws(StatementFailure) {
        let part = IndexDefinition.Part(column: definition.name)
        if definition.isPrimaryKey {
            try add(IndexDefinition(kind: .primary, name: nil, parts: [part]))
        }
        if definition.isUnique {
            try add(IndexDefinition(kind: .unique, name: nil, parts: [part]))
        }
        for check in definition.checks { try add(check, of: definition.name) }
    }

    /// Adds an index; one without a name is called after its first column.
    mutating func add(_ definition: IndexDefinition) throws(StatementFailure) {
        var parts: [Index.Part] = []
        for part in definition.parts {
            guard let name = part.column else { throw .unsupported("a key on an expression") }
            guard let column = table.columnIndex(name) else {
                throw .mysql(
                    MySQLError(1072, "42000", "Key column '\(name)' doesn't exist in table"))
            }
            try checkLength(of: part, table.columns[column], definition.kind)
            parts.append(
                Index.Part(
                    column: column, prefixLength: part.prefixLength,
                    isDescending: part.isDescending))
        }
        if definition.kind == .primary {
            guard table.primaryKey == nil else {
                throw .mysql(MySQLError(1068, "42000", "Multiple primary key defined"))
            }
            guard !parts.contains(where: { nullColumns.contains(table.columns[$0.column].key) })
            else {
                throw .mysql(
                    MySQLError(
                        1171, "42000",
                        "All parts of a PRIMARY KEY must be NOT NULL; if you need NULL in a key, "
                            + "use UNIQUE instead"))
            }
            for part in parts { table.columns[part.column].type.isNullable = false }
        }
        let name = try indexName(definition, parts)
        insert(
            Index(
                kind: definition.kind, name: name, parts: parts, comment: definition.comment,
                isInvisible: definition.isInvisible))
    }

    private func checkLength(
        of part: IndexDefinition.Part, _ column: Column, _ kind: IndexDefinition.Kind
    ) throws(StatementFailure) {
        guard kind != .fulltext else { return }
        if let length = part.prefixLength {
            guard length == 0 || !column.type.canHavePrefix(of: length) else { return }
            throw .mysql(
                MySQLError(
                    1089, "HY000",
                    "Incorrect prefix key; the used key part isn't a string, the used length is "
                        + "longer than the key part, or the storage engine doesn't support unique "
                        + "prefix keys"))
        }
        switch column.type.kind {
        case .string(.tiny), .string(.text), .string(.medium), .string(.long), .binary(.tiny),
            .binary(.text), .binary(.medium), .binary(.long):
            throw .mysql(
                MySQLError(
                    1170, "42000",
                    "BLOB/TEXT column '\(column.name)' used in key specification without a key "
                        + "length"))
        case .json:
            throw .mysql(
                MySQLError(
                    3152, "42000",
                    "JSON column '\(column.name)' supports indexing only via generated columns on "
                        + "a specified JSON path."))
        default: break
        }
    }

    private func indexName(
        _ definition: IndexDefinition, _ parts: [Index.Part]
    ) throws(StatementFailure) -> String {
        if definition.kind == .primary { return "PRIMARY" }
        let taken = Set(table.indexes.map { $0.name.lowercased() })
        if let name = definition.name {
            guard !taken.contains(name.lowercased()) else {
                throw .mysql(MySQLError(1061, "42000", "Duplicate key name '\(name)'"))
            }
            return name
        }
        let first = parts.first.map { table.columns[$0.column] }
        let base = first.map { $0.isHidden ? "functional_index" : $0.name } ?? "index"
        if !taken.contains(base.lowercased()) { return base }
        var number = 2
        while taken.contains("\(base)_\(number)".lowercased()) { number += 1 }
        return "\(base)_\(number)"
    }

    /// Primary keys stand first, then unique keys that cannot be NULL, other unique keys, the rest.
    private mutating func insert(_ index: Index) {
        let position =
            table.indexes.firstIndex { rank($0) > rank(index) } ?? table.indexes.count
        table.indexes.insert(index, at: position)
    }

    private func rank(_ index: Index) -> Int {
        switch index.kind {
        case .primary: 0
        case .unique: index.parts.contains { table.columns[$0.column].type.isNullable } ? 2 : 1
        case .plain, .spatial: 3
        case .fulltext: 4
        }
    }

    /// Adds a check.
    ///
    /// - Parameter column: the column that it was written behind, which is all that it may name.
    mutating func add(
        _ check: CheckDefinition, of column: String? = nil
    ) throws(StatementFailure) {
        let name = check.name ?? "\(table.name)_chk_\(table.checks.count + 1)"
        guard !table.checks.contains(where: { $0.name.equalsName(name) }) else {
            throw .mysql(MySQLError(3822, "HY000", "Duplicate check constraint name '\(name)'."))
        }
        if let column {
            guard check.expression.columnNames.allSatisfy({ $0.equalsName(column) }) else {
                throw .mysql(
                    MySQLError(
                        3813, "HY000",
                        "Column check constraint '\(name)' references other column."))
            }
        }
        table.checks.append(
            Check(name: name, expression: check.expression, isEnforced: check.isEnforced))
    }

    /// Adds a foreign key, and the index on its columns that MySQL makes for it.
    mutating func add(
        _ definition: ForeignKeyDefinition, in catalog: Catalog
    ) throws(StatementFailure) {
        var columns: [Int] = []
        for name in definition.columns {
            guard let column = table.columnIndex(name) else {
                throw .mysql(
                    MySQLError(1072, "42000", "Key column '\(name)' doesn't exist in table"))
            }
            columns.append(column)
        }
        let schema = definition.referencedTable.schema ?? table.schema
        let target = TableName(definition.referencedTable.name, schema: schema)
        let number =
            table.foreignKeys.compactMap { key in
                key.name.hasPrefix("\(table.name)_ibfk_")
                    ? Int(key.name.dropFirst("\(table.name)_ibfk_".count)) : nil
            }.max() ?? 0
        let name = definition.name ?? "\(table.name)_ibfk_\(number + 1)"
        try checkNullability(of: columns, definition, named: name)
        try checkParent(target, definition, of: columns, named: name, in: catalog)
        table.foreignKeys.append(
            ForeignKey(
                name: name, columns: columns, referencedSchema: schema,
                referencedTable: target.name, referencedColumns: definition.referencedColumns,
                onDelete: definition.onDelete, onUpdate: definition.onUpdate))
        let isIndexed = table.indexes.contains { index in
            index.parts.prefix(columns.count).map(\.column) == columns
        }
        if !isIndexed {
            let parts = definition.columns.map { IndexDefinition.Part(column: $0) }
            try add(IndexDefinition(kind: .plain, name: definition.name, parts: parts))
        }
    }

    private func checkNullability(
        of columns: [Int], _ definition: ForeignKeyDefinition, named name: String
    ) throws(StatementFailure) {
        guard [definition.onDelete, definition.onUpdate].contains(.setNull),
            let column = columns.first(where: { !table.columns[$0].type.isNullable })
        else { return }
        throw .mysql(
            MySQLError(
                1830, "HY000",
                "Column '\(table.columns[column].name)' cannot be NOT NULL: needed in a foreign "
                    + "key constraint '\(name)' SET NULL"))
    }

    private func checkParent(
        _ target: TableName, _ definition: ForeignKeyDefinition, of columns: [Int],
        named constraint: String, in catalog: Catalog
    ) throws(StatementFailure) {
        let isItself = target.name == table.name && target.schema == table.schema
        guard let parent = isItself ? table : try? catalog.table(target) else {
            guard checksForeignKeys else { return }
            throw .mysql(
                MySQLError(1824, "HY000", "Failed to open the referenced table '\(target.name)'"))
        }
        for name in definition.referencedColumns where parent.columnIndex(name) == nil {
            throw .mysql(
                MySQLError(
                    3734, "HY000",
                    "Failed to add the foreign key constraint. Missing column '\(name)' for "
                        + "constraint '\(constraint)' in the referenced table "
                        + "'\(parent.name)'"))
        }
        let referenced = definition.referencedColumns.compactMap { parent.columnIndex($0) }
        for (own, other) in zip(columns, referenced)
        where !table.columns[own].type.canReference(parent.columns[other].type) {
            throw .mysql(
                .incompatibleKey(
                    table.columns[own].name, parent.columns[other].name, constraint))
        }
        let isKeyed = parent.indexes.contains {
            $0.parts.prefix(referenced.count).map(\.column) == referenced
        }
        guard isKeyed else {
            throw .mysql(
                MySQLError(
                    1822, "HY000",
                    "Failed to add the foreign key constraint. Missing index for constraint "
                        + "'\(constraint)' in the referenced table '\(parent.name)'"))
        }
    }

    // MARK: Taking away

    /// Takes a column away, and its part in indexes.
    mutating func removeColumn(_ index: Int) {
        table.columns.remove(at: index)
        for position in table.indexes.indices {
            table.indexes[position].parts.removeAll { $0.column == index }
        }
        table.indexes.removeAll { $0.parts.isEmpty }
        shift(from: index + 1, by: -1)
    }

    /// Takes an index away.
    mutating func removeIndex(_ index: Int) {
        let dropped = table.indexes.remove(at: index)
        droppedIndexes.append(dropped)
        // The columns of functional key parts go with them, the last ones first.
        for column in Set(dropped.parts.map(\.column)).sorted(by: >)
        where table.columns[column].isHidden { removeColumn(column) }
    }

    /// Adds the column behind a functional key part.
    mutating func addHidden(_ column: Column) {
        table.columns.append(column)
    }

    /// Moves a column to another place.
    mutating func moveColumn(_ index: Int, to position: Int) {
        let name = table.columns[index].name
        let order = table.columns.map(\.name)
        let column = table.columns.remove(at: index)
        table.columns.insert(column, at: min(position, table.columns.count))
        guard order.contains(name) else { return }
        let places = order.map { table.columnIndex($0) ?? 0 }
        renumber { places[$0] }
    }

    private mutating func shift(from position: Int, by distance: Int) {
        renumber { $0 >= position ? $0 + distance : $0 }
    }

    private mutating func renumber(_ place: (Int) -> Int) {
        for index in table.indexes.indices {
            for part in table.indexes[index].parts.indices {
                table.indexes[index].parts[part].column = place(
                    table.indexes[index].parts[part].column)
            }
        }
        for index in droppedIndexes.indices {
            for part in droppedIndexes[index].parts.indices {
                droppedIndexes[index].parts[part].column = place(
                    droppedIndexes[index].parts[part].column)
            }
        }
        for key in table.foreignKeys.indices {
            table.foreignKeys[key].columns = table.foreignKeys[key].columns.map(place)
        }
    }

    /// Changes the table's other properties.
    mutating func edit(_ body: (inout Table) throws(StatementFailure) -> Void)
        throws(StatementFailure)
    {
        try body(&table)
    }
}
