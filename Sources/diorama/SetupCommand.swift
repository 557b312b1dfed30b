import ArgumentParser
import Environments
import ShellSimulator

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

    @Option(help: ArgumentHelp("A root tree: a folder or a tar archive.", valueName: "path"))
    var rootfs: String?

    func run() throws {
        guard env == .os else { throw CommandFailure("\(env.rawValue) needs no setup") }
        let errors = Output.error()
        do {
            let tree = try TreeShelf().tree(of: rootfs.map { .files($0) } ?? .release) {
                errors.writeLine("diorama: base tree: \($0)")
                errors.flush()
            }
            try tree.probe()
            let output = Output.standard()
            output.writeLine("Boxes stand on \(tree.path).")
            output.flush()
        } catch {
            throw CommandFailure("no box can be had: \(error)")
        }
    }
}
