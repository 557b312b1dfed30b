/// A step as far as rows are made for it.
struct Reading {
    let query: Query?
    private var answer: [[AnswerCell]]
    /// Whether the last cell of the answer is only what its beginning shows.
    private let hasCutCell: Bool
    private let recorded: RecordedObservation
    private let turn: Int

    init(_ step: EpisodeStep, world: CandidateWorld) {
        turn = step.turn
        recorded = step.recorded
        query = RecordedStatement(step.statement, tables: world.tables, engine: world.engine).query
        guard case .rows(let rows) = step.recorded else {
            answer = []
            hasCutCell = false
            return
        }
        func cells(_ row: [RecordedCell]) -> [AnswerCell]? {
            var cells: [AnswerCell] = []
            for cell in row {
                guard let value = WitnessValue(cell) else { return nil }
                cells.append(.value(value))
            }
            return cells
        }
        var answer = rows.rows.compactMap(cells)
        let cutCell = rows.isTruncated ? CutCell(step.observation, rows).value : nil
        hasCutCell = cutCell != nil
        if answer.count == rows.rows.count, let cut = rows.cutRow.flatMap(cells) {
            answer.append(cut + (cutCell.map { [.value($0)] } ?? []))
        }
        self.answer = answer.count >= rows.rows.count ? answer : []
    }

    /// The same with the rows in the order in which they must be stored to come out as recorded, if
    /// the engine printed them in another one; `nil` if it printed other rows.
    func reordered(against printed: String?) -> Reading? {
        guard let printed, case .rows(let rows) = RecordedObservation(printed),
            case .rows(let wanted) = recorded, !rows.isTruncated, !wanted.isTruncated,
            rows.rows.count == wanted.rows.count, rows.rows.count == answer.count
        else { return nil }
        // The row stored at each place, by what it prints.
        var places: [[RecordedCell]: [Int]] = [:]
        for (place, row) in wanted.rows.enumerated() { places[row, default: []].append(place) }
        var copy = self
        for (place, row) in rows.rows.enumerated() {
            guard let stored = places[row]?.first else { return nil }
            places[row]?.removeFirst()
            copy.answer[stored] = answer[place]
        }
        return copy
    }

    /// The same without what the statements themselves put into the tables: rows that were printed
    /// without any others, and their number where only that is asked for.
    func without(_ printed: String?) -> Reading {
        guard let printed, case .rows(let rows) = RecordedObservation(printed), !rows.rows.isEmpty,
            let items = query?.single?.select.items
        else { return self }
        var copy = self
        let isCounting = items.allSatisfy { item in
            guard case .expression(let expression, _, _) = item else { return false }
            return expression.aggregate?.name.lowercased() == "count"
        }
        guard isCounting else {
            for row in rows.rows {
                let texts = row.map { WitnessValue($0)?.plainText }
                let place = copy.answer.firstIndex { cells in
                    cells.map { cell in
                        if case .value(let value) = cell { value.plainText } else { nil }
                    } == texts
                }
                if let place { copy.answer.remove(at: place) }
            }
            return copy
        }
        guard rows.rows.count == 1, answer.count == 1, rows.rows[0].count == answer[0].count else {
            return self
        }
        for (place, cell) in rows.rows[0].enumerated() {
            guard case .value(.integer(let number)) = answer[0][place],
                case .integer(let known)? = WitnessValue(cell), known <= number
            else { return self }
            copy.answer[0][place] = .value(.integer(number - known))
        }
        return copy
    }

    /// Whether several queries make up the answer: a UNION, or one that computes with their values.
    var hasArms: Bool {
        if case .setOperation? = query?.body { return true }
        return query?.single?.select.from.isEmpty == true
    }

    /// How much it leaves open which rows it speaks of: rows that are shown as they are stored are
    /// made first, and those that are only counted last, since they may be the same.
    var generality: Int {
        guard let single = query?.single else { return 0 }
        let select = single.select
        let items = select.items.compactMap { item in
            if case .expression(let expression, _, _) = item { expression } else { nil }
        }
        let isFiltered = select.filter != nil
        if items.contains(where: \.containsAggregate) {
            return (select.groups.isEmpty ? 5 : 3) + (isFiltered ? 0 : 1)
        }
        return isFiltered ? 2 : single.order.isEmpty ? 0 : 1
    }

    /// Whether the answer shows rows.
    var hasRows: Bool { !answer.isEmpty }

    func realise(in draft: WitnessDraft) throws(WitnessFailure) {
        guard let query, !answer.isEmpty else { throw .unsupported("this answer") }
        draft.turn = turn
        guard hasCutCell, let last = answer.last else {
            try draft.realise(query, answer)
            return
        }
        let before = draft.copy()
        do throws(WitnessFailure) {
            try draft.realise(query, answer)
        } catch .contradiction {
            // What goes on behind the cut may be fixed by the cells before it.
            draft.restore(before)
            try draft.realise(query, answer.dropLast() + [Array(last.dropLast())])
        }
    }
}
