import SQLiteKit

/// How the rows of a query are sorted once they are read.
///
/// The rows arrive in the order in which MySQL reads them, each with the values to sort by after
/// those that the query asks for.
struct RowSort {
    /// What rows are sorted by.
    struct Term {
        /// SQL of the value.
        var sql: String
        var type: MySQLType
        var isDescending: Bool
    }

    /// How many columns of a row the query asks for.
    var visibleColumns: Int
    var terms: [Term] = []
    /// `LIMIT`; nil for all rows.
    var count: Int?
    var offset = 0
    /// Whether no TEXT, BLOB or JSON column is read with the rows.
    var hasBoundedRows = false

    init(visibleColumns: Int) {
        self.visibleColumns = visibleColumns
    }

    /// The rows that the query gives.
    func sorted(_ rows: [[SQLiteValue]]) -> [[SQLiteValue]] {
        let keys = rows.map { row in
            zip(terms, row[visibleColumns...]).map { SortKey($1, $0) }
        }
        let limit = count.map { $0.addingReportingOverflow(offset) }
            .map { $0.overflow ? Int.max : $0.partialValue }
        let sort = FileSort(
            count: rows.count, limit: limit, hasVariableKeys: terms.contains(where: \.isVariable),
            hasBoundedRows: hasBoundedRows
        ) { left, right in
            for (index, term) in terms.enumerated() {
                let order = keys[left][index].compare(to: keys[right][index])
                if order != 0 { return term.isDescending ? order > 0 : order < 0 }
            }
            return false
        }
        return sort.sorted().dropFirst(offset).prefix(count ?? .max).map {
            Array(rows[$0].prefix(visibleColumns))
        }
    }
}

extension RowSort.Term {
    /// Whether MySQL's keys for it vary in length.
    fileprivate var isVariable: Bool {
        switch type.kind {
        case .string: !type.collation.pads
        default: false
        }
    }
}

extension MySQLType {
    /// TEXT, BLOB and JSON, whose values a sort does not carry with the rows in its queue.
    var isUnbounded: Bool {
        switch kind {
        case .json: true
        case .string(let kind), .binary(let kind):
            switch kind {
            case .char, .varchar: false
            case .tiny, .text, .medium, .long: true
            }
        default: false
        }
    }
}

/// A value in a form that is cheap to compare often.
private enum SortKey {
    case null
    case integer(Int64)
    case real(Double)
    case bytes([UInt8])
    case decimal(MySQLDecimal)

    init(_ value: SQLiteValue, _ term: RowSort.Term) {
        switch value {
        case .null: self = .null
        case .integer(let number):
            self = term.type.isDecimal ? .decimal(value.storedDecimal) : .integer(number)
        case .real(let number): self = .real(number)
        case .blob(let bytes): self = .bytes(bytes)
        case .text(let text):
            switch term.type.kind {
            case .decimal, .integer: self = .decimal(value.storedDecimal)
            case .string: self = .bytes(Collation.sortKey(of: text, term.type.collation))
            default: self = .bytes(Array(text.utf8))
            }
        }
    }

    func compare(to other: SortKey) -> Int {
        switch (self, other) {
        case (.integer(let left), .integer(let right)):
            left == right ? 0 : left < right ? -1 : 1
        case (.real(let left), .real(let right)): left == right ? 0 : left < right ? -1 : 1
        case (.bytes(let left), .bytes(let right)):
            left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
        case (.decimal(let left), .decimal(let right)):
            MySQLDecimal.compare(left, right)
        default: rank - other.rank
        }
    }

    /// Values of one column are of one kind, but for NULL and the unsigned numbers beyond `Int64`.
    private var rank: Int {
        switch self {
        case .null: 0
        case .integer, .real: 1
        case .decimal, .bytes: 2
        }
    }
}
