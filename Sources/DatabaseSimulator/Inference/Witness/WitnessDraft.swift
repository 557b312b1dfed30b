/// Rows in the making: what an attempt at a witness has put into the tables so far.
final class WitnessDraft {
    // A class: the parts of the search write into one store.
    struct Row {
        var table: String
        /// Columns by their name in lower case.
        var cells: [String: Int] = [:]
        var columns: [String: String] = [:]
        var copies = 1
        /// The observation that it explains.
        var turn: Int
    }

    let tables: [DescribedTable]
    let engine: RecordingEngine
    let options: WitnessOptions
    let evaluator: WitnessEvaluator
    var store = CellStore()
    var rows: [Row] = []
    /// Queries that have a value of their own, each realised once.
    var scalars: [(query: Query, cell: Int, isRealised: Bool)] = []
    /// The order of cells by which rows are sorted and which nothing else fixes.
    var sortRanks: [Int: SortRank] = [:]
    /// The rows that were made together, a row for each source of a query.
    var bundles: [[Int?]] = []
    /// How often rows that stand already may still be tried for another use.
    var reuseTries = 600
    /// The observation that rows are made for.
    var turn = 0
    private(set) var mentioned: [Int] = []

    init(
        tables: [DescribedTable], engine: RecordingEngine, options: WitnessOptions,
        evaluator: WitnessEvaluator
    ) {
        self.tables = tables
        self.engine = engine
        self.options = options
        self.evaluator = evaluator
    }

    /// A draft of its own with the same rows so far.
    func copy() -> WitnessDraft {
        let copy = WitnessDraft(
            tables: tables, engine: engine, options: options, evaluator: evaluator)
        copy.store = store
        copy.rows = rows
        copy.scalars = scalars
        copy.sortRanks = sortRanks
        copy.bundles = bundles
        copy.mentioned = mentioned
        return copy
    }

    /// A new cell that a statement speaks of.
    func makeCell() -> Int {
        let cell = store.make()
        mentioned.append(cell)
        return cell
    }

    /// The cell of the value of an uncorrelated query.
    func scalarCell(of query: Query) -> Int {
        if let known = scalars.first(where: { $0.query == query }) { return known.cell }
        let cell = makeCell()
        scalars.append((query, cell, false))
        return cell
    }

    func pin(_ cell: Int, _ value: WitnessValue) throws(WitnessFailure) {
        guard store.pin(cell, value) else { throw .contradiction }
    }

    /// Gives every cell that is still open a value of its own.
    func fill() {
        let columns = options.reuses ? columnsOfOpenCells() : [:]
        var next: Int64 = 700_001
        for cell in mentioned where store.value(cell) == nil {
            let model = columns[store.root(cell)]
            if let rank = sortRanks[store.root(cell)] {
                _ = store.pin(cell, options.leavesNull ? .null : rank.value(like: model))
                if store.value(cell) != nil { continue }
            }
            if options.leavesNull, store.pin(cell, .null) { continue }
            if case .date? = model {
                _ = store.pin(cell, .date(ofDay: Int(next - 700_001), from: 2400))
            } else {
                _ = store.pin(cell, options.padding.value(Int(next), like: nil))
            }
            next += 1
        }
    }

    /// For open cells a value that their column has elsewhere.
    private func columnsOfOpenCells() -> [Int: WitnessValue] {
        var models: [String: [String: WitnessValue]] = [:]
        for row in rows {
            for (column, cell) in row.cells {
                guard let value = store.value(cell), value != .null else { continue }
                models[row.table, default: [:]][column] = value
            }
        }
        var open: [Int: WitnessValue] = [:]
        for row in rows {
            for (column, cell) in row.cells where store.value(cell) == nil {
                open[store.root(cell)] = models[row.table]?[column] ?? open[store.root(cell)]
            }
        }
        return open
    }

    /// Undoes what was made since a copy was taken.
    func restore(_ other: WitnessDraft) {
        store = other.store
        rows = other.rows
        scalars = other.scalars
        sortRanks = other.sortRanks
        mentioned = other.mentioned
        bundles = other.bundles
    }
}

/// A row of each source of a query, which together make one row of its join.
struct Bundle {
    /// The cells of the slots; -1 where a slot is not used.
    var cells: [Int]
    /// The rows, by source; `nil` for the missing side of an outer join.
    var rows: [Int?]
}

/// What an expression over the slots of a bundle has to come to.
struct Requirement {
    enum Target: Hashable {
        case holds
        case fails
        case value(WitnessValue)
        case cell(Int)
        case present
        case null
    }
    var expression: Expression
    var target: Target
}

extension WitnessDraft {
    /// New rows for each source of a block.
    ///
    /// - Parameters:
    ///   - shared: slots whose cells exist already.
    ///   - standing: rows that exist already, by source.
    func makeBundle(
        _ block: QueryBlock, shared: [Int: Int] = [:], standing: [Int?] = []
    ) throws(WitnessFailure) -> Bundle {
        var bundle = Bundle(cells: Array(repeating: -1, count: block.slots.count), rows: [])
        for (index, source) in block.sources.enumerated() {
            if standing.indices.contains(index), let row = standing[index] {
                bundle.rows.append(row)
            } else if source.isOptional, options.omitsOptional {
                bundle.rows.append(nil)
            } else {
                rows.append(Row(table: source.table, turn: turn))
                bundle.rows.append(rows.count - 1)
            }
        }
        let needsAll = block.subqueries.contains(where: \.isCorrelated)
        let used = needsAll ? Set(block.slots.indices) : block.usedSlots
        for index in block.slots.indices where used.contains(index) {
            let cell: Int
            switch block.slots[index] {
            case .outer(let outer): cell = outer
            case .subquery(let number):
                let subquery = block.subqueries[number]
                cell =
                    shared[index]
                    ?? (subquery.use == .scalar && !subquery.isCorrelated
                        ? scalarCell(of: subquery.query) : makeCell())
            case .column(let source, let name):
                let known = bundle.rows[source].flatMap { rows[$0].cells[name.lowercased()] }
                if let known, let other = shared[index], !store.unite(other, known) {
                    throw .contradiction
                }
                cell =
                    known ?? shared[index]
                    ?? (block.usedSlots.contains(index) ? makeCell() : store.make())
                if let row = bundle.rows[source] {
                    rows[row].cells[name.lowercased()] = cell
                    rows[row].columns[name.lowercased()] = name
                } else {
                    try pin(cell, .null)
                }
            }
            bundle.cells[index] = cell
        }
        if options.reuses { bundles.append(bundle.rows) }
        return bundle
    }
}

extension QueryBlock {
    /// The slots that something in the query reads.
    var usedSlots: Set<Int> {
        var used: Set<Int> = []
        for expression in conditions + items + groups + having + order.map(\.expression) {
            used.formUnion(expression.slotIndexes)
        }
        return used
    }
}
