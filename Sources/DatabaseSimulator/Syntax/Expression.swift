/// An expression as written, before names are resolved and types inferred.
indirect enum Expression: Hashable, Sendable {
    case literal(Literal)
    case column(ColumnReference)
    case userVariable(String)
    /// `@name := value`.
    case assignment(variable: String, value: Expression)
    /// `@@scope.name`.
    case systemVariable(scope: String?, name: String)
    /// `?` in a prepared statement; numbered from 0.
    case placeholder(Int)

    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `x IS [NOT] NULL|TRUE|FALSE|UNKNOWN`.
    case isTest(Expression, IsTest, negated: Bool)
    case between(Expression, low: Expression, high: Expression, negated: Bool)
    case inList(Expression, [Expression], negated: Bool)
    case inQuery(Expression, Query, negated: Bool)
    case like(Expression, pattern: Expression, escape: Expression?, negated: Bool)
    case regularExpression(Expression, pattern: Expression, negated: Bool)
    case soundsLike(Expression, Expression)
    case memberOf(Expression, array: Expression)
    /// `x > ANY (…)`; `SOME` is `ANY`.
    case quantified(Expression, BinaryOperator, Quantifier, Query)
    case exists(Query)
    case subquery(Query)
    /// `(a, b)` or `ROW(a, b)`.
    case row([Expression])
    case caseOf(operand: Expression?, branches: [CaseBranch], otherwise: Expression?)
    case function(FunctionCall)
    /// `CAST(x AS type)`, `CONVERT(x, type)`, `BINARY x`.
    case cast(Expression, CastType)
    /// `CONVERT(x USING charset)`.
    case convertUsing(Expression, characterSet: String)
    case collate(Expression, collation: String)
    /// `x + INTERVAL n unit` (also `DATE_ADD`, `ADDDATE(x, INTERVAL …)` and their opposites).
    case dateArithmetic(Expression, amount: Expression, unit: IntervalUnit, subtracts: Bool)
    /// `EXTRACT(unit FROM x)`.
    case extract(IntervalUnit, Expression)
    /// `TIMESTAMPDIFF(unit, a, b)`.
    case timestampDifference(IntervalUnit, Expression, Expression)
    /// `TIMESTAMPADD(unit, n, x)`.
    case timestampAdd(IntervalUnit, Expression, Expression)
    /// `TRIM([BOTH|LEADING|TRAILING] [removed] FROM x)`.
    case trim(TrimSide, removed: Expression?, Expression)
    /// `MATCH(columns) AGAINST(text …)`.
    case match([ColumnReference], against: Expression)
    /// `DEFAULT(column)`, or `DEFAULT` alone as a value to store.
    case defaultValue(ColumnReference?)
    /// `VALUES(column)` in `ON DUPLICATE KEY UPDATE`.
    case insertedValue(ColumnReference)
    /// `column->'$.path'` or, unquoting, `->>`.
    case jsonPath(ColumnReference, path: String, unquotes: Bool)
    /// `JSON_VALUE(document, path RETURNING …)`.
    case jsonValue(JSONValueCall)
}

/// `JSON_VALUE(document, path [RETURNING type] [… ON EMPTY] [… ON ERROR])`.
struct JSONValueCall: Hashable, Sendable {
    var document: Expression
    var path: String
    /// Without RETURNING the result is a string of 512 characters.
    var type: CastType?
    var onEmpty: JSONResponse?
    var onError: JSONResponse?
}

/// What `JSON_VALUE` and `JSON_TABLE` give where a path finds nothing, or not what is wanted.
enum JSONResponse: Hashable, Sendable {
    case null
    case error
    case value(Expression)
}

/// A constant, as written.
enum Literal: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// Digits only; may exceed 64 bits.
    case integer(String)
    /// Digits with a point.
    case decimal(String)
    /// With an exponent.
    case float(String)
    /// A quoted string with its escapes undone; adjacent strings are joined. The introducer is the
    /// character set of `_latin1'…'`; `N'…'` has `utf8`.
    case string(String, introducer: String?)
    /// `x'4D'`, `0x4D`.
    case hexadecimal([UInt8])
    /// `b'01'`, `0b01`; the bytes of the number, and how many bits were written.
    case bits([UInt8], count: Int)
    /// `DATE '…'`, `TIME '…'`, `TIMESTAMP '…'`.
    case date(String)
    case time(String)
    case timestamp(String)
}

/// `[[schema.]table.]column`; the column is `*` only in `COUNT(*)` and select lists.
struct ColumnReference: Hashable, Sendable {
    var schema: String?
    var table: String?
    var column: String

    init(_ column: String, table: String? = nil, schema: String? = nil) {
        self.column = column
        self.table = table
        self.schema = schema
    }

    /// With dots, as MySQL's messages name it.
    var written: String { [schema, table, column].compactMap(\.self).joined(separator: ".") }
}

enum UnaryOperator: Hashable, Sendable {
    case minus
    case plus
    /// `NOT x` and `! x`, which bind differently but mean the same.
    case not
    /// `~x`.
    case bitNot
    /// `BINARY x` is a cast and not here.
}

enum BinaryOperator: String, Hashable, Sendable {
    case or = "or"
    case xor = "xor"
    case and = "and"
    case equal = "="
    case nullSafeEqual = "<=>"
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case bitOr = "|"
    case bitAnd = "&"
    case bitXor = "^"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case integerDivide = "DIV"
    /// `%` and `MOD`.
    case modulo = "%"
}

enum IsTest: Hashable, Sendable {
    case null
    case isTrue
    case isFalse
    case unknown
}

enum Quantifier: Hashable, Sendable {
    case any
    case all
}

struct CaseBranch: Hashable, Sendable {
    var condition: Expression
    var result: Expression
}

enum TrimSide: Hashable, Sendable {
    case both
    case leading
    case trailing
}

/// A call of a function, an aggregate, or a window function.
struct FunctionCall: Hashable, Sendable {
    /// The schema in `schema.name(…)`, which only stored functions have.
    var schema: String?
    /// The name as written.
    var name: String
    var arguments: [Expression]
    /// `COUNT(*)`.
    var isStar = false
    /// `COUNT(DISTINCT …)`.
    var isDistinct = false
    /// `ORDER BY` inside `GROUP_CONCAT`.
    var order: [OrderItem] = []
    /// `SEPARATOR` of `GROUP_CONCAT`.
    var separator: String?
    /// `OVER …`.
    var window: WindowReference?
    /// `IGNORE NULLS` after `FIRST_VALUE(…)` and its like (MySQL parses and refuses it).
    var ignoresNulls = false
    /// Whether a blank stood between the name and the parenthesis: it changes the error of an
    /// unknown aggregate.
    var isSpaced = false

    init(_ name: String, _ arguments: [Expression]) {
        self.name = name
        self.arguments = arguments
    }
}

enum WindowReference: Hashable, Sendable {
    case named(String)
    case inline(WindowDefinition)
}

struct WindowDefinition: Hashable, Sendable {
    /// The window that this one refines.
    var base: String?
    var partition: [Expression] = []
    var order: [OrderItem] = []
    var frame: WindowFrame?
}

struct WindowFrame: Hashable, Sendable {
    enum Unit: String, Hashable, Sendable {
        case rows = "ROWS"
        case range = "RANGE"
        case groups = "GROUPS"
    }
    enum Bound: Hashable, Sendable {
        case unboundedPreceding
        case preceding(Expression)
        case currentRow
        case following(Expression)
        case unboundedFollowing
        /// `INTERVAL n unit PRECEDING|FOLLOWING`.
        case intervalPreceding(Expression, IntervalUnit)
        case intervalFollowing(Expression, IntervalUnit)
    }
    var unit: Unit
    var start: Bound
    var end: Bound?
}

/// The types that `CAST` takes.
enum CastType: Hashable, Sendable {
    case signed
    case unsigned
    case decimal(precision: Int?, scale: Int?)
    case double
    case float
    case real
    /// `CHAR[(n)] [CHARACTER SET x]`.
    case char(Int?, characterSet: String?)
    case nationalChar(Int?)
    case binary(Int?)
    case date
    case datetime(Int?)
    case time(Int?)
    case year
    case json
}

enum IntervalUnit: String, Hashable, Sendable, CaseIterable {
    case microsecond, second, minute, hour, day, week, month, quarter, year
    case secondMicrosecond = "second_microsecond"
    case minuteMicrosecond = "minute_microsecond"
    case minuteSecond = "minute_second"
    case hourMicrosecond = "hour_microsecond"
    case hourSecond = "hour_second"
    case hourMinute = "hour_minute"
    case dayMicrosecond = "day_microsecond"
    case daySecond = "day_second"
    case dayMinute = "day_minute"
    case dayHour = "day_hour"
    case yearMonth = "year_month"
}
