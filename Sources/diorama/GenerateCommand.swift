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
    @OptionGroup(title: "Behaviour versions") var settings: SettingOptions

    mutating func run() async throws {
        try await GenerateRun(env, request: request, players: players, settings: settings).run()
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

    @Option(
        help: ArgumentHelp("Episodes at the same time; all cores if not given.", valueName: "n"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "The file to write (.jsonl or .json); standard output if not given.",
            valueName: "file"))
    var out: String?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on") }
        if let count, count < 1 { throw ValidationError("--count takes a number from 1 on") }
        if let maxSteps, maxSteps < 1 {
            throw ValidationError("--max-steps takes a number from 1 on")
        }
        if id != nil, count != nil {
            throw ValidationError("--id makes one dialogue; leave --count out")
        }
    }
}

/// Who plays, and how.
struct PolicyOptions: ParsableArguments {
    /// The policies by name.
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case expert, noisy, random, script
    }

    @Option(
        help: "expert, noisy (an expert that errs and recovers), random, or script (--script).")
    var policy: Name

    @Option(
        help: ArgumentHelp(
            "script: what to say, in the form of play --actions.", valueName: "file"))
    var script: String?

    @Option(help: ArgumentHelp("noisy: the share of replies that are mistakes.", valueName: "r"))
    var rate = 0.2

    func validate() throws {
        guard rate > 0, rate <= 1 else {
            throw ValidationError("--rate takes a number above 0 and up to 1")
        }
        if (policy == .script) != (script != nil) {
            throw ValidationError("--policy script and --script FILE belong together")
        }
    }

    /// The policy that was chosen.
    func makePolicy() throws -> any Policy {
        switch policy {
        case .expert: ExpertPolicy()
        case .noisy: ExpertPolicy(mistakeRate: rate)
        case .random: RandomPolicy()
        case .script: try ScriptPolicy(path: script ?? "")
        }
    }
}

extension TaskSeries.Choice: ExpressibleByArgument {}
