public import ArgumentParser
import Dialogues
public import Environments
import Glibc
import Replay
import Simulators
import Synchronization

/// `diorama replay PATH…` says whether what dialogues record is true.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Verify recorded dialogues, observation by observation.",
        discussion: """
            Runs the recorded actions again in the dialogue's world and compares. The world is the \
            one at --world, else a shipped one that has the task, else what the dialogue itself \
            implies.

            exact: the identical text. equivalent: differs only where the original leaves it open. \
            divergent: the simulator says otherwise. unverifiable: no world can be had that \
            decides it. Exit code 1 if anything is divergent.
            """)

    @Argument(help: ArgumentHelp("Files or folders of dialogues.", valueName: "path"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The world to replay in, or a folder with a folder of worlds per environment.",
            valueName: "path"))
    var world: String?

    @Option(help: ArgumentHelp("Write what was found as JSON.", valueName: "file"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "Write what was found as one page of HTML for people.", valueName: "file"))
    var html: String?

    @Option(
        help: ArgumentHelp(
            "List the observations with this verdict (divergent if not given).",
            valueName: "verdict"))
    var only: Verdict?

    @Flag(help: "Judge dialogues that speak of one world with what the others say of it.")
    var pool = false

    @OptionGroup var jobs: JobOptions

    @OptionGroup var settings: SettingOptions

    mutating func run() async throws {
        try checkSettings()
        var run = try ReplayRun.begin(
            paths: paths, report: report, html: html, listed: only ?? .divergent)
        var replayer = Replayer(
            simulators: Simulators.all, suppliedWorld: world,
            shippedWorlds: world == nil ? try PackageFolder.shelf() : nil,
            settings: settings.settings, jobs: jobs.count())
        replayer.noteFaults = { Complaints.tell($0) }
        replayer.pools = pool
        let findings = Mutex<[String]>([])
        replayer.noteContradictions = { found in
            findings.withLock { $0 += found }
            let errors = Output.error()
            for finding in found.prefix(20) { errors.writeLine("finding: \(finding.printable)") }
            if found.count > 20 { errors.writeLine("… and \(found.count - 20) more findings") }
            errors.flush()
        }
        try await run.replay(with: replayer)
        try run.finish(findings: findings.withLock { $0 })
    }

    /// Each option must mean something to some environment; which ones occur is not known yet.
    private func checkSettings() throws {
        if settings.complete != nil {
            throw CommandFailure("replay has no --complete: nothing invented enters a verdict")
        }
        for (name, value) in settings.settings.sorted(by: { $0.key < $1.key }) {
            let known = Simulators.all.flatMap(\.settings).filter { $0.name == name }
            if !known.contains(where: { $0.isOpen || $0.values.contains(value) }) {
                throw CommandFailure("no environment has --\(name) \(value)")
            }
        }
    }
}

extension Verdict: ExpressibleByArgument {}
