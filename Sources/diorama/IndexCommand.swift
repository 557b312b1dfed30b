import ArgumentParser
import Environments
import Simulators

/// `diorama index ENV FILES… --out FILE` prepares a large world once.
struct IndexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Prepare a large world once, so that it opens at once.",
        discussion: """
            What cannot be used is reported with its place, a line each, and the rest is prepared; \
            the exit code is then 2. Give the file that was written wherever a world is asked for.
            """)

    @Argument(help: "The environment.")
    var env: EnvironmentIdentifier

    @Argument(help: ArgumentHelp("The world's files or folders.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
    var out: String

    @OptionGroup var settings: SettingOptions

    mutating func run() async throws {
        guard let simulator = Simulators.simulator(of: env) else {
            throw CommandFailure("there is no simulator of \(env.rawValue)")
        }
        let result = try simulator.prepareWorld(
            from: paths, to: out, settings: settings.settings(for: simulator))
        var complaints = Complaints()
        for fault in result.faults { complaints.add(fault) }
        complaints.finish()
        let output = Output.standard()
        output.writeLine("\(out): \(result.summary)")
        output.flush()
        if !result.faults.isEmpty { throw CommandFailure.unreadable }
    }
}
