import SQLiteKit

/// Turns a MySQL statement into SQL for SQLite: names resolved, types inferred as MySQL infers
/// them, every operation that SQLite does otherwise handed to a registered function.
///
/// A translator serves one statement and collects what running it takes: parameters, functions,
/// and the names of SQLite's aliases.
struct Translator {
    let catalog: Catalog
    let settings: SessionSettings
    /// What user and system variables hold.
    let variables: SessionVariables
    /// How many rows each stored table has: INFORMATION_SCHEMA tells.
    let rowCounts: () -> [String: Int64]
    /// The values of `?1`, `?2`, …: every literal of the statement.
    private(set) var parameters: [SQLiteValue] = []
    private var parameterNumbers: [SQLiteValue: Int] = [:]
    /// The indexes of parameters that stand for one literal each, on whose value nothing else
    /// depends, see ``SelectPlan``.
    private(set) var freeParameters: [Int] = []
    /// Whether the text being translated is the statement's own.
    var notesFreeLiterals = true
    /// Whether the rows of tables are all that is read, not the catalog.
    var readsOnlyTables = true
    /// The functions that must be registered before the statement runs.
    private(set) var implementations: [String: FunctionImplementation] = [:]
    private(set) var aggregates: [String: AggregateImplementation] = [:]
    private var aliasCount = 0
    private var siteCount = 0

    /// The names that expressions can use at this point.
    var scope: Scope
    /// The clause being read, as MySQL's messages call it.
    var clause = "field list"
    /// What an aggregate means at this point.
    var aggregation = Aggregation.forbidden
    /// The common tables in force, innermost last.
    var commonTables: [CommonTableBinding] = []
    /// The aliases of the select list, for HAVING, GROUP BY and ORDER BY.
    var selectAliases: [OutputColumn] = []
    /// Which names win where an alias and a column are called the same.
    var aliasPreference = AliasPreference.none
    /// The grouping expressions: what equals one of them does not depend on other columns.
    var groupKeys: Set<String> = []
    /// Whether an aggregate makes MySQL sort by the groups, instead of keeping them in a table in
    /// the order in which they are met.
    var sortsGroups = false
    /// Whether the query is grouped WITH ROLLUP.
    var isRollup = false
    /// The grouping expressions that are NULL in the row of subtotals being read.
    var rolledUp: Set<String> = []
    /// What the windows of the query sort by, in the order in which they are met.
    var windowOrders: [[String]] = []
    /// The named windows of the query.
    var windows: [NamedWindow] = []
    /// New values of columns that an UPDATE has set already, by SQL of the column.
    var assigned: [String: TypedExpression] = [:]
    /// The user variables that the statement has assigned so far, and those that it has read as
    /// constants.
    var assignedVariables: Set<String> = []
    var readVariables: Set<String> = []
    /// The row to insert, for `VALUES(column)`.
    var insertedRow: [String: TypedExpression] = [:]
    /// Set for the recursive arm of a common table, until its SELECT takes it.
    var recursion: Recursion?
    /// The name in SQLite of the recursive table in the arm being read.
    var recursiveSource: String?
    /// The table whose defaults `DEFAULT` and `DEFAULT(column)` mean.
    var defaults: Table?
    /// Whether the views of a FROM clause are opened for writing.
    var opensViews = false
    /// Whether whoever runs the next query sorts its rows as MySQL does, see ``RowSort``.
    var defersSorting = false
    /// Whether the columns of the next query are to say what they come from.
    var describesColumns = false
    /// How deep queries are nested, against exhausting the stack.
    var depth = 0

    enum Aggregation {
        /// WHERE, ON, GROUP BY: error 1111.
        case forbidden
        case allowed
        /// Inside an aggregate's arguments: error 1111 for another.
        case inside
    }

    enum AliasPreference {
        /// Aliases are not seen.
        case none
        /// ORDER BY: an alias wins.
        case aliasFirst
        /// GROUP BY: a column wins.
        case columnFirst
        /// HAVING: aliases and grouping columns only, unless inside an aggregate.
        case having
    }

    init(
        catalog: Catalog, settings: SessionSettings, variables: SessionVariables,
        rowCounts: @escaping () -> [String: Int64]
    ) {
        self.catalog = catalog
        self.settings = settings
        self.variables = variables
        self.rowCounts = rowCounts
        scope = Scope(parent: nil)
    }

    /// A name for a source in SQLite that no other has.
    mutating func makeAlias() -> String {
        defer { aliasCount += 1 }
        return "a\(aliasCount)"
    }

    /// A number that no other call of the statement has.
    mutating func makeSiteNumber() -> Int {
        siteCount += 1
        return siteCount
    }

    /// SQL for a value: the same value always gives the same text.
    mutating func parameter(_ value: SQLiteValue) -> String {
        switch value {
        case .null: return "NULL"
        default:
            if let number = parameterNumbers[value] { return "?\(number)" }
            parameters.append(value)
            parameterNumbers[value] = parameters.count
            return "?\(parameters.count)"
        }
    }

    /// SQL for the value of one literal, which no other shares.
    mutating func freeParameter(_ value: SQLiteValue) -> String {
        freeParameters.append(parameters.count)
        parameters.append(value)
        return "?\(parameters.count)"
    }

    /// SQL that calls a registered function.
    mutating func call(
        _ implementation: FunctionImplementation, _ arguments: [String]
    ) -> String {
        implementations[implementation.name] = implementation
        return "\(implementation.name)(\(arguments.joined(separator: ", ")))"
    }

    /// Notes that an aggregate must be registered.
    mutating func need(_ aggregate: AggregateImplementation) {
        aggregates[aggregate.name] = aggregate
    }

    /// Translates with some state changed, and puts it back.
    mutating func with<Value, Result>(
        _ path: WritableKeyPath<Translator, Value>, _ value: Value,
        _ body: (inout Translator) throws(StatementFailure) -> Result
    ) throws(StatementFailure) -> Result {
        let before = self[keyPath: path]
        self[keyPath: path] = value
        defer { self[keyPath: path] = before }
        return try body(&self)
    }
}

/// A column of a query's result.
struct OutputColumn {
    /// The name by which outer queries and clients know it.
    var name: String
    var expression: TypedExpression
    /// Whether the name was given by AS.
    var isAliased = false
    /// The column of a base table that it is, where ``Translator/describesColumns`` asks.
    var origin: Column?
    /// Whether it is the result of a function that makes a text, where that is asked.
    var isMadeText = false
    /// Whether it is an integer so short that a column made for it is an INT, where that is asked.
    var isShort = false

    var type: MySQLType { expression.type }
}

/// What SQLite is given for a query; its columns are called `c0`, `c1`, … there.
struct TranslatedQuery {
    var sql: String
    var columns: [OutputColumn]
    /// Whether it can only have one row: an aggregate over everything, or LIMIT 1.
    var hasAtMostOneRow = false
    /// Columns of outer queries that it uses.
    var outerColumns: [ColumnUse] = []
    /// How its rows are still to be sorted; nil if SQLite does it.
    var sort: RowSort?
}

/// A common table that queries can name.
struct CommonTableBinding {
    var name: String
    /// The name in SQLite's WITH clause.
    var storage: String
    var columns: [Scope.SourceColumn]
    /// Whether its recursive arm is being read, whose rows are those of the iteration before.
    var isBeingMade = false
}
