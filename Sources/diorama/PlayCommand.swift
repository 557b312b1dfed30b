import ArgumentParser
import Environments
import Glibc
import Replay

/// `diorama play ENV`: the user, or a script, is the agent.
struct PlayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "play",
        abstract: "Be the agent in a world.",
        discussion: """
            On a terminal: a prompt with history, completion (Tab), help (.help) and undo (.undo).

            With --actions, or when standard input is not a terminal, one JSON value a line: a \
            string is the agent's whole reply, {"action": "…"} a bare action, \
            {"reset": {"task": "ID", "seed": 1}} starts afresh, {"snapshot": "a"} and \
            {"restore": "a"} fork. With --json every line is answered by one line of JSON. A refused \
            action is an error in its line, and the play goes on.
            """)

    @Argument(help: "The environment.")
    var env: EnvironmentIdentifier

    @Option(help: ArgumentHelp("The world: a file or folder.", valueName: "path"))
    var world: String?

    @Option(help: ArgumentHelp("mind2web: a saved page to try out.", valueName: "file.html"))
    var page: String?

    @Option(
        help: ArgumentHelp(
            "The task, by its id or a part of it; free play without one.", valueName: "id"))
    var task: String?

    @Option(
        help: ArgumentHelp(
            "Begin behind a message of the recorded dialogue that the world was inferred from.",
            valueName: "turn"))
    var from: Int?

    @Option(help: ArgumentHelp("Feeds what the original left to chance.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("A script of actions; - is standard input.", valueName: "file"))
    var actions: String?

    @Flag(help: "Print one JSON object for each step.")
    var json = false

    @OptionGroup var settings: SettingOptions

    mutating func run() async throws {
        if isInteractive { TerminalGuard.start() }
        if page != nil, env != .mind2web || world != nil {
            throw CommandFailure("--page FILE.html is for mind2web, in place of --world")
        }
        let choice = try WorldChoice(env, path: page ?? world, options: settings)
        let found = try choice.world(with: task)
        var session = try PlaySession(world: found.world, task: found.task, seed: seed)
        if let from { session.beginning = try beginning(before: from, of: found.task) }
        if isInteractive {
            var play = InteractivePlay(session: session, place: found.path)
            await play.run()
        } else {
            var play = ScriptedPlay(
                session: session, printsJSON: json, output: Output.standard())
            try await play.run(script: ByteLines(path: actions ?? "-"))
        }
    }

    /// The recorded replies that come before a message.
    private func beginning(before turn: Int, of task: String?) throws -> [PlayOrder] {
        guard let task, let world, let shelf = InferredShelf(folder: world) else {
            throw CommandFailure(
                "--from needs --task and a --world that diorama infer wrote")
        }
        return shelf.replies(of: task, before: turn).map { .reply($0) }
    }

    private var isInteractive: Bool {
        actions == nil && !json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }
}
