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

    @OptionGroup var settings: SettingOptions

    func run() throws {
        let choice = try WorldChoice(env, path: world, options: settings)
        let output = Output.standard()
        for path in choice.paths {
            let tasks = try choice.load(path).tasks
            if json {
                for task in tasks { output.writeLine(task.json.text(.compact)) }
            } else {
                list(tasks, of: path, to: output)
            }
        }
        output.flush()
    }

    private func list(_ tasks: [TaskDescription], of path: String, to output: Output) {
        let style = Style(isOn: output.showsColours)
        let ids = tasks.map(\.id.printable)
        let idWidth = ids.map(\.count).max() ?? 0
        let kindWidth = tasks.map(\.kind.count).max() ?? 0
        output.writeLine(style.dim(path))
        if tasks.isEmpty { output.writeLine("  no tasks: free play only") }
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
