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
    /// What holds in the box, if not the facts.
    private var applied: FileFacts?

    init(_ facts: FileFacts, in boxes: FactBoxes) {
        self.boxes = boxes
        self.facts = facts
        record = TerminalRecord(host: "root@\(boxes.host)")
    }

    /// Runs the next command and compares what it prints.
    mutating func run(_ past: inout PastCommand) async throws(BoxError) -> RecordedText {
        let session = try await currentSession()
        let text = try await boxes.run(past.command, in: session)
        past.comparison = compare(past, text)
        history.append(past)
        return text
    }

    private mutating func currentSession() async throws(BoxError) -> Session {
        if let session { return session }
        let made = try await boxes.session(facts)
        session = made
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
        return try await boxes.probe(listing, in: session.box, at: folder)
    }

    /// Runs all commands once more over other facts.
    ///
    /// - Returns: what the last command printed, and whether all observations that were confirmed
    ///   still are. The last is the one that is to be explained; its comparison is new.
    mutating func run(over facts: FileFacts) async throws(BoxError) -> (
        text: RecordedText, broken: [Int]
    ) {
        let isReading = history.allSatisfy { ShellCommand($0.command).isReading }
        var script = FactScript(facts, on: boxes.tree)
        if isReading, let session, let changes = script.changes(from: applied ?? self.facts) {
            try await session.box.run(scripted: changes)
        } else {
            session = try await boxes.session(facts)
        }
        applied = facts
        self.facts = facts
        record = TerminalRecord(host: "root@\(boxes.host)")
        var broken: [Int] = []
        var last = RecordedText("")
        let session = try await currentSession()
        for index in history.indices {
            last = try await boxes.run(history[index].command, in: session)
            let comparison = compare(history[index], last)
            if index < history.count - 1, Verdict(history[index].comparison) != nil,
                Verdict(comparison) == nil
            {
                broken.append(index)
            }
            if index == history.count - 1 { history[index].comparison = comparison }
        }
        return (last, broken)
    }

    /// Goes back to facts under which all but the last command were confirmed.
    mutating func restore(_ facts: FileFacts) async throws(BoxError) {
        session = nil
        self.facts = facts
        applied = nil
        guard history.count > 0 else { return }
        let comparisons = history.map(\.comparison)
        _ = try await run(over: facts)
        for index in history.indices { history[index].comparison = comparisons[index] }
    }
}
