import ArgumentParser
import Environments
import JSONTree

/// `diorama tasks ENV`: what there is to play.
struct TasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "List the tasks of a world.")

    @Argument(help: "The environment.")
    var env: EnvironmentIdentifier

    @Option(help: ArgumentHelp("The world: a file or folder.", valueName: "path"))
    var world: String?

    @Flag(help: "Print one JSON object for each task.")
    var json = false

    @Flag(
        help: ArgumentHelp(
            "List the tasks whose own solution does not work, with the reasons.",
            discussion: "The exit code is then 1. What works may depend on --version."))
    var check = false

    @Option(help: ArgumentHelp("Only tasks of this kind.", valueName: "kind"))
    var kind: String?

    @Option(help: ArgumentHelp("Only tasks whose id holds this text.", valueName: "text"))
    var match: String?

    @OptionGroup var settings: SettingOptions

    func run() throws {
        let choice = try WorldChoice(env, path: world, options: settings)
        let output = Output.standard()
        var failures = 0
        for path in choice.paths {
            let world = try choice.load(path)
            let tasks = world.tasks.filter { task in
                (kind.map { $0 == task.kind } ?? true) && (match.map(task.id.contains) ?? true)
            }
            if check {
                failures += try TaskCheck(world: world, printsJSON: json).run(tasks, to: output)
            } else if json {
                for task in tasks { output.writeLine(task.json.text(.compact)) }
            } else {
                list(tasks, of: path, to: output)
            }
        }
        output.flush()
        if failures > 0 { throw CommandFailure.checkFailed }
    }

    private func list(_ tasks: [TaskDescription], of path: String, to output: Output) {
        let style = Style(isOn: output.showsColours)
        let ids = tasks.map(\.id.printable)
        let idWidth = ids.map(\.count).max() ?? 0
        let kindWidth = tasks.map(\.kind.count).max() ?? 0
        output.writeLine(style.dim(path))
        if tasks.isEmpty {
            let isFiltered = kind != nil || match != nil
            output.writeLine(isFiltered ? "  no such tasks" : "  no tasks: free play only")
        }
        let room = output.isTerminal ? TerminalSize.columns - idWidth - kindWidth - 6 : Int.max
        for (task, id) in zip(tasks, ids) {
            let line =
                "  \(style.bold(id.padded(to: idWidth)))  \(task.kind.padded(to: kindWidth))  "
            output.writeLine(line + task.text.printable.cut(to: max(20, room)))
        }
    }
}

extension TaskDescription {
    fileprivate var json: JSON {
        ["id": .string(id), "kind": .string(kind), "text": .string(text)]
    }
}
