public import Dialogues
public import Environments

/// Holds dialogues to the rules.
///
///     var checker = DialogueChecker(simulators: Simulators.all)
///     while let row = try reader.next() { findings += checker.check(row, in: reader.path) }
///     findings += checker.finish()
public struct DialogueChecker {
    private let simulators: [any Simulator]
    private let settings: Settings
    private let ignored: Set<String>
    private var conventions = ConventionTally()
    private var repetitions = RepetitionTally()
    /// How many dialogues were checked, by environment; `nil` for general conversations.
    public private(set) var dialogues: [EnvironmentIdentifier?: Int] = [:]

    /// A checker that has seen nothing yet.
    ///
    /// - Parameters:
    ///   - simulators: they read replies; rules of replies say nothing where one is missing.
    ///   - settings: behaviour versions, as for replay.
    ///   - ignored: the ids of rules that are not applied.
    public init(
        simulators: [any Simulator], settings: Settings = [:], ignoring ignored: Set<String> = []
    ) {
        self.simulators = simulators
        self.settings = settings
        self.ignored = ignored
    }

    /// Checks a row of a file.
    public mutating func check(_ row: DialogueRow, in path: String) -> [CheckFinding] {
        let place = DialogueProblem.Place(path: path, row: row.number, line: row.line)
        var findings: [CheckFinding] = []
        let name = row.dialogue.map { $0.id ?? "row \(row.number)" }
        let environment = row.dialogue?.recognisedEnvironment.flatMap(EnvironmentIdentifier.init)
        for problem in row.problems {
            guard let rule = CheckRule.of(problem.code) else { continue }
            findings.append(
                CheckFinding(
                    rule, at: place, dialogue: name, environment: environment,
                    messages: problem.place.message.map { [$0] } ?? [], problem.what))
        }
        if let dialogue = row.dialogue { findings += check(dialogue, named: name, at: place) }
        return findings.filter { !ignored.contains($0.rule.id) }
    }

    /// Checks a dialogue.
    public mutating func check(
        _ dialogue: Dialogue, named name: String? = nil,
        at place: DialogueProblem.Place = .init()
    ) -> [CheckFinding] {
        let subject = CheckSubject(dialogue, simulators: simulators, settings: settings)
        dialogues[subject.environment, default: 0] += 1
        var complaints =
            subject.replyComplaints + subject.episodeComplaints + subject.textComplaints
            + subject.lossComplaints
        if let earlier = repetitions.earlier(than: dialogue, name ?? "a dialogue") {
            complaints.append(
                CheckComplaint(
                    rule: .repeatedDialogue, messages: [], what: "it says the same as \(earlier)"))
        }
        conventions.add(subject, at: place, name)
        var findings: [CheckFinding] = []
        for complaint in complaints where !ignored.contains(complaint.rule.id) {
            // One finding for a rule and a dialogue.
            if let index = findings.firstIndex(where: { $0.rule.id == complaint.rule.id }) {
                findings[index].messages += complaint.messages
                continue
            }
            var place = place
            place.message = complaint.messages.first
            findings.append(
                CheckFinding(
                    complaint.rule, at: place, dialogue: name, environment: subject.environment,
                    messages: complaint.messages, complaint.what))
        }
        return findings
    }

    /// What only the whole data set shows.
    public func finish() -> [CheckFinding] {
        conventions.findings.filter { !ignored.contains($0.rule.id) }
    }
}
