/// A statement as written.
enum SyntaxStatement: Hashable, Sendable {
    case query(Query)
    case insert(Insert)
    case update(Update)
    case delete(Delete)

    case createTable(CreateTable)
    case alterTable(TableName, [TableAlteration])
    case dropTables([TableName], ifExists: Bool, temporary: Bool)
    case renameTables([Renaming])
    case truncate(TableName)
    case createIndex(IndexDefinition, on: TableName)
    case dropIndex(String, on: TableName)
    case createView(CreateView)
    case dropViews([TableName], ifExists: Bool)
    case createDatabase(String, ifNotExists: Bool, TableOptions)
    /// Of the options, the character set and the collation; without a name, the current database.
    case alterDatabase(String?, TableOptions)
    case dropDatabase(String, ifExists: Bool)
    case use(String)

    case show(ShowStatement)
    /// `DESCRIBE table [column]`, also as `DESC`, `EXPLAIN table`, `SHOW COLUMNS` is ``show``.
    case describe(TableName, pattern: String?)
    /// `EXPLAIN` of a statement.
    case explain
    case help(String)
    case handler(HandlerStatement)
    /// `DROP PROCEDURE|FUNCTION|TRIGGER|EVENT`: there are none.
    case dropRoutine(kind: String, TableName, ifExists: Bool)

    case set([VariableAssignment])
    case transaction(TransactionStatement)
    case prepare(name: String, PrepareSource)
    case execute(name: String, using: [String])
    case deallocate(name: String)
    case call(TableName, [Expression])
    case evaluate([Expression])
    /// `ANALYZE|CHECK|OPTIMIZE|REPAIR|CHECKSUM TABLE`.
    case maintain(MaintenanceKind, [TableName])
    /// `LOCK TABLES`, `UNLOCK TABLES`, `FLUSH`: no effect here. The tables must exist.
    case lock([TableName])
    /// A statement that MySQL knows and this emulator does not; the words name it.
    case unsupported(String)
    /// Only comments.
    case nothing
}

/// One `old TO new` of `RENAME TABLE`.
struct Renaming: Hashable, Sendable {
    var from: TableName
    var to: TableName
}

/// `INSERT` and `REPLACE`.
struct Insert: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        /// `VALUES (…), (…)`; `SET` gives one row. `DEFAULT` is ``Expression/defaultValue(_:)``.
        case rows([[Expression]])
        case query(Query)
    }
    var table: TableName
    /// `nil` without a column list.
    var columns: [ColumnReference]?
    var source: Source
    var isReplace = false
    var ignoresErrors = false
    /// `AS new(a, b)` after VALUES.
    var rowAlias: String?
    var columnAliases: [String] = []
    var onDuplicate: [Assignment] = []
}

/// `column = value`.
struct Assignment: Hashable, Sendable {
    var column: ColumnReference
    var value: Expression
}

struct Update: Hashable, Sendable {
    var with: WithClause?
    /// More than one, or a join: the multi-table form.
    var tables: [TableReference]
    var assignments: [Assignment]
    var filter: Expression?
    var order: [OrderItem] = []
    var limit: Expression?
    var ignoresErrors = false
}

struct Delete: Hashable, Sendable {
    var with: WithClause?
    /// The tables to delete from, by name or alias: exactly one in the single-table form.
    var targets: [TableName]
    /// The tables to read; in the single-table form the target itself.
    var from: [TableReference]
    var isMultiTable = false
    var filter: Expression?
    var order: [OrderItem] = []
    var limit: Expression?
    var ignoresErrors = false
}

struct CreateTable: Hashable, Sendable {
    var table: TableName
    var isTemporary = false
    var ifNotExists = false
    /// `LIKE other`.
    var like: TableName?
    var columns: [ColumnDefinition] = []
    var indexes: [IndexDefinition] = []
    var foreignKeys: [ForeignKeyDefinition] = []
    var checks: [CheckDefinition] = []
    var options: TableOptions = TableOptions()
    /// `AS SELECT …`.
    var query: Query?
}

/// The options after the closing parenthesis that have an effect on what is shown.
struct TableOptions: Hashable, Sendable {
    var engine: String?
    var autoIncrement: String?
    var characterSet: String?
    var collation: String?
    var comment: String?
    /// In upper case, unless it is the default.
    var rowFormat: String?
}

/// A declared column type, as written.
struct ColumnType: Hashable, Sendable {
    /// The canonical name, in lower case.
    ///
    /// `integer` is `int`, `numeric` is `decimal`, `bool` is `tinyint` with length 1, `real` and
    /// `double precision` are `double`, `dec` is `decimal`, …
    var name: String
    /// `(10)` or `(10,2)`.
    var length: Int?
    var scale: Int?
    var isUnsigned = false
    var isZerofill = false
    /// The members of ENUM and SET.
    var members: [String] = []
    var characterSet: String?
    var collation: String?
}

struct ColumnDefinition: Hashable, Sendable {
    var name: String
    var type: ColumnType
    var isNotNull = false
    /// `NULL` written out.
    var isExplicitlyNullable = false
    /// A literal, `CURRENT_TIMESTAMP`, or an expression in parentheses.
    var defaultValue: Expression?
    /// The default was written in parentheses.
    var defaultIsExpression = false
    var onUpdateNow = false
    var isAutoIncrement = false
    var isPrimaryKey = false
    var isUnique = false
    var comment: String?
    var generated: GeneratedColumn?
    var checks: [CheckDefinition] = []
    /// An inline `REFERENCES`, which MySQL parses and ignores.
    var hasIgnoredReference = false
}

struct GeneratedColumn: Hashable, Sendable {
    var expression: Expression
    var text: String
    var isStored: Bool
}

struct CheckDefinition: Hashable, Sendable {
    var name: String?
    var expression: Expression
    var text: String
    var isEnforced = true
}

struct IndexDefinition: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case primary
        case unique
        case plain
        case fulltext
        case spatial
    }
    struct Part: Hashable, Sendable {
        /// A column, or an expression of a functional index.
        var column: String?
        var expression: Expression?
        var prefixLength: Int?
        var isDescending = false
    }
    var kind: Kind
    var name: String?
    var parts: [Part]
    var comment: String?
    var isInvisible = false
    var ifNotExists = false
}

struct ForeignKeyDefinition: Hashable, Sendable {
    enum Action: String, Hashable, Sendable {
        case restrict = "RESTRICT"
        case cascade = "CASCADE"
        case setNull = "SET NULL"
        case noAction = "NO ACTION"
        case setDefault = "SET DEFAULT"
    }
    var name: String?
    var columns: [String]
    var referencedTable: TableName
    var referencedColumns: [String]
    var onDelete: Action?
    var onUpdate: Action?
}

enum TableAlteration: Hashable, Sendable {
    enum Position: Hashable, Sendable {
        case first
        case after(String)
    }
    case addColumn(ColumnDefinition, Position?)
    case dropColumn(String)
    case modifyColumn(ColumnDefinition, Position?)
    case changeColumn(String, ColumnDefinition, Position?)
    case renameColumn(String, to: String)
    case setDefault(column: String, Expression)
    case dropDefault(column: String)
    case addIndex(IndexDefinition)
    case dropIndex(String)
    case dropPrimaryKey
    case renameIndex(String, to: String)
    case addForeignKey(ForeignKeyDefinition)
    case dropForeignKey(String)
    case addCheck(CheckDefinition)
    case dropCheck(String)
    case dropConstraint(String)
    case rename(TableName)
    case autoIncrement(String)
    case convert(characterSet: String, collation: String?)
    /// `ENGINE=…`, `COMMENT=…` and their like.
    case options(TableOptions)
    /// An alteration that has no effect here (`ORDER BY`, `DISABLE KEYS`, …).
    case noEffect
}

struct CreateView: Hashable, Sendable {
    enum CheckOption: String, Hashable, Sendable {
        case local = "LOCAL"
        case cascaded = "CASCADED"
    }
    /// What stands before VIEW.
    struct Attributes: Hashable, Sendable {
        var algorithm = "UNDEFINED"
        /// As written; nil for the current user.
        var definer: String?
        var isInvokers = false
    }
    var checkOption: CheckOption?
    var attributes = Attributes()
    var name: TableName
    var orReplace = false
    var columns: [String] = []
    var query: Query
    /// The source of the query.
    var text: String
}

struct ShowStatement: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case databases
        case tables(schema: String?, full: Bool)
        case columns(TableName, full: Bool)
        case indexes(TableName)
        case createTable(TableName)
        case createView(TableName)
        case createDatabase(String)
        case tableStatus(schema: String?)
        case variables(global: Bool)
        case status
        case warnings
        case errors
        /// `SHOW COUNT(*) WARNINGS`.
        case warningCount
        case engines
        case characterSets
        case collations
        case privileges
        /// `SHOW [FULL] PROCESSLIST`, with the text of the statement.
        case processList(text: String)
        /// Of another user than the current one, as written; nil for that.
        case grants(user: String?)
        /// `SHOW CREATE PROCEDURE|FUNCTION|TRIGGER|EVENT`: there are none.
        case createRoutine(kind: String, name: TableName)
        /// `SHOW PROCEDURE|FUNCTION STATUS`.
        case routineStatus(String)
        case errorCount
        /// A form that MySQL knows and the emulator does not; the words name it.
        case other(String)
    }
    var kind: Kind
    var like: String?
    var filter: Expression?

    init(_ kind: Kind) {
        self.kind = kind
    }
}

/// `HANDLER table …`.
struct HandlerStatement: Hashable, Sendable {
    enum Verb: Hashable, Sendable {
        case open(alias: String?)
        case read
        case close
    }
    var table: TableName
    var verb: Verb
}

struct VariableAssignment: Hashable, Sendable {
    enum Target: Hashable, Sendable {
        case user(String)
        /// The scope is `session`, `global`, `local`, `persist` or nil, in lower case.
        case system(scope: String?, name: String)
        /// `SET NAMES x [COLLATE y]`.
        case names
        /// `SET [SESSION|GLOBAL] TRANSACTION …`; without a scope it is for the next transaction alone.
        case transaction(scope: String?)
    }
    var target: Target
    /// `DEFAULT` is ``Expression/defaultValue(_:)``; a bare word is a string.
    var value: Expression
}

enum TransactionStatement: Hashable, Sendable {
    case begin
    case commit
    case rollback
    case savepoint(String)
    case rollbackTo(String)
    case release(String)
}

enum PrepareSource: Hashable, Sendable {
    case text(String)
    case variable(String)
}

enum MaintenanceKind: String, Hashable, Sendable {
    case analyze, check, optimize, repair, checksum
}
