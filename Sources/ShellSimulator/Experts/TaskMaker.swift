import Environments
import SeededRandom

/// Makes tasks over trees of its own: the same id, the same tree, question and answer.
struct TaskMaker {
    private var generator: SeededGenerator
    private let id: DerivedTask

    init(_ id: DerivedTask) {
        self.id = id
        var mixer = SeededGenerator(seed: id.seed)
        generator = SeededGenerator(seed: mixer.next() &+ UInt64(id.index) &* 0x9E37_79B9)
    }

    private static let places = ["srv", "opt", "var/spool", "home", "usr/local/share", "mnt"]
    private static let topics = [
        "ledger", "station", "harvest", "archive", "museum", "garage", "bakery", "harbour",
    ]
    private static let endings = ["txt", "log", "csv", "md", "conf"]
    private static let words = [
        "amber", "birch", "cobalt", "delta", "ember", "flint", "grove", "hazel", "indigo",
        "juniper",
    ]

    /// A tree and a question about it.
    mutating func task() -> ShellTask {
        let folder = "/\(pick(TaskMaker.places))/\(pick(TaskMaker.topics))"
        switch id.index % 4 {
        case 0: return countFiles(folder)
        case 1: return countLines(folder)
        case 2: return sum(folder)
        default: return largest(folder)
        }
    }

    private mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: list.indices, using: &generator)]
    }

    private func made(
        _ kind: String, _ description: String, _ setUp: [String], _ solution: String,
        _ answer: String
    ) -> ShellTask {
        ShellTask(
            id: id.description, description: description, kind: kind,
            setUp: [ShellTask.Script(language: "bash", code: setUp.joined(separator: "\n"))],
            evaluation: .text(answer, strips: true), solution: solution)
    }

    /// Names that differ, a few of them in subfolders.
    private mutating func names(_ count: Int) -> [String] {
        (0..<count).map { number in
            let part = Bool.random(using: &generator) ? "" : "\(pick(TaskMaker.words))/"
            return "\(part)\(pick(TaskMaker.words))\(number).\(pick(TaskMaker.endings))"
        }
    }

    private func writing(_ text: String, to path: String) -> String {
        "mkdir -p \(FileFacts.quoted(FileFacts.parent(of: path)))\n"
            + "printf %s \(FileFacts.quoted(text)) > \(FileFacts.quoted(path))"
    }

    private mutating func countFiles(_ folder: String) -> ShellTask {
        let names = names(Int.random(in: 6...30, using: &generator))
        let ending = pick(TaskMaker.endings)
        let count = names.count { $0.hasSuffix(".\(ending)") }
        return made(
            "files",
            "How many files whose names end in .\(ending) are there under \(folder) , its "
                + "subfolders included?",
            names.map { writing("\($0)\n", to: "\(folder)/\($0)") },
            "find \(folder) -type f -name '*.\(ending)' | wc -l", "\(count)")
    }

    private mutating func countLines(_ folder: String) -> ShellTask {
        let word = pick(TaskMaker.words)
        var count = 0
        let setUp = names(Int.random(in: 2...6, using: &generator)).map { name in
            let lines = (0..<Int.random(in: 3...20, using: &generator)).map { _ in
                let words = (0..<3).map { _ in pick(TaskMaker.words) }
                if words.contains(word) { count += 1 }
                return words.joined(separator: " ")
            }
            return writing(lines.joined(separator: "\n") + "\n", to: "\(folder)/\(name)")
        }
        return made(
            "lines", "In how many lines of all files under \(folder) does the word \(word) occur?",
            setUp, "grep -rhw \(word) \(folder) | wc -l", "\(count)")
    }

    private mutating func sum(_ folder: String) -> ShellTask {
        let name = pick(TaskMaker.words)
        var total = 0
        let lines = (0..<Int.random(in: 5...40, using: &generator)).map { _ in
            let who = pick(TaskMaker.words)
            let number = Int.random(in: 1...500, using: &generator)
            if who == name { total += number }
            return "\(who),\(number)"
        }
        let file = "\(folder)/counts.csv"
        return made(
            "numbers",
            "Every line of \(file) has a name and a number with a comma between. What is the sum "
                + "of the numbers of \(name) ?",
            [writing(lines.joined(separator: "\n") + "\n", to: file)],
            "awk -F, '$1 == \"\(name)\" { s += $2 } END { print s + 0 }' \(file)", "\(total)")
    }

    private mutating func largest(_ folder: String) -> ShellTask {
        let sizes = Array(1...60).shuffled(using: &generator)
        let names = names(Int.random(in: 4...12, using: &generator)).map {
            $0.split(separator: "/").joined(separator: "-")
        }
        let setUp = zip(names, sizes).map { name, size in
            writing(String(repeating: "line\n", count: size), to: "\(folder)/\(name)")
        }
        let winner = zip(names, sizes).max { $0.1 < $1.1 }?.0 ?? ""
        return made(
            "sizes", "Which file in \(folder) is the largest? Answer with its name alone.", setUp,
            "ls -S \(folder) | head -n 1", winner)
    }
}
