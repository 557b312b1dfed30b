import ArgumentParser
import Dialogues
import Environments
import Glibc
import Synthesis

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
        subcommands: [
            ReplayCommand.self, PlayCommand.self, TasksCommand.self, IndexCommand.self,
            InferCommand.self, GenerateCommand.self, CheckCommand.self, ConvertCommand.self,
            MixCommand.self, StatsCommand.self, SetupCommand.self,
        ])

    static func main() async {
        Output.surviveClosedPipes()
        Glibc.exit(await run(CommandLine.arguments.dropFirst()))
    }

    /// Runs the command and gives its exit code.
    ///
    /// - Parameters:
    ///   - output: takes help texts.
    ///   - errors: takes complaints, each in one line.
    static func run(
        _ arguments: some Sequence<String>, output: Output = .standard(),
        errors: Output = .error()
    ) async -> Int32 {
        defer {
            output.flush()
            errors.flush()
        }
        do {
            var command = try parseAsRoot(Array(arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as CommandFailure {
            if let message = failure.message { errors.writeLine("diorama: \(message)") }
            return failure.exitCode
        } catch let error as EnvironmentError {
            errors.writeLine("diorama: \(error.message)")
            return CommandFailure.badUsage
        } catch let error as SynthesisError {
            errors.writeLine("diorama: \(error.message)")
            return CommandFailure.badUsage
        } catch let problem as DialogueProblem {
            errors.writeLine("diorama: \(problem.description)")
            return CommandFailure.badUsage
        } catch  where exitCode(for: error) == .success {
            output.writeLine(fullMessage(for: error))
            return 0
        } catch {
            let words = message(for: error).split(whereSeparator: \.isWhitespace)
            errors.writeLine(
                "diorama: \(words.joined(separator: " ")) (--help shows the usage)")
            return CommandFailure.badUsage
        }
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
