/// A SELECT in the form in which rows are made for it: base tables only, every column a numbered
/// slot, derived tables put in place.
struct QueryBlock {
    struct Source: Hashable {
        var table: String
        /// The inner side of an outer join, which may have no row.
        var isOptional: Bool
    }

    /// What a numbered slot stands for.
    enum Slot: Hashable {
        case column(source: Int, name: String)
        /// A cell of a row of the query around this one.
        case outer(cell: Int)
        /// The value of a query inside this one.
        case subquery(Int)
    }

    /// A query inside this one.
    struct Subquery {
        enum Use: Hashable {
            /// Its one value is the slot's.
            case scalar
            /// The slot's value is among its values.
            case member
            /// It has a row.
            case exists
            /// It has one far value: some comparison with it holds.
            case far(WitnessValue)
        }
        var query: Query
        var use: Use
        /// Whether it reads columns of the query around it.
        var isCorrelated: Bool
        var names: [BlockName]
    }

    var sources: [Source] = []
    private(set) var slots: [Slot] = []
    var subqueries: [Subquery] = []
    var conditions: [Expression] = []
    var items: [Expression] = []
    var groups: [Expression] = []
    var having: [Expression] = []
    var order: [OrderItem] = []
    var limit: Int?
    var offset = 0
    var isDistinct = false
    /// Whether equal rows of a table inside count once.
    var hasDistinctSource = false

    /// The number of a slot; the same thing has one slot.
    mutating func index(of slot: Slot) -> Int {
        if let index = slots.firstIndex(of: slot) { return index }
        slots.append(slot)
        return slots.count - 1
    }

    /// Whether it reads no table and computes with the values of queries.
    var relatesQueries: Bool { sources.isEmpty && subqueries.count > 1 }

    /// Whether rows are brought together in groups.
    var isAggregated: Bool {
        !groups.isEmpty || items.contains { $0.containsAggregate }
            || having.contains { $0.containsAggregate }
    }
}

/// A name in FROM with what its columns mean.
struct BlockName: Hashable {
    /// In lower case.
    var name: String
    /// In order, names in lower case; not all that there are if `isOpen`.
    var columns: [(name: String, expression: Expression)]
    /// The source to which further columns belong.
    var openSource: Int?

    static func == (left: BlockName, right: BlockName) -> Bool {
        left.name == right.name && left.openSource == right.openSource
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(openSource)
    }
}

extension Expression {
    private static let slotTable = "#"

    /// A reference to a slot.
    static func slot(_ index: Int) -> Expression {
        .column(ColumnReference(String(index), table: slotTable))
    }

    /// The slot that this refers to, if it does nothing else.
    var slotIndex: Int? {
        guard case .column(let column) = self, column.table == Self.slotTable else { return nil }
        return Int(column.column)
    }

    /// The slots that occur in it, each once, in order.
    var slotIndexes: [Int] {
        if let slotIndex { return [slotIndex] }
        var seen: [Int] = []
        for child in children {
            for index in child.slotIndexes where !seen.contains(index) { seen.append(index) }
        }
        return seen
    }

    /// What it comes to for a single row: aggregates of one row are its values.
    var ofOneRow: Expression {
        mapped { expression in
            guard let call = expression.aggregate else { return nil }
            switch call.name.lowercased() {
            case "count": return .literal(.integer("1"))
            case "sum", "avg", "min", "max", "total", "group_concat":
                return call.arguments.first.map(\.ofOneRow)
            default: return nil
            }
        }
    }
}
