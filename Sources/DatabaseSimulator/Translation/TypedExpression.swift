import SQLiteKit

/// An expression whose names are resolved and whose type is known, as SQL for SQLite.
///
/// Names in ``sql`` are physical (`a0.c3`) and literals are numbered parameters, so two
/// expressions mean the same exactly when their SQL is the same text.
struct TypedExpression {
    var sql: String
    var type: MySQLType
    /// The value of a literal, in its stored form.
    var constant: SQLiteValue?
    /// The columns used outside of aggregates, in order: what ONLY_FULL_GROUP_BY looks at.
    var columns: [ColumnUse] = []
    /// Whether it is a column as it stands; the text of a TEXT column becomes a number without a
    /// warning.
    var isColumn = false
    /// Whether it is TRUE, FALSE or a predicate; JSON tells them from numbers.
    var isBoolean = false
    var hasAggregate = false
    var hasWindow = false
    /// How firmly a string holds to its collation, after MySQL's table of coercibility.
    var coercibility = Coercibility.coercible
    /// What a hexadecimal or bit literal stands for where a number is asked for.
    var number: UInt64?
    /// The members of a row expression; empty for a scalar.
    var row: [TypedExpression] = []

    init(_ sql: String, _ type: MySQLType, constant: SQLiteValue? = nil) {
        self.sql = sql
        self.type = type
        self.constant = constant
    }

    /// An expression over others: it uses what they use.
    init(_ sql: String, _ type: MySQLType, over operands: [TypedExpression]) {
        self.sql = sql
        self.type = type
        for operand in operands { note(operand) }
        if operands.contains(where: \.isColumnOrTighter) { coercibility = .implicit }
    }

    private var isColumnOrTighter: Bool { coercibility <= .implicit && type.isString }

    /// Takes over what another expression uses.
    mutating func note(_ other: TypedExpression) {
        columns += other.columns
        hasAggregate = hasAggregate || other.hasAggregate
        hasWindow = hasWindow || other.hasWindow
    }

    /// Whether its value is the same for every row.
    var isConstant: Bool {
        columns.isEmpty && !hasAggregate && !hasWindow
            && (constant != nil || !sql.contains("(SELECT"))
    }
}

/// MySQL's coercibility: of two collations the one with the lower number wins.
enum Coercibility: Int, Comparable {
    case explicit = 0
    case none = 1
    case implicit = 2
    case systemConstant = 3
    case coercible = 4
    case numeric = 5
    case ignorable = 6

    static func < (left: Coercibility, right: Coercibility) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A use of a column, for the rules of grouping.
struct ColumnUse: Hashable {
    /// The query that the column's table belongs to.
    var level: Int
    /// Which of that query's sources.
    var source: Int
    /// Which column of the source.
    var column: Int
    /// The database, if it has one, the table and the column.
    var path: [String?]

    /// As MySQL's messages name it: `database.table.column`.
    var name: String { path.compactMap(\.self).joined(separator: ".") }
}
