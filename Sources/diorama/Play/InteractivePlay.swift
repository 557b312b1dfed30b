import Environments

/// A play with a person at the terminal.
struct InteractivePlay {
    private var session: PlaySession
    /// Where the world comes from.
    private let place: String
    private var undone: [PlaySession.SavedState] = []
    private let output = Output.standard()
    private let style: Style
    private var editor: LineEditor

    /// How many steps can be taken back.
    private static let undoLimit = 200

    init(session: PlaySession, place: String) {
        self.session = session
        self.place = place
        style = Style(isOn: output.showsColours)
        editor = LineEditor(output: output)
    }

    /// Plays until the person leaves.
    mutating func run() async {
        let tasks = session.world.taskCount
        output.writeLine(style.dim("\(place.printable), \(tasks) task\(tasks == 1 ? "" : "s")"))
        output.writeLine(
            style.dim(
                "Type an action; Tab completes, .undo takes back, .tasks and .help show more."))
        await perform(.reset(.same, seed: nil))
        for order in session.beginning { await take(order) }
        if session.terminal != nil { await visitTerminal() }
        while !output.isClosed {
            switch readLine(prompt: "> ") {
            case .line(let line):
                guard await handle(line) else { return }
            case .interrupted: continue
            case .endOfInput: return
            }
        }
    }

    private mutating func readLine(prompt: String) -> LineEditor.Outcome {
        let session = session
        return editor.readLine(prompt: prompt) { typed in
            typed.hasPrefix(".")
                ? DotCommand.candidates(
                    for: typed, tasks: session.world.tasks.map(\.id),
                    views: session.views.map(\.name))
                : session.completions(for: typed)
        }
    }

    /// Carries out a line; `false` if it says to leave.
    private mutating func handle(_ line: String) async -> Bool {
        let text = line.trimmed
        if text.isEmpty { return true }
        guard let command = DotCommand(text, views: session.views.map(\.name)) else {
            // Pasted messages come through the front door.
            let isMessage = line.contains("\n") && session.isReply(line)
            await take(isMessage ? .reply(line) : .action(line))
            return true
        }
        switch command {
        case .help: explain()
        case .undo: await undo()
        case .tasks: listTasks()
        case .reset: await start(.reset(.same, seed: nil))
        case .task(let id): await start(.reset(id.map { .named($0) } ?? .free, seed: nil))
        case .answer(let answer): await commit(answer)
        case .say: await say()
        case .shell: await visitTerminal()
        case .view(let name):
            show(session.view(name, columns: TerminalSize.columns) ?? [])
        case .quit: return false
        }
        return true
    }

    private mutating func take(_ order: PlayOrder) async {
        let before = await session.savedState()
        if await perform(order), let before {
            undone.append(before)
            if undone.count > InteractivePlay.undoLimit { undone.removeFirst() }
        }
    }

    private mutating func start(_ order: PlayOrder) async {
        if await perform(order) { undone = [] }
    }

    /// Carries out an order and shows what came of it; `false` if it failed.
    @discardableResult
    private mutating func perform(_ order: PlayOrder) async -> Bool {
        let line = await session.perform(order)
        if let failure = line.failure {
            output.writeLine(style.red("✗ \(failure.code): \(failure.message.printable)"))
            return false
        }
        show(line)
        return true
    }

    private func show(_ line: PlayLine) {
        if let laidOut = session.presentation(of: line, columns: TerminalSize.columns) {
            show(laidOut)
        } else if let observation = line.observation {
            output.writeLine(observation.printableLines)
        }
        if line.done {
            let isWon = (line.reward ?? 0) >= 1
            output.writeLine(isWon ? style.green(line.ending) : style.yellow(line.ending))
            output.writeLine(style.dim(".undo takes back, .reset starts afresh."))
        }
    }

    private func show(_ lines: [StyledLine]) {
        for line in lines { output.writeLine(style.text(of: line)) }
    }

    private func explain() {
        output.writeLine(DotCommand.explanation)
        for view in session.views {
            output.writeLine("  .\(view.name.padded(to: 12)) \(view.summary)")
        }
    }

    private mutating func undo() async {
        guard let state = undone.popLast() else {
            output.writeLine(style.dim("There is nothing to take back."))
            return
        }
        do {
            try await session.restore(state)
            output.writeLine(style.dim("Back to where this was the last answer:"))
            if let last = session.last { show(last) }
        } catch {
            output.writeLine(style.red("✗ \(error.message.printable)"))
        }
    }

    private mutating func commit(_ answer: String) async {
        guard let reply = session.reply(answering: answer) else {
            output.writeLine(style.red("✗ episodes do not end with an answer here"))
            return
        }
        await take(.reply(reply))
    }

    /// Lets the player sit down at the world's terminal.
    private mutating func visitTerminal() async {
        guard let terminal = session.terminal else {
            output.writeLine(style.red("✗ there is no terminal to sit down at here"))
            return
        }
        let before = await session.savedState()
        output.writeLine(
            style.dim("This is the world's own terminal. Control-] comes back, to answer or leave.")
        )
        output.flush()
        TerminalVisit(terminal: terminal).run()
        do {
            try await terminal.leave()
        } catch {
            output.writeLine(style.red("✗ \(error.message.printable)"))
        }
        if let before { undone.append(before) }
        output.writeLine("")
        output.writeLine(
            style.dim(
                ".answer TEXT commits an answer, finish says that it is done, .shell returns."))
    }

    /// Reads a whole message over several lines.
    private mutating func say() async {
        output.writeLine(style.dim("The whole message; a line with a single . ends it."))
        var lines: [String] = []
        while case .line(let line) = readLine(prompt: "… "), line != "." { lines.append(line) }
        if !lines.isEmpty { await take(.reply(lines.joined(separator: "\n"))) }
    }

    private func listTasks() {
        if session.world.tasks.isEmpty {
            output.writeLine(style.dim("This world has no tasks."))
        }
        for task in session.world.tasks {
            let text = task.text.printable.cut(
                to: max(20, TerminalSize.columns - task.id.count - 4))
            output.writeLine("  \(style.bold(task.id.printable))  \(text)")
        }
    }
}
