import ArgumentParser
import Dialogues
import Environments
import Glibc
import Replay
import Simulators

/// `diorama infer PATH… --out DIR` makes a world of every dialogue.
struct InferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "infer",
        abstract: "Make worlds of recorded dialogues.",
        discussion: """
            What a dialogue says is written down as a world in the field's own format, in which its \
            actions print what was recorded; DIR/index.jsonl says which message each part comes \
            from and what stays unknown. Then replay PATH --world DIR verifies the dialogues in \
            their own worlds, and play ENV --world DIR --task ID --from TURN goes on from any turn.
            """)

    @Argument(help: ArgumentHelp("Files or folders of dialogues.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
    var out: String

    @Flag(help: "Make one world of the dialogues that speak of the same one.")
    var pool = false

    @OptionGroup var jobs: JobOptions

    @OptionGroup var settings: SettingOptions

    mutating func run() async throws {
        var files = try DialogueSequence(paths: paths)
        var complaints = Complaints()
        var made: [EnvironmentIdentifier: Int] = [:]
        var missing: [String: Int] = [:]
        let inference = WorldInference(
            simulators: Simulators.all, folder: out, shares: pool, settings: settings.settings,
            jobs: jobs.count())
        try await inference.infer(
            next: {
                while true {
                    do {
                        guard let entry = try files.next() else { return nil }
                        if let dialogue = entry.row.dialogue {
                            return ReplayInput(dialogue, name: entry.name, source: entry.path)
                        }
                        for problem in entry.row.problems { complaints.add(problem.description) }
                    } catch let problem as DialogueProblem {
                        complaints.add(problem.description)
                    }
                }
            },
            deliver: { entry in
                if let environment = entry.environment, entry.place != nil {
                    made[environment, default: 0] += 1
                } else if let problem = entry.problem {
                    missing[problem, default: 0] += 1
                }
            })
        complaints.finish()
        let output = Output.standard()
        for environment in EnvironmentIdentifier.allCases {
            guard let count = made[environment] else { continue }
            output.writeLine("\(environment.rawValue.padded(to: 9))\(count) worlds in \(out)")
        }
        for (problem, count) in missing.sorted(by: { $0.key < $1.key }) {
            output.writeLine("no world for \(count) dialogues: \(problem)")
        }
        output.flush()
        if complaints.count > 0 { throw CommandFailure.unreadable }
    }
}
