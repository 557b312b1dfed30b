/// A query expression: SELECTs, joined by set operations, with what stands around them.
struct Query: Hashable, Sendable {
    var with: WithClause?
    var body: QueryBody
    /// `ORDER BY` of the whole.
    var order: [OrderItem] = []
    var limit: Limit?
    /// `FOR UPDATE`, `LOCK IN SHARE MODE`, `FOR SHARE`: parsed, without effect here.
    var locks = false
    /// `INTO @a, …`; `INTO OUTFILE` has its own case.
    var into: IntoClause?

    init(_ body: QueryBody) {
        self.body = body
    }
}

enum IntoClause: Hashable, Sendable {
    case variables([String])
    case file
}

indirect enum QueryBody: Hashable, Sendable {
    case select(Select)
    case setOperation(SetOperator, distinct: Bool, Query, Query)
    /// `VALUES ROW(…), …`.
    case values([[Expression]])
    /// `TABLE name`.
    case table(TableName)
    /// A query in parentheses with its own ORDER BY or LIMIT.
    case nested(Query)
}

enum SetOperator: String, Hashable, Sendable {
    case union = "UNION"
    case intersect = "INTERSECT"
    case except = "EXCEPT"
}

struct WithClause: Hashable, Sendable {
    var isRecursive: Bool
    var tables: [CommonTable]
}

struct CommonTable: Hashable, Sendable {
    var name: String
    var columns: [String]
    var query: Query
}

struct Select: Hashable, Sendable {
    var isDistinct = false
    /// `SQL_CALC_FOUND_ROWS`.
    var countsFoundRows = false
    var items: [SelectItem]
    /// Empty without FROM; `FROM DUAL` too.
    var from: [TableReference] = []
    var filter: Expression?
    var groups: [Expression] = []
    var withRollup = false
    var having: Expression?
    /// `WINDOW name AS (…)`.
    var windows: [NamedWindow] = []

    init(items: [SelectItem]) {
        self.items = items
    }
}

struct NamedWindow: Hashable, Sendable {
    var name: String
    var definition: WindowDefinition
}

enum SelectItem: Hashable, Sendable {
    /// `*`.
    case all
    /// `table.*`, `schema.table.*`.
    case allOf(schema: String?, table: String)
    /// An expression; `text` is its source, from which MySQL names the column.
    case expression(Expression, alias: String?, text: String)
}

struct OrderItem: Hashable, Sendable {
    var expression: Expression
    var isDescending = false
}

struct Limit: Hashable, Sendable {
    /// Literals and placeholders only.
    var count: Expression
    var offset: Expression?
}

struct TableName: Hashable, Sendable {
    var schema: String?
    var name: String

    init(_ name: String, schema: String? = nil) {
        self.name = name
        self.schema = schema
    }
}

indirect enum TableReference: Hashable, Sendable {
    case table(TableName, alias: String?)
    /// A table with what is said of its indexes and partitions, which must exist.
    case hinted(TableReference, TableHints)
    /// `(SELECT …) AS alias (columns)`; the alias is nil only where MySQL reports 1248.
    case derived(Query, alias: String?, columns: [String], isLateral: Bool)
    case jsonTable(JSONTableReference)
    case join(TableReference, JoinKind, TableReference, JoinCondition)
}

/// `USE INDEX (…)` and its like, and `PARTITION (…)`, behind a table.
struct TableHints: Hashable, Sendable {
    var indexes: [String] = []
    var namesPartitions = false
}

/// `JSON_TABLE(document, path COLUMNS (…)) AS alias`.
struct JSONTableReference: Hashable, Sendable {
    indirect enum Column: Hashable, Sendable {
        case ordinality(name: String)
        case path(name: String, ColumnType, path: String, exists: Bool)
        /// With `… ON EMPTY` or `… ON ERROR`.
        case pathWithResponses(
            name: String, ColumnType, path: String, onEmpty: JSONResponse?,
            onError: JSONResponse?)
        case nested(path: String, [Column])
    }
    var document: Expression
    var path: String
    var columns: [Column]
    var alias: String
}

enum JoinKind: Hashable, Sendable {
    /// `JOIN`, `INNER JOIN`, `CROSS JOIN`, `STRAIGHT_JOIN`, and the comma.
    case inner
    case left
    case right
}

indirect enum JoinCondition: Hashable, Sendable {
    case none
    case on(Expression)
    case using([String])
    case natural
}
