/// Reads facts of files out of what a command printed, by undoing the command's stages from the
/// last to the first.
///
/// What it finds is only proposed: the command is then run over these files, and what it prints
/// decides.
struct FactFinder {
    let folder: String
    var facts: FileFacts
    private var stages: [ShellWords.Stage] = []
    private var lines: [String]
    /// How many lines there were, where only their number was printed.
    private var count: Int?

    /// Whether the record ends before the output did.
    private let isCut: Bool

    init(folder: String, facts: FileFacts, lines: [String], isCut: Bool) {
        self.isCut = isCut
        self.folder = folder
        self.facts = facts
        self.lines = lines
    }

    /// The facts under which a pipeline would print the lines; `nil` if no rule knows.
    mutating func find(in pipeline: [ShellWords.Stage], listed: [String]) -> FileFacts? {
        stages = pipeline
        guard let first = stages.first else { return nil }
        let before = facts
        let spread = stages.firstIndex { $0.name == "xargs" }
        let start = (spread ?? 0) + 1
        for stage in stages[start...].reversed() { undo(stage) }
        switch first.name {
        case "find":
            let execution = first.words.firstIndex { $0 == "-exec" || $0 == "-execdir" }
            if let spread {
                over(words: Array(stages[spread].words.dropFirst()), listed: listed, first)
            } else if let execution {
                over(words: Array(first.words[(execution + 1)...]), listed: listed, first)
            } else {
                found(by: first)
            }
        case "ls": showNames(by: first)
        case "grep", "egrep", "fgrep": matched(by: first)
        case "du": measured(first)
        case "cat", "head", "tail", "sort", "uniq", "cut", "awk", "sed", "wc", "nl", "tac", "rev":
            undoSource(first)
        default: return nil
        }
        return facts == before ? nil : facts
    }

    private func path(_ name: String) -> String {
        name.hasPrefix("/")
            ? name
            : name.hasPrefix("~")
                ? "/root" + name.dropFirst() : "\(folder)/\(name)"
    }

    // MARK: Filters

    /// The lines that a filter must have had to print these.
    private mutating func undo(_ stage: ShellWords.Stage) {
        switch stage.name {
        case "wc":
            guard stage.has("l"), lines.count == 1, let number = Int(lines[0].trimmedText) else {
                return
            }
            count = number
            lines = []
        case "uniq" where stage.has("c"):
            lines = lines.flatMap { line -> [String] in
                let text = line.drop { $0 == " " }
                guard let gap = text.firstIndex(of: " "), let number = Int(text[..<gap]),
                    number < 10_000
                else { return [line] }
                return Array(repeating: String(text[text.index(after: gap)...]), count: number)
            }
        case "grep", "egrep":
            if stage.has("c"), lines.count == 1, let number = Int(lines[0]) {
                lines = Array(repeating: stage.operands.first.map(sample) ?? "x", count: number)
            } else if let number = count, let pattern = stage.operands.first {
                lines = Array(repeating: sample(pattern), count: number)
                count = nil
            }
        case "awk":
            if let column = printedColumn(stage) { lines = lines.map { template($0, column, " ") } }
        case "cut":
            if let field = option("f", stage).flatMap({ Int($0) }) {
                let mark = option("d", stage) ?? "\t"
                lines = lines.map { template($0, field, mark) }
            }
        default: break
        }
    }

    /// The value of an option: `-d ,` or `-d,`.
    private func option(_ letter: Character, _ stage: ShellWords.Stage) -> String? {
        for (index, word) in stage.words.enumerated() where word.hasPrefix("-\(letter)") {
            if word.count > 2 { return String(word.dropFirst(2)) }
            return index + 1 < stage.words.count ? stage.words[index + 1] : nil
        }
        return nil
    }

    /// The column that an awk program prints, if that is all it does.
    private func printedColumn(_ stage: ShellWords.Stage) -> Int? {
        guard let program = stage.operands.first(where: { $0.contains("print $") }),
            let start = program.firstRange(of: "print $")?.upperBound
        else { return nil }
        let digits = program[start...].prefix { $0.isNumber }
        let rest = program[digits.endIndex...].drop { $0 == " " || $0 == ";" }
        return rest == "}" ? Int(digits) : nil
    }

    private func template(_ text: String, _ column: Int, _ mark: String) -> String {
        String(repeating: "x\(mark)", count: max(0, min(column, 60) - 1)) + text
    }

    /// A text that a simple pattern matches.
    private func sample(_ pattern: String) -> String {
        let plain = pattern.split(separator: "|").first.map(String.init) ?? pattern
        return plain.replacing("\\", with: "").filter { !"^$*+?()[]{}".contains($0) }
    }

    // MARK: Sources

    private mutating func undoSource(_ stage: ShellWords.Stage) {
        let programs: Set<String> = ["awk", "sed"]
        var operands = stage.operands
        if programs.contains(stage.name), !operands.isEmpty { operands.removeFirst() }
        if ["head", "tail"].contains(stage.name) { operands.removeAll { Int($0) != nil } }
        if stage.name == "cut" || stage.name == "sort" {
            operands = operands.filter { $0.contains(".") || $0.contains("/") || $0.count > 2 }
        }
        if stage.hasGlob, stage.name != "wc" { operands = operands.map(resolved) }
        switch stage.name {
        case "wc": counted(stage, operands)
        case "cat" where stages.count == 1 && operands.count == 1 && !isCut:
            let known = lines
            facts.note(path(operands[0])) { fact in
                fact.lines = known
                fact.isWhole = true
            }
        case "awk":
            guard let file = operands.first else { return }
            if let column = summedColumn(stage), lines.count == 1, facts[path(file)]?.lines == nil {
                lines = [template(lines[0], column, mark(of: stage))]
            } else if let column = printedColumn(stage) {
                lines = lines.map { template($0, column, mark(of: stage)) }
            }
            add(lines, to: file)
        case "cut":
            if let field = option("f", stage).flatMap({ Int($0) }) {
                let mark = option("d", stage) ?? "\t"
                lines = lines.map { template($0, field, mark) }
            }
            if let file = operands.last { add(lines, to: file) }
        default: if let file = operands.last { add(lines, to: file) }
        }
    }

    private func mark(of stage: ShellWords.Stage) -> String { option("F", stage) ?? " " }

    private func summedColumn(_ stage: ShellWords.Stage) -> Int? {
        guard let program = stage.operands.first, let sum = program.firstRange(of: "+=")?.upperBound
        else { return nil }
        let rest = program[sum...].drop { $0 == " " }
        guard rest.first == "$" else { return nil }
        return Int(rest.dropFirst().prefix { $0.isNumber }) ?? 1
    }

    /// Adds lines that a file must have, and lines of which only the number is known.
    private mutating func add(_ lines: [String], to file: String) {
        let number = count
        facts.note(path(file)) { fact in
            guard !fact.isWhole else { return }
            var known = fact.lines ?? []
            var left = known
            for line in lines {
                if let place = left.firstIndex(of: line) {
                    left.remove(at: place)
                } else {
                    known.append(line)
                }
            }
            while let number, known.count < number { known.append("x") }
            // What was cut off is more of something.
            if isCut, fact.lines == nil { known += Array(repeating: "x", count: 400) }
            fact.lines = known
        }
    }

    /// A pattern of names as the first known file that it names, or as one that it would name.
    private func resolved(_ name: String) -> String {
        guard name.contains("*") else { return name }
        let whole = FileFacts.normalised(path(name))
        let parts = whole.split(separator: "*", omittingEmptySubsequences: false)
        let known = facts.facts.filter { entry in
            entry.value.kind == .file && entry.key.hasPrefix(parts[0])
                && entry.key.hasSuffix(parts[parts.count - 1])
                && entry.key.split(separator: "/").count == whole.split(separator: "/").count
        }.keys.sorted()
        return known.first ?? whole.replacing("*", with: "f")
    }

    // MARK: Sizes

    /// `du`: the bytes of files, or what they take; a folder gets a file that takes it all.
    private mutating func measured(_ stage: ShellWords.Stage) {
        let units: [Character: Double] = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824]
        for line in lines {
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, parts[1] != "total" else { continue }
            let text = parts[0]
            let unit = text.last.flatMap { units[$0] } ?? (stage.has("b") ? 1.0 : 1024.0)
            guard let number = Double(text.filter { $0.isNumber || $0 == "." }) else { continue }
            let size = Int(number * unit)
            guard size <= 120 << 20 else { continue }
            let place = path(String(parts[1]))
            let isFolder = !(parts[1].split(separator: "/").last ?? "").contains(".")
            guard !isFolder || stage.has("b") == false else {
                facts.note(place) { $0.kind = .folder }
                continue
            }
            if isFolder, facts[FileFacts.normalised(place)]?.kind != .file {
                facts.note(place) { $0.kind = .folder }
                facts.note("\(place)/data") { $0.size = size }
            } else {
                facts.note(place) { fact in if !fact.isWhole { fact.size = size } }
            }
        }
    }

    private mutating func counted(_ stage: ShellWords.Stage, _ operands: [String]) {
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1)
            guard let number = words.first.flatMap({ Int($0) }), number < 1_000_000,
                let name = words.count > 1 ? String(words[1]) : operands.first, name != "total"
            else { continue }
            let kind = stage.options.joined()
            facts.note(path(name)) { fact in
                if kind.contains("l"), !fact.isWhole {
                    var known = fact.lines ?? []
                    while known.count < number { known.append("x") }
                    fact.lines = known
                } else if kind.contains("w"), fact.lines == nil {
                    fact.lines = [Array(repeating: "x", count: number).joined(separator: " ")]
                } else if kind.contains("c") {
                    fact.size = number
                }
            }
        }
    }

    // MARK: Names

    private mutating func found(by stage: ShellWords.Stage) {
        var paths = lines
        if let number = count {
            let start = stage.operands.first ?? "."
            let pattern = argument("-name", stage) ?? argument("-iname", stage) ?? "x*"
            paths = (0..<min(number, 2000)).map { index in
                let name =
                    pattern.contains("*")
                    ? pattern.replacing("*", with: "f\(index)", maxReplacements: 1)
                        .replacing("*", with: "") : pattern
                return pattern.contains("*") ? "\(start)/\(name)" : "\(start)/d\(index)/\(name)"
            }
        }
        for name in paths where !name.isEmpty && !name.hasPrefix("find: ") {
            note(path(name), asFoundBy: stage)
        }
        for name in lines where name.hasPrefix("find: ") { absent(name) }
    }

    /// A path as what a find looks for: its type, size, time and mode.
    private mutating func note(_ path: String, asFoundBy stage: ShellWords.Stage) {
        let type = argument("-type", stage)
        let size = argument("-size", stage)
        let time =
            argument("-mtime", stage) ?? argument("-atime", stage) ?? argument("-ctime", stage)
        let mode = argument("-perm", stage)
        let owner = argument("-user", stage)
        let isEmpty = stage.words.contains("-empty")
        facts.note(path) { fact in
            if type == "d" { fact.kind = .folder } else if type == "f" { fact.kind = .file }
            if fact.kind == .absent { fact.kind = type == "d" ? .folder : .file }
            if let size { fact.size = fact.size ?? FactFinder.bytes(over: size) }
            if isEmpty { fact.size = 0 }
            if let time, let days = Int(time.drop { $0 == "+" || $0 == "-" }) {
                fact.time = time.hasPrefix("+") ? "\(days + 2) days ago" : "now"
            }
            if let mode, let digits = mode.drop(while: { $0 == "-" || $0 == "/" }) as Substring?,
                digits.allSatisfy(\.isNumber), digits.count >= 3
            {
                fact.mode = mode == "/111" || mode == "-111" ? "755" : String(digits)
            } else if let mode, mode.hasSuffix("x") || stage.words.contains("-executable") {
                fact.mode = "755"
            }
            if let owner { fact.owner = owner }
        }
    }

    private func argument(_ name: String, _ stage: ShellWords.Stage) -> String? {
        guard let place = stage.words.firstIndex(of: name), place + 1 < stage.words.count else {
            return nil
        }
        return stage.words[place + 1]
    }

    /// A size that `-size` accepts.
    private static func bytes(over text: String) -> Int? {
        let units: [Character: Int] = ["c": 1, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30, "b": 512]
        let number = Int(text.filter(\.isNumber)) ?? 0
        let unit = text.last.flatMap { units[$0] } ?? 512
        if text.hasPrefix("+") { return min(number * unit + unit, 1 << 27) }
        if text.hasPrefix("-") { return max(1, (number - 1) * unit) }
        return min(number * unit, 1 << 27)
    }

    private mutating func showNames(by stage: ShellWords.Stage) {
        let operands = stage.operands
        var place = operands.count == 1 && !stage.hasGlob ? operands[0] : "."
        var names = lines
        if let number = count { names = (0..<min(number, 2000)).map { "f\($0)" } }
        for line in names {
            if line.hasPrefix("ls: ") {
                absent(line)
            } else if line.hasSuffix(":"), operands.count > 1 || stage.has("R") || stage.hasGlob {
                place = String(line.dropLast())
                facts.note(path(place)) { $0.kind = .folder }
            } else if line.hasPrefix("total "), stage.has("l") || stage.has("s") {
                continue
            } else if stage.has("l"), let entry = LongEntry(line) {
                entry.note(in: &facts, at: path("\(place)/\(entry.name)"))
            } else if !stage.has("l") {
                for name in columns(line, count == nil) where name != "." && name != ".." {
                    let isFolder = name.hasSuffix("/")
                    let whole = name.contains("/") && !isFolder ? name : "\(place)/\(name)"
                    facts.note(path(whole)) { fact in
                        if isFolder { fact.kind = .folder }
                        if fact.kind == .absent { fact.kind = .file }
                    }
                }
            }
        }
    }

    private func columns(_ line: String, _ mayHaveMany: Bool) -> [String] {
        guard mayHaveMany else { return [line] }
        return line.replacing("\t", with: "  ").split(separator: "  ").map {
            String($0).trimmedText.filter { $0 != "'" }
        }.filter { !$0.isEmpty }
    }

    private mutating func absent(_ complaint: String) {
        guard complaint.contains("No such file"),
            let start = complaint.firstIndex(where: { $0 == "'" || $0 == "‘" }),
            let end = complaint.lastIndex(where: { $0 == "'" || $0 == "’" }), start < end
        else { return }
        facts.note(path(String(complaint[complaint.index(after: start)..<end]))) {
            $0.kind = .absent
        }
    }

    // MARK: Matches

    private mutating func matched(by stage: ShellWords.Stage) {
        var operands = stage.operands
        guard !operands.isEmpty else { return }
        let pattern = operands.removeFirst()
        let many = stage.has("r") || stage.has("R") || operands.count > 1 || stage.hasGlob
        if let number = count {
            lines = Array(repeating: sample(pattern), count: number)
            count = nil
            if !many, let file = operands.first { add(lines, to: file) }
            return
        }
        if stage.has("c"), !many, lines.count == 1, let number = Int(lines[0]) {
            if let file = operands.first {
                add(Array(repeating: sample(pattern), count: number), to: file)
            }
            return
        }
        for line in lines {
            if stage.has("l") {
                add([sample(pattern)], to: line)
            } else if many, !stage.has("h"), let colon = line.firstIndex(of: ":") {
                var text = String(line[line.index(after: colon)...])
                if stage.has("n"), let next = text.firstIndex(of: ":") {
                    text = String(text[text.index(after: next)...])
                }
                if stage.has("c") {
                    guard let number = Int(text), number > 0 else {
                        facts.note(path(String(line[..<colon]))) { _ in }
                        continue
                    }
                    add(
                        Array(repeating: sample(pattern), count: min(number, 10_000)),
                        to: String(line[..<colon]))
                } else {
                    add([text], to: String(line[..<colon]))
                }
            } else if let file = operands.first, !many {
                add([line], to: file)
            }
        }
    }

    /// What a command says of the files that a find really finds.
    private mutating func over(words: [String], listed: [String], _ find: ShellWords.Stage) {
        var command = ShellWords.Stage()
        command.words = words.filter { ![";", "+", "{}", "\\;", "-0", "-I"].contains($0) }
        command.hasGlob = true
        for path in listed { note(self.path(path), asFoundBy: find) }
        let names = lines.compactMap { line -> String? in
            switch command.name {
            case "wc", "du", "md5sum", "sha256sum", "stat":
                line.split(separator: line.contains("\t") ? "\t" : " ", maxSplits: 1).last
                    .map { String($0).trimmedText }
            case "grep": line.firstIndex(of: ":").map { String(line[..<$0]) }
            case "ls", "basename", "echo", "dirname":
                line.split(separator: " ").last.map(String.init)
            default: nil
            }
        }
        for name in names where name.contains("/") && name != "total" {
            note(path(name), asFoundBy: find)
        }
        command.words += listed
        if listed.count == 1 { command.hasGlob = false }
        switch command.name {
        case "wc": counted(command, listed)
        case "du": measured(command)
        case "grep", "egrep": matched(by: command)
        case "ls": showNames(by: command)
        case "cat": if let file = listed.first { add(lines, to: file) }
        default: break
        }
    }
}

/// A line of `ls -l`.
private struct LongEntry {
    let mode: String
    let owner: String
    let size: Int
    let name: String
    let time: String

    init?(_ line: String) {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count >= 9, words[0].count >= 10, let size = Int(words[4]) else { return nil }
        mode = String(words[0])
        owner = "\(words[2]):\(words[3])"
        self.size = size
        time =
            words[7].contains(":")
            ? "\(words[5]) \(words[6]) \(words[7])"
            : "\(words[5]) \(words[6]) \(words[7])"
        name = words[8...].prefix { $0 != "->" }.joined(separator: " ")
    }

    func note(in facts: inout FileFacts, at path: String) {
        guard name != ".", name != "..", !mode.hasPrefix("l") else { return }
        let digits = FilePermissions.octal(mode)
        facts.note(path) { fact in
            fact.kind = mode.hasPrefix("d") ? .folder : .file
            if fact.kind == .file, !fact.isWhole { fact.size = size }
            fact.mode = digits
            if owner != "root:root" { fact.owner = owner }
            fact.time = time
        }
    }
}

/// The permissions that `ls -l` shows.
enum FilePermissions {
    static func octal(_ text: String) -> String {
        let letters = Array(text.dropFirst().prefix(9))
        guard letters.count == 9 else { return "644" }
        return (0..<3).map { part in
            let group = letters[(part * 3)..<(part * 3 + 3)]
            return group.reduce(into: 0) { sum, letter in
                sum += letter == "r" ? 4 : letter == "w" ? 2 : "xst".contains(letter) ? 1 : 0
            }
        }.map(String.init).joined()
    }
}
