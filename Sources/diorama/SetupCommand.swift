import ArgumentParser
import Environments
import Simulators

/// `diorama setup os`: makes now what the first use would have to wait for.
struct SetupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Make what an environment needs on this machine.",
        discussion: """
            os: the root tree that boxes stand on, in the user's cache folder, made from the packages \
            of the release of Debian or Ubuntu that this machine runs; or of --rootfs, a folder or \
            an archive such as an exported container. Nothing is done if it is there.
            """)

    @Argument(help: "The environment: os.")
    var env: EnvironmentIdentifier

    @OptionGroup var settings: SettingOptions

    func run() throws {
        guard let simulator = Simulators.simulator(of: env) else {
            throw CommandFailure("there is no simulator of \(env.rawValue)")
        }
        let errors = Output.error()
        let ready = try simulator.setUp(settings: settings.settings(for: simulator)) {
            errors.writeLine("diorama: \($0)")
            errors.flush()
        }
        let output = Output.standard()
        output.writeLine(ready)
        output.flush()
    }
}
