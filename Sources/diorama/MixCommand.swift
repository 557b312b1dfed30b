public import ArgumentParser
public import DialogueMixing
import Dialogues
import JSONTree

/// `diorama mix` makes training data of agents' dialogues and general conversations.
struct MixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mix",
        abstract: "Mix agents' dialogues with general conversations.",
        discussion: """
            AgentTuning's recipe: --agent AgentInstruct --general gpt4.jsonl=0.2 --general \
            gpt35.jsonl=0.8 --ratio 0.2. A weight behind = says how often a general pool is drawn \
            from. The mixture is shuffled as a whole; without --count it ends when the first pool \
            is used up, with --count pools that are used up begin again. The same seed gives the \
            same mixture.
            """)

    @Option(help: ArgumentHelp("Files or folders of agents' dialogues.", valueName: "path"))
    var agent: [String] = []

    @Option(
        help: ArgumentHelp(
            "General conversations, with a weight if there are several.", valueName: "path[=weight]"
        ))
    var general: [String] = []

    @Option(help: ArgumentHelp("The share of agents' dialogues.", valueName: "share"))
    var ratio = 0.2

    @Option(help: ArgumentHelp("How many dialogues to write.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Decides every choice.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    @Option(help: ArgumentHelp("The format of the rows.", valueName: "format"))
    var to: DialogueFormat = .agentInstruct

    @Option(help: ArgumentHelp("Leave out dialogues with more characters.", valueName: "n"))
    var maxCharacters: Int?

    @Option(help: ArgumentHelp("Leave out dialogues with more messages.", valueName: "n"))
    var maxMessages: Int?

    @Option(help: ArgumentHelp("Leave out dialogues that record a smaller reward.", valueName: "r"))
    var minReward: Double?

    @Option(
        help: ArgumentHelp(
            "Take general conversations of one language alone: en, zh, ja, ko, cyrillic, arabic.",
            valueName: "language"))
    var language: Language?

    @Option(help: ArgumentHelp("Write what went in as JSON.", valueName: "file"))
    var report: String?

    @OptionGroup var parquet: ParquetArguments

    func validate() throws {
        guard (0...1).contains(ratio) else {
            throw ValidationError("--ratio takes a number from 0 to 1")
        }
        if agent.isEmpty && ratio > 0 || general.isEmpty && ratio < 1 {
            throw ValidationError("name both --agent and --general, or a --ratio of 0 or 1")
        }
        if let count, count < 1 { throw ValidationError("--count takes a number from 1 on") }
    }

    func run() throws {
        var complaints = Complaints()
        do throws(DialogueProblem) {
            try mix(&complaints)
        } catch {
            throw CommandFailure(error.description)
        }
        complaints.finish()
        if complaints.count > 0 { throw CommandFailure.unreadable }
    }

    private func mix(_ complaints: inout Complaints) throws(DialogueProblem) {
        let limits = MixLimits(
            mostCharacters: maxCharacters, mostMessages: maxMessages, leastReward: minReward,
            language: language)
        let folder = out.lastIndex(of: "/").map { String(out[...$0]) } ?? "."
        let mixer = try Mixer(
            recipe: MixRecipe(agentShare: ratio, count: count, seed: seed, limits: limits),
            folder: folder)
        if ratio > 0 {
            let pool = mixer.addPool("agents", isAgents: true)
            try gather(agent, into: pool, of: mixer, &complaints)
        }
        for option in general where ratio < 1 {
            let (path, weight) = MixCommand.weighted(option)
            let pool = mixer.addPool(path, isAgents: false, weight: weight)
            try gather([path], into: pool, of: mixer, &complaints)
        }
        let exporter = try DialogueExporter(
            path: out, format: to, options: .init(parquet: parquet.options))
        var progress = ProgressLine()
        try mixer.mix { dialogue throws(DialogueProblem) in
            try exporter.write(dialogue)
            progress.show("\(exporter.taken) dialogues written")
        }
        progress.clear()
        try exporter.finish()
        try tell(mixer.report, exporter)
    }

    /// A path, and the weight behind it if there is one.
    private static func weighted(_ option: String) -> (path: String, weight: Double) {
        guard let mark = option.lastIndex(of: "="),
            let weight = Double(option[option.index(after: mark)...]), weight > 0, weight.isFinite
        else { return (option, 1) }
        return (String(option[..<mark]), weight)
    }

    private func gather(
        _ paths: [String], into pool: Int, of mixer: Mixer, _ complaints: inout Complaints
    ) throws(DialogueProblem) {
        var files = ConversionInput(paths: paths, format: nil)
        var progress = ProgressLine()
        var count = 0
        defer { progress.clear() }
        while true {
            let row: DialogueRow?
            do {
                row = try files.next()
            } catch {
                complaints.add(error.description)
                continue
            }
            guard let row else { return }
            guard let dialogue = row.dialogue else {
                for problem in row.problems { complaints.add(problem.description) }
                continue
            }
            try mixer.add(dialogue, to: pool)
            count += 1
            progress.show("\(count) dialogues read")
        }
    }

    private func tell(
        _ report: MixReport, _ exporter: DialogueExporter
    ) throws(DialogueProblem) {
        let output = Output.standard()
        let share = report.agentShare.map { "\(($0 * 1000).rounded() / 1000)" } ?? "none"
        output.writeLine(
            "\(exporter.count) dialogues written to \(out.printable), agents' share \(share)")
        for pool in report.pools {
            output.writeLine(
                "  \(pool.name.printable): \(pool.read) read, \(pool.written) drawn"
                    + (pool.repetitions > 0 ? ", begun again \(pool.repetitions) times" : "")
                    + ", \(pool.characters) characters, \(pool.trainedCharacters) of them trained")
            for (reason, count) in pool.leftOut.sorted(by: { $0.key < $1.key }) {
                output.writeLine("    left out: \(count), \(reason)")
            }
        }
        for (reason, count) in exporter.refusals.sorted(by: { $0.key < $1.key }) {
            output.writeLine("  left out: \(count), each of which \(reason.printable)")
        }
        output.flush()
        guard let path = self.report else { return }
        try ReplacementFile.write(Array((report.json.text() + "\n").utf8), to: path)
    }
}

extension Language: ExpressibleByArgument {}
