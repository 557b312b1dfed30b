import ArgumentParser
import Environments
import Glibc

/// The command: it parses arguments and prints, and holds no logic that a library user would miss.
@main
struct Diorama: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diorama",
        abstract: "Small, exact worlds for language agents.",
        discussion: """
            ENV is db, webshop, kg, os, alfworld or mind2web. Exit codes: 0 all good, 1 the thing \
            checked failed, 2 bad usage or unreadable input.
            """,
        subcommands: [ReplayCommand.self, PlayCommand.self, TasksCommand.self])

    static func main() async {
        Output.surviveClosedPipes()
        Glibc.exit(await run(CommandLine.arguments.dropFirst()))
    }

    /// Runs the command and gives its exit code.
    static func run(_ arguments: some Sequence<String>) async -> Int32 {
        do {
            var command = try parseAsRoot(Array(arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as CommandFailure {
            if let message = failure.message { complain(message) }
            return failure.exitCode
        } catch let error as EnvironmentError {
            complain(error.message)
            return CommandFailure.badUsage
        } catch {
            return report(error)
        }
    }

    /// Prints what the argument parser throws: help to standard output, complaints in one line.
    private static func report(_ error: any Error) -> Int32 {
        if exitCode(for: error) == .success {
            let output = Output.standard()
            output.writeLine(fullMessage(for: error))
            output.flush()
            return 0
        }
        let words = message(for: error).split(whereSeparator: \.isWhitespace)
        complain(words.joined(separator: " ") + " (--help shows the usage)")
        return CommandFailure.badUsage
    }

    private static func complain(_ message: String) {
        let output = Output.error()
        output.writeLine("diorama: \(message)")
        output.flush()
    }
}

/// Ends the command with an exit code, and a line on standard error if there is something to say.
struct CommandFailure: Error {
    /// The exit code of bad usage and unreadable input.
    static let badUsage: Int32 = 2

    var message: String?
    var exitCode: Int32

    /// Bad usage or unreadable input: what, where and what to do.
    init(_ message: String) {
        self.message = message
        exitCode = CommandFailure.badUsage
    }

    private init(silently exitCode: Int32) {
        message = nil
        self.exitCode = exitCode
    }

    /// The thing checked failed, as was printed already.
    static let checkFailed = CommandFailure(silently: 1)

    /// Input was unreadable, as was printed already.
    static let unreadable = CommandFailure(silently: badUsage)
}
