/// A base table.
struct Table: Hashable, Sendable {
    var schema: String
    var name: String
    /// The name in SQLite, which renaming does not change.
    var storage: String
    var columns: [Column]
    /// In the order of `SHOW INDEX`: primary first, then unique, then the rest.
    var indexes: [Index] = []
    var foreignKeys: [ForeignKey] = []
    var checks: [Check] = []
    var isTemporary = false
    /// The next value of the AUTO_INCREMENT column.
    var nextAutoIncrement: Int64 = 1
    var options = TableOptions()

    /// The columns that statements see.
    var visibleColumns: ArraySlice<Column> { columns.prefix { !$0.isHidden } }

    /// The position of a column; names compare without regard to case.
    func columnIndex(_ name: String) -> Int? {
        let key = name.lowercased()
        return columns.firstIndex { $0.key == key }
    }

    /// The collation of columns that name none.
    var collation: CollationName {
        if let name = options.collation.flatMap(CollationName.init(declared:)) { return name }
        let set = options.characterSet
        return (try? set.map(CollationName.init(characterSet:))) ?? .standard
    }

    /// The primary key, if there is one.
    var primaryKey: Index? { indexes.first { $0.kind == .primary } }

    /// The primary key's column where it is SQLite's rowid: a single integer column.
    var rowidColumn: Int? {
        guard let key = primaryKey, key.parts.count == 1, let part = key.parts.first,
            !part.isDescending, case .integer(_, let unsigned) = columns[part.column].type.kind,
            !unsigned || columns[part.column].type.byteWidth < 8
        else { return nil }
        return part.column
    }

    /// Whether SQLite stores the rows by a primary key of its own, without a rowid.
    var isStoredByKey: Bool { primaryKey != nil && rowidColumn == nil }

    /// The SQL expressions, over an alias, that identify a row and order rows as MySQL stores them.
    func rowKey(alias: String) -> [String] {
        guard isStoredByKey, let key = primaryKey else { return ["\(alias).rowid"] }
        return key.parts.map { "\(alias).\(columns[$0.column].storage)" }
    }
}

/// A column of a base table.
struct Column: Hashable, Sendable {
    var name: String
    /// The name in SQLite, which renaming does not change.
    var storage: String
    var type: MySQLType
    /// As declared, for DESCRIBE and SHOW CREATE TABLE.
    var declaration: ColumnType
    var defaultValue: Expression?
    var defaultIsExpression = false
    var onUpdateNow = false
    var isAutoIncrement = false
    var comment: String?
    var generated: GeneratedColumn?
    /// Whether it only holds the values of a functional key part; such columns stand last.
    var isHidden = false

    /// The expression of a functional key part, as MySQL prints it.
    var hiddenExpression: String? {
        guard isHidden, let expression = generated?.expression else { return nil }
        return ExpressionPrinter.definitions.text(of: expression)
    }

    /// The type as DESCRIBE prints it; of display widths only that of Booleans is left in MySQL 8.
    var declaredType: String {
        let zerofill = declaration.isZerofill ? " zerofill" : ""
        switch type.kind {
        case .integer where type.filledWidth > 0:
            let name = type.declared.prefix { $0 != " " }
            return "\(name)(\(type.filledWidth)) unsigned zerofill"
        case .integer(bytes: 1, unsigned: false) where declaration.length == 1:
            return "tinyint(1)"
        case .float, .double:
            var text = type.declared
            if let scale = type.fixedScale { text += "(\(declaration.length ?? 0),\(scale))" }
            return text + (declaration.isUnsigned ? " unsigned" : "") + zerofill
        case .decimal: return type.declared + zerofill
        default: return type.declared
        }
    }

    /// By which the name is found: MySQL compares column names without regard to case.
    var key: String { name.lowercased() }
}

/// An index, as far as it can be seen: order, uniqueness and names.
struct Index: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        /// The position of the column.
        var column: Int
        var prefixLength: Int?
        var isDescending = false
    }
    var kind: IndexDefinition.Kind
    var name: String
    var parts: [Part]
    var comment: String?
    var isInvisible = false

    var isUnique: Bool { kind == .primary || kind == .unique }
}

struct ForeignKey: Hashable, Sendable {
    var name: String
    var columns: [Int]
    var referencedSchema: String
    var referencedTable: String
    var referencedColumns: [String]
    var onDelete: ForeignKeyDefinition.Action?
    var onUpdate: ForeignKeyDefinition.Action?
}

struct Check: Hashable, Sendable {
    var name: String
    var expression: Expression
    var isEnforced: Bool
}
