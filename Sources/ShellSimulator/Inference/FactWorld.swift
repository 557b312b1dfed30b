import Environments

/// A command of the dialogue, its observation, and how that stands to what was printed here.
struct PastCommand {
    let command: String
    let recorded: RecordedText
    var comparison = ObservationComparison.different
}

/// Facts, a box in which they hold, and the commands that ran there.
struct FactWorld {
    let boxes: FactBoxes
    private(set) var facts: FileFacts
    private(set) var history: [PastCommand] = []
    private var session: Session?
    private var record: TerminalRecord
    /// What the terminal owed, and how the last command stood, when that had run for the first
    /// time.
    private var settled: (record: TerminalRecord, comparison: ObservationComparison)
    /// What holds in the box, if not the facts.
    private var applied: FileFacts?
    private var walks = KnownWalks()

    init(_ facts: FileFacts, in boxes: FactBoxes) {
        self.boxes = boxes
        self.facts = facts
        record = TerminalRecord(host: "root@\(boxes.host)")
        settled = (record, .different)
    }

    /// Runs the next command, in haste, and compares what it prints.
    mutating func run(_ past: inout PastCommand) async throws(BoxError) -> RecordedText {
        let session = try await currentSession()
        let text = try await execute(past.command, in: session, within: FactBoxes.haste)
        past.comparison = compare(past, text)
        settled = (record, past.comparison)
        history.append(past)
        return text
    }

    /// Runs the last command once more, for as long as it may take.
    mutating func runUnhurried(_ past: inout PastCommand) async throws(BoxError) -> RecordedText {
        let (text, _) = try await run(over: facts)
        past = history.last ?? past
        settled = (record, past.comparison)
        return text
    }

    private mutating func execute(
        _ command: String, in session: Session, within time: Duration? = nil
    ) async throws(BoxError) -> RecordedText {
        let text = try await boxes.run(command, in: session, within: time)
        walks.note(command, text, in: session)
        return text
    }

    private mutating func currentSession() async throws(BoxError) -> Session {
        if let session { return session }
        let made = try await boxes.session(facts)
        session = made
        walks = KnownWalks()
        return made
    }

    /// How an observation stands to what was printed; what the terminal owes is kept.
    private mutating func compare(_ past: PastCommand, _ text: RecordedText)
        -> ObservationComparison
    {
        let comparison = ObservationComparison(past.recorded, text, after: past.command)
        if Verdict(comparison) != nil {
            record.clear()
            return comparison
        }
        record.append(past.command, printed: text.message)
        if comparison == .different, let reason = record.take(past.recorded.message) {
            return .piece(reason)
        }
        return comparison
    }

    /// What a listing prints in the box as it is.
    func probe(_ listing: String, at folder: String) async throws(BoxError) -> [String] {
        guard let session else { return [] }
        if let known = walks.listing(of: listing, at: folder) { return known }
        return try await boxes.probe(listing, in: session.box, at: folder)
    }

    /// Runs all commands once more over other facts.
    ///
    /// - Returns: what the last command printed, and whether all observations that were confirmed
    ///   still are. The last is the one that is to be explained; its comparison is new.
    mutating func run(over facts: FileFacts) async throws(BoxError) -> (
        text: RecordedText, broken: [Int]
    ) {
        var known: RecordedText?
        if try await change(to: facts) {
            // What only reads may be asked in any order: the earlier ones if this one agrees.
            if history.dropLast().allSatisfy(\.comparison.owesNothing), let session,
                let past = history.last
            {
                record = TerminalRecord(host: "root@\(boxes.host)")
                let text = try await execute(past.command, in: session)
                let comparison = compare(past, text)
                history[history.count - 1].comparison = comparison
                if Verdict(comparison) == nil { return (text, []) }
                known = text
            }
        } else {
            session = try await boxes.session(facts)
            walks = KnownWalks()
            applied = facts
            self.facts = facts
        }
        record = TerminalRecord(host: "root@\(boxes.host)")
        var broken: [Int] = []
        let session = try await currentSession()
        for index in history.indices.dropLast() {
            let command = history[index].command
            if history[index].comparison.owesNothing,
                walks.listing(of: command, at: session.folder) != nil
            {
                continue
            }
            let text = try await execute(command, in: session)
            let comparison = compare(history[index], text)
            if Verdict(history[index].comparison) != nil, Verdict(comparison) == nil {
                broken.append(index)
            }
        }
        if let known { return (known, broken) }
        guard let past = history.last else { return (RecordedText(""), broken) }
        let text = try await execute(past.command, in: session)
        history[history.count - 1].comparison = compare(past, text)
        return (text, broken)
    }

    /// Makes the facts true in the box as it is; `false` where only a new box can tell.
    private mutating func change(to facts: FileFacts) async throws(BoxError) -> Bool {
        var script = FactScript(facts, on: boxes.tree)
        guard isReading, let session,
            let changes = script.changes(from: applied ?? self.facts)
        else { return false }
        try await session.box.run(scripted: changes)
        if !facts.lists(like: applied ?? self.facts) { walks = KnownWalks() }
        applied = facts
        self.facts = facts
        return true
    }

    /// Goes back to facts under which all but the last command were confirmed.
    mutating func restore(_ facts: FileFacts) async throws(BoxError) {
        var comparisons = history.map(\.comparison)
        if !comparisons.isEmpty { comparisons[comparisons.count - 1] = settled.comparison }
        session = nil
        self.facts = facts
        applied = nil
        // What only reads leaves nothing behind that a new box would lack.
        if !isReading { _ = try await run(over: facts) }
        record = settled.record
        for index in history.indices { history[index].comparison = comparisons[index] }
    }

    private var isReading: Bool { history.allSatisfy { ShellCommand($0.command).isReading } }
}
