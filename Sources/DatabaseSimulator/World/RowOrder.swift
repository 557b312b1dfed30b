/// Whether two answers differ only in an order that the statement leaves open.
enum RowOrder {
    /// Whether a statement is a query without an ORDER BY of its own.
    static func isFree(in statement: String) -> Bool {
        guard let script = try? Script(statement, SessionSettings()),
            case .query(let query)? = script.single
        else { return false }
        return query.order.isEmpty && query.limit == nil && !query.body.isOrdered
    }

    /// Whether two rendered answers hold the same rows.
    static func haveSameRows(_ left: String, _ right: String) -> Bool {
        guard case .rows(let left) = RecordedObservation(left),
            case .rows(let right) = RecordedObservation(right), !left.isTruncated,
            !right.isTruncated, left.rows.count == right.rows.count
        else { return false }
        return counted(left.rows) == counted(right.rows)
    }

    private static func counted(_ rows: [[RecordedCell]]) -> [[RecordedCell]: Int] {
        rows.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension QueryBody {
    fileprivate var isOrdered: Bool {
        switch self {
        case .nested(let query): !query.order.isEmpty || query.limit != nil || query.body.isOrdered
        default: false
        }
    }
}
