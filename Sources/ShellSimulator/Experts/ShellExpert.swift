import Environments
import SeededRandom

/// Someone who looks around, does what the task's example does, and commits what it printed.
struct ShellExpert: Expert {
    private let task: ShellTask
    private let version: ReplyVersion
    private var generator: SeededGenerator
    private var place = Place.start

    private enum Place {
        case start, looked, slipped, read, solved, done
    }

    init(_ task: ShellTask, version: ReplyVersion, seed: UInt64) {
        self.task = task
        self.version = version
        generator = SeededGenerator(seed: seed)
    }

    mutating func reply(after step: Step) -> String? {
        switch (place, folder, asksForAnswer ? dataFile : nil) {
        case (.start, let folder?, _):
            place = .looked
            return version.reply(running: "ls -p \(folder)", because: pick(ShellExpert.looking))
        case (.slipped, let folder?, _):
            place = .looked
            return version.reply(
                running: "ls -p \(folder)",
                because: "There is no such folder: I misspelt its name. Once more.")
        case (.looked, _, let file?):
            place = .read
            return version.reply(
                running: "head -n 3 \(file)", because: pick(ShellExpert.reading))
        case (.start, _, _), (.slipped, _, _), (.looked, _, _), (.read, _, _):
            place = .solved
            guard let example = task.example else { return nil }
            return version.reply(
                running: example,
                because: pick(asksForAnswer ? ShellExpert.asking : ShellExpert.doing))
        case (.solved, _, _):
            place = .done
            guard asksForAnswer else { return version.finishingReply }
            let lines = RecordedText(step.observation).lines
            let shown =
                lines.isEmpty
                ? step.observation.split(separator: "\n").map(String.init) : lines
            return version.reply(answering: shown.last?.trimmedText ?? "")
        case (.done, _, _): return nil
        }
    }

    mutating func mistake(after step: Step) -> String? {
        guard place == .start, let folder, folder.count > 3 else { return nil }
        place = .slipped
        return version.reply(
            running: "ls -p \(folder.dropLast())", because: pick(ShellExpert.looking))
    }

    private static let looking = [
        "First I look at what there is.", "I start by listing the folder.",
        "Let me see which files the task is about.",
    ]
    private static let reading = [
        "Its first lines tell how it is written.", "I look at a few lines of the file.",
        "Before I count on its form I read its beginning.",
    ]
    private static let asking = [
        "Now a command can tell the answer.", "This can be computed from the files.",
        "One command over these files gives what is asked for.",
    ]
    private static let doing = [
        "Now I do what is asked.", "This command does what the task wants.",
        "I can do it in one step.",
    ]

    private mutating func pick(_ words: [String]) -> String {
        words.randomElement(using: &generator) ?? words[0]
    }

    /// Whether the task ends with an answer: a text is compared, or the example prints it.
    private var asksForAnswer: Bool {
        switch task.evaluation {
        case .text, .pattern: true
        case .chain(let chain, _): chain.contains(nil)
        }
    }

    /// The first folder that the task names.
    private var folder: String? {
        paths.first.map { ShellExpert.isFile($0) ? FileFacts.parent(of: $0) : $0 }
    }

    /// The first file of lines that the task names: how they are written only the file tells.
    private var dataFile: String? {
        paths.first { path in [".txt", ".csv", ".log"].contains { path.hasSuffix($0) } }
    }

    private var paths: [String] {
        task.description.split { $0 == " " || $0 == "\n" }
            .map { $0.filter { !"\"',?`".contains($0) } }.map { word in
                var word = word
                while word.count > 1, word.hasSuffix(".") || word.hasSuffix("/") {
                    word.removeLast()
                }
                return word
            }
            .filter { $0.hasPrefix("/") && $0.count > 1 }
    }

    private static func isFile(_ path: String) -> Bool {
        path.split(separator: "/").last?.contains(".") == true
    }
}

extension ShellTask {
    /// The command of the reference solution.
    var example: String? {
        switch evaluation {
        case .chain(_, let example): example?.code
        case .text, .pattern: solution
        }
    }
}
