public import ArgumentParser
import Dialogues
import Environments
import Glibc
import JSONTree
import Replay
public import Synthesis

/// `diorama generate ENV` makes new dialogues.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Make new dialogues: a policy plays tasks.",
        discussion: """
            Writes dialogues in AgentInstruct's form, and beside them NAME.provenance.jsonl, which \
            says where each comes from. Without --out the dialogues go to standard output. The \
            tasks are those that the worlds list, then such as they derive from their data; the \
            same options give the same bytes whatever --jobs is.

            An interrupted run (Ctrl-C) writes what it has. Exit code 1 if fewer dialogues were \
            made than asked for.
            """)

    @Argument(help: "The environment.")
    var env: EnvironmentIdentifier

    @OptionGroup(title: "What to make") var request: RequestOptions
    @OptionGroup(title: "Who plays") var players: PolicyOptions
    @OptionGroup(title: "What to leave out, and what to tell") var filters: FilterOptions
    @OptionGroup(title: "Behaviour versions") var settings: SettingOptions

    mutating func run() async throws {
        try await GenerateRun(
            env, request: request, players: players, filters: filters, settings: settings
        ).run()
    }
}

/// How many dialogues of which tasks go where.
struct RequestOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The world: a file or folder.", valueName: "path"))
    var world: String?

    @Option(
        help: ArgumentHelp(
            "How many dialogues; one for each listed task if not given.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("Feeds all that is left to chance.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: "Which tasks: all (listed ones, then derived ones), listed or derived.")
    var tasks = TaskSeries.Choice.all

    @Option(help: ArgumentHelp("Only the dialogue of this id.", valueName: "id"))
    var id: String?

    @Option(
        help: ArgumentHelp(
            "Take instruction and demonstration from a dialogue; the first one without #ID.",
            valueName: "file[#id]"))
    var like: String?

    @Option(help: ArgumentHelp("Keep only dialogues with this reward or more.", valueName: "r"))
    var minReward: Double?

    @Option(help: ArgumentHelp("Replies that an episode may have.", valueName: "n"))
    var maxSteps: Int?

    @OptionGroup var jobs: JobOptions

    @Option(
        help: ArgumentHelp(
            "The file to write (.jsonl or .json); standard output if not given.",
            valueName: "file"))
    var out: String?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count takes a number from 1 on") }
        if let minReward, !(0...1).contains(minReward) {
            throw ValidationError("--min-reward takes a number from 0 to 1")
        }
        if let maxSteps, maxSteps < 1 {
            throw ValidationError("--max-steps takes a number from 1 on")
        }
        if id != nil, count != nil {
            throw ValidationError("--id makes one dialogue; leave --count out")
        }
    }
}

/// What is not kept, and what is told of the rest.
struct FilterOptions: ParsableArguments {
    /// What becomes of dialogues that repeat others.
    enum Duplicates: String, CaseIterable, ExpressibleByArgument {
        case keep, exact, near
    }

    @Option(
        help: """
            Leave out dialogues that repeat an earlier one: exact (word for word) or near (most \
            runs of five words in common); keep leaves them in.
            """)
    var duplicates = Duplicates.keep

    @Option(
        help: ArgumentHelp(
            "near: the share of common runs that makes a near duplicate.", valueName: "r"))
    var nearness = 0.9

    @Option(
        help: ArgumentHelp(
            "Evaluation data that dialogues must not be contaminated with; may be repeated.",
            valueName: "file"))
    var holdOut: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            The share of a dialogue's words that may stand in held-out data (in runs of ten with \
            up to four differences).
            """, valueName: "r"))
    var maxContamination = 0.8

    @Option(
        help: ArgumentHelp(
            "Write score, difficulty and diversity as JSON, with the settings of the run.",
            valueName: "file"))
    var report: String?

    func validate() throws {
        guard (0...1).contains(nearness), (0...1).contains(maxContamination) else {
            throw ValidationError("--nearness and --max-contamination take numbers from 0 to 1")
        }
    }
}

extension TaskSeries.Choice: ExpressibleByArgument {}
