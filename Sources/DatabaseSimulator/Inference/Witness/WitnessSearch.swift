import Environments

/// Searches rows for a dialogue's tables such that its statements print what was recorded.
///
/// Rows are made from what the statements say and what they printed, in one way after another; each
/// time the whole dialogue is executed, and only rows with which it prints every recorded
/// observation are a witness. How many ways are tried is fixed, so the result never depends on the
/// machine.
struct WitnessSearch {
    let world: CandidateWorld
    let steps: [EpisodeStep]
    let makeExecutor: DatabaseJudge.MakeExecutor

    /// The most times that expressions are evaluated for one dialogue.
    static let evaluations = 6_000
    /// The most times that the dialogue is executed.
    static let executions = 60

    /// The outcomes in a world with rows; `nil` if none was found.
    ///
    /// Where no rows explain everything, those that explain most.
    ///
    /// - Parameter like: a world of the other engine that has rows, which may do here too.
    func outcomes(
        after outcomes: [StepOutcome], like other: CandidateWorld? = nil
    ) -> (world: CandidateWorld, outcomes: [StepOutcome])? {
        if let witness = other?.witness, let trial = run(witness),
            !trial.outcomes.contains(where: \.isOpenForRows),
            isNoWorse(trial.outcomes, than: outcomes)
        {
            return trial
        }
        guard let evaluator = try? makeExecutor(world.engine) else { return nil }
        let shared = WitnessEvaluator(evaluator, engine: world.engine, tries: Self.evaluations)
        let readings = steps.map { Reading($0, world: world) }
        var remaining = Self.executions
        var best: (world: CandidateWorld, outcomes: [StepOutcome])?
        var least = outcomes.count(where: \.isOpenForRows)
        var tried: [Witness: (world: CandidateWorld, outcomes: [StepOutcome])] = [:]
        func consider(
            _ trial: (world: CandidateWorld, outcomes: [StepOutcome])
        ) -> Bool {
            let open = trial.outcomes.count(where: \.isOpenForRows)
            guard open < least, isNoWorse(trial.outcomes, than: outcomes) else { return false }
            (best, least) = (trial, open)
            return open == 0
        }
        let isShared =
            readings.count { $0.hasRows } > 1 || readings.contains { $0.hasArms }
            || outcomes.contains { $0.printed.map { $0 != "[]" } ?? false }
        for options in WitnessOptions.ladder(tables: tableCount(readings), reuses: isShared) {
            func draft() -> WitnessDraft {
                WitnessDraft(
                    tables: world.tables, engine: world.engine, options: options,
                    evaluator: shared)
            }
            let whole = draft()
            let order =
                options.reuses
                ? outcomes.indices.sorted {
                    (readings[$0].generality, $0) < (readings[$1].generality, $1)
                } : Array(outcomes.indices)
            var current = outcomes
            var realised: Set<Int> = []
            attempt: while remaining > 0 {
                guard
                    let next = order.first(where: {
                        current[$0].isOpenForRows && !realised.contains($0)
                    })
                else { break }
                realised.insert(next)
                guard readings[next].hasRows else { continue }
                do throws(WitnessFailure) {
                    let reading =
                        options.reuses
                        ? readings[next].without(outcomes[next].printed) : readings[next]
                    try reading.realise(in: whole)
                } catch .budget {
                    return best
                } catch {
                    continue attempt
                }
                let witness = Witness(whole.copy())
                if let known = tried[witness] {
                    current = known.outcomes
                    continue
                }
                remaining -= 1
                guard let trial = run(witness) else { break }
                tried[witness] = trial
                if consider(trial) { return trial }
                // Among equals of a sort key the order of storing decides, by a rule of the engine.
                if realised.count == 1,
                    let other = readings[next].reordered(against: trial.outcomes[next].printed)
                {
                    let again = draft()
                    if (try? other.realise(in: again)) != nil, remaining > 0 {
                        remaining -= 1
                        if let trial = run(Witness(again)), consider(trial) { return trial }
                    }
                }
                current = trial.outcomes
            }
        }
        return best
    }

    private func run(_ witness: Witness) -> (world: CandidateWorld, outcomes: [StepOutcome])? {
        var world = world
        world.witness = witness
        do throws(StatementFailure) {
            var trial = try EpisodeTrial(world, executor: try makeExecutor(world.engine))
            return (world, trial.outcomes(of: steps))
        } catch {
            return nil
        }
    }

    private func isNoWorse(_ outcomes: [StepOutcome], than others: [StepOutcome]) -> Bool {
        zip(outcomes, others).allSatisfy { $0.conflict.rawValue <= $1.conflict.rawValue }
    }

    private func tableCount(_ readings: [Reading]) -> Int {
        readings.map { reading in
            reading.query.map { StatementContents(.query($0)).tables.count } ?? 0
        }.max() ?? 0
    }
}

extension StepOutcome {
    /// Whether rows could decide it.
    var isOpenForRows: Bool {
        judgement.verdict == .unverifiable && judgement.reason == EpisodeTrial.unknownRows
    }
}

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
    fileprivate var generality: Int {
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

/// The beginning of a value at which a long answer was cut.
struct CutCell {
    /// A value that begins so.
    let value: WitnessValue?

    init(_ observation: String, _ rows: RecordedRows) {
        // What the whole values print as, and then the beginning of one.
        let kept = observation.unicodeScalars.dropLast(PythonReader.truncationMark.count)
        let text = String(String.UnicodeScalarView(kept))
        var printed = "["
        for row in rows.rows { printed += RecordedCell.tuple(row) + ", " }
        printed += "("
        for cell in rows.cutRow ?? [] { printed += cell.printed + ", " }
        guard text.utf8.count > printed.utf8.count, text.hasPrefix(printed) else {
            value = nil
            return
        }
        let rest = String(text.dropFirst(printed.count))
        if let quote = rest.first, quote == "'" || quote == "\"" {
            value = CutCell.text(rest, quote).map { .text($0) }
        } else if rest.hasPrefix("D") {
            let digits = rest.dropFirst("Decimal('".count)
            value = .decimal(
                digits.isEmpty ? "1" : digits.hasSuffix(".") ? digits + "0" : String(digits))
        } else if rest.contains(".") {
            value = Double(rest.hasSuffix(".") ? rest + "0" : rest).map { .real($0) }
        } else if rest == "-" {
            value = .integer(-1)
        } else {
            value = Int64(rest).map { .integer($0) } ?? .null
        }
    }
}

extension CutCell {
    /// A text whose literal begins so; the literal may be whole but for what stands behind it, or
    /// end inside an escape.
    private static func text(_ literal: String, _ quote: Character) -> String? {
        if let whole = PythonReader.text(ofLiteral: literal) { return whole }
        guard literal.unicodeScalars.count > 1 else { return nil }
        // A text in double quotes holds a single one.
        let more = quote == "'" ? "x" : "'x"
        for ending in ["", "\\", "0", "00", "000", "0000", "00000", "000000", "0000000"] {
            let whole = "\(literal)\(ending)\(more)\(quote)"
            if let text = PythonReader.text(ofLiteral: whole) { return text }
        }
        return nil
    }
}

extension RecordedCell {
    /// As Python prints a row.
    fileprivate static func tuple(_ row: [RecordedCell]) -> String {
        let cells = row.map(\.printed).joined(separator: ", ")
        return row.count == 1 ? "(\(cells),)" : "(\(cells))"
    }

    /// As Python prints it.
    fileprivate var printed: String {
        var text = ""
        switch self {
        case .null: text = "None"
        case .integer(let digits): text = digits
        case .float(_, let digits): text = digits
        case .decimal(let digits): text = "Decimal('\(digits)')"
        case .string(let content): PythonText.append(repr: content, to: &text)
        case .bytes(let bytes): PythonText.append(repr: bytes, to: &text)
        case .temporal(let name, let parts):
            text = "datetime.\(name)(\(parts.map(String.init).joined(separator: ", ")))"
        case .set(let members): text = "{\(members.joined(separator: ", "))}"
        }
        return text
    }
}

extension WitnessOptions {
    /// The ways to try, in order.
    ///
    /// - Parameter reuses: whether rows of one statement can serve another.
    static func ladder(tables: Int, reuses: Bool = false) -> [WitnessOptions] {
        var bases: [WitnessOptions] = [WitnessOptions()]
        func add(_ change: (inout WitnessOptions) -> Void) {
            var options = WitnessOptions()
            change(&options)
            bases.append(options)
        }
        if reuses {
            add { $0.reuses = true }
            for padding: WitnessOptions.Padding in [.numbers, .texts, .repetition] {
                add {
                    $0.reuses = true
                    $0.padding = padding
                }
            }
            add {
                $0.reuses = true
                $0.separatesCounts = true
            }
            add {
                $0.reuses = true
                $0.solution = 1
            }
        }
        add { $0.realisesExtremes = true }
        add { $0.separatesCounts = true }
        add { $0.reverses = true }
        add { $0.leavesNull = true }
        add { $0.solution = 1 }
        add {
            $0.solution = 1
            $0.separatesCounts = true
        }
        add {
            $0.leavesNull = true
            $0.realisesExtremes = true
        }
        add { $0.omitsOptional = true }
        add { $0.crosses = false }
        add { $0.solution = 2 }
        add { $0.solution = 3 }
        add {
            $0.solution = 2
            $0.separatesCounts = true
        }
        var mergings: [Merging] = [.none]
        mergings += (0..<min(max(tables, 1), 6)).map { .allBut($0) }
        mergings.append(.all)
        var ladder: [WitnessOptions] = []
        for base in bases {
            for merging in base.padding == .nothing ? mergings : [.none] {
                var options = base
                options.merging = merging
                ladder.append(options)
            }
        }
        return ladder
    }
}
