import SQLiteKit

/// What a statement answers, before it is rendered.
struct StatementResult {
    struct Column {
        var name: String
        var type: MySQLType
    }

    /// The columns of a result set; empty for statements that have none.
    var columns: [Column] = []
    /// The rows, in their stored form.
    var rows: [[SQLiteValue]] = []
    /// How many rows a write changed, as MySQL counts them.
    var affectedRows = 0
    /// Whether the statement changes data, for the rendering that shows affected rows.
    var isWrite = false

    /// The answer of a statement that has no result set.
    static let ok = StatementResult()

    /// The answer of a write.
    static func written(_ rows: Int) -> StatementResult {
        var result = StatementResult()
        result.affectedRows = rows
        result.isWrite = true
        return result
    }

    /// A result set of texts, as SHOW gives.
    init(_ columns: [(String, MySQLType)], _ rows: [[SQLiteValue]]) {
        self.columns = columns.map { Column(name: $0.0, type: $0.1) }
        self.rows = rows
    }

    init() {}
}
