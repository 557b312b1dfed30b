extension Wanted {
    /// Goes back over a filter: what it must have read to print what is wanted.
    mutating func undo(_ stage: ShellCommand.Stage) {
        switch stage.name {
        case "wc": undoCount(stage)
        case "uniq": undoUniq(stage)
        case "sort":
            isUnordered = true
            if stage.has("u"), case .count(let number) = kind { kind = .distinct(number) }
        case "grep", "egrep", "fgrep": undoGrep(stage)
        case "awk", "gawk", "mawk": undo(AwkProgram(stage))
        case "cut": undoCut(stage)
        case "bc": if let number { kind = .sum(number, column: 1, mark: "+") }
        case "paste", "tr":
            if case .sum(let value, _, _) = kind {
                kind = .sum(value, column: 1, mark: " ")
            } else if stage.name == "tr", stage.words.contains("\\n"),
                case .words(let number) = kind
            {
                kind = .words(number)
            }
        case "rev": mapLines { String($0.reversed()) }
        case "tac": if let lines { kind = .lines(lines.reversed()) }
        case "tail": undoSkip(stage.words.first { $0.hasPrefix("+") } ?? stage.option("n"))
        case "sed": undoSkip(Wanted.firstLine(ofSed: stage))
        case "nl": mapLines { Wanted.withoutNumber($0) }
        case "cat": if stage.has("n") { mapLines { Wanted.withoutNumber($0) } }
        default: break
        }
    }

    /// The one number that is wanted.
    private var number: Double? {
        guard let lines, lines.count == 1 else { return nil }
        return Double(lines[0].trimmedText)
    }

    private mutating func mapLines(_ change: (String) -> String) {
        if let lines { kind = .lines(lines.map(change)) }
    }

    /// The number in `sed -n '5p'` and `sed -n '5,9p'`, as tail would take it.
    private static func firstLine(ofSed stage: ShellCommand.Stage) -> String? {
        guard stage.has("n"), let program = stage.operands.first, program.last == "p" else {
            return nil
        }
        let number = program.prefix { $0.isNumber }
        return number.isEmpty ? nil : "+\(number)"
    }

    /// Lines before the first that is shown are anything.
    private mutating func undoSkip(_ first: String?) {
        guard let first, first.hasPrefix("+"), let number = Int(first.dropFirst()), number > 1,
            number < 10_000, let lines
        else { return }
        kind = .lines(Array(repeating: "x", count: number - 1) + lines)
        template = template ?? " "
    }

    private static func withoutNumber(_ line: String) -> String {
        let rest = line.drop { $0 == " " }.drop { $0.isNumber }
        return String(rest.first == "\t" ? rest.dropFirst() : rest.drop { $0 == " " })
    }

    private mutating func undoCount(_ stage: ShellCommand.Stage) {
        guard let number, let count = Int(exactly: number) else { return }
        let options = stage.options.joined()
        kind =
            options.contains("w")
            ? .words(count)
            : options.contains("c") || options.contains("m") || options.contains("chars")
                ? .characters(count) : .count(count)
    }

    private mutating func undoUniq(_ stage: ShellCommand.Stage) {
        if case .count(let number) = kind {
            kind = .distinct(number)
        } else if stage.has("c"), let lines {
            kind = .lines(
                lines.flatMap { line -> [String] in
                    let text = line.drop { $0 == " " }
                    guard let gap = text.firstIndex(of: " "), let number = Int(text[..<gap]),
                        number < 10_000
                    else { return [line] }
                    return Array(repeating: String(text[text.index(after: gap)...]), count: number)
                })
        } else if stage.has("d"), let lines {
            kind = .lines(lines.flatMap { [$0, $0] })
        }
    }

    private mutating func undoGrep(_ stage: ShellCommand.Stage) {
        guard let pattern = GrepPattern(stage) else { return }
        if stage.has("c"), let number, let count = Int(exactly: number) { kind = .count(count) }
        guard !stage.has("v") else { return }
        if stage.has("o"), case .words(let count) = kind { kind = .count(count) }
        if lines == nil { add(pattern) } else { meet(pattern) }
    }

    /// Puts a text that matches into a free column of every line that lacks it.
    mutating func meet(_ pattern: GrepPattern) {
        let sample = pattern.sample
        guard let template, !sample.isEmpty else { return }
        mapLines { line in
            if line.contains(sample) { return line }
            var columns = line.split(separator: template, omittingEmptySubsequences: false)
                .map(String.init)
            let free = columns.indices.first { columns[$0] == "x" }
            guard let place = pattern.isAtStart ? columns.indices.first : free,
                columns[place] == "x"
            else { return pattern.isAtStart ? line : line + template + sample }
            columns[place] = sample
            return columns.joined(separator: template)
        }
    }

    /// Every line must match.
    mutating func add(_ pattern: GrepPattern) {
        let sample = pattern.sample
        guard !sample.isEmpty, !samples.contains(sample) else { return }
        samples.append(sample)
        startsWithSample = startsWithSample || pattern.isAtStart
        endsWithSample = endsWithSample || pattern.isAtEnd
    }

    private mutating func undoCut(_ stage: ShellCommand.Stage) {
        guard let list = stage.option("f") else { return }
        let fields = list.split(separator: ",").compactMap { Int($0) }
        let mark = stage.option("d") ?? "\t"
        guard !fields.isEmpty else { return }
        spread(fields, mark: mark, shown: mark)
    }

    /// Lines of which only some columns were printed.
    private mutating func spread(_ columns: [Int], mark: String, shown: String) {
        mapLines { line in
            let values = line.split(
                separator: shown, maxSplits: columns.count - 1, omittingEmptySubsequences: false)
            var fields: [Int: String] = [:]
            for (column, value) in zip(columns, values) { fields[column] = String(value) }
            return Wanted.row(fields, mark)
        }
        if lines != nil { template = mark }
        if lines == nil, columns.count == 1, columns[0] > 1, columns[0] < 60 {
            // So many lines, or so many values: each has that column.
            if case .distinct = kind { columnOfDistinct = (columns[0], mark) }
        }
    }

    /// Where different values have to stand; rows are made at once.
    private var columnOfDistinct: (Int, String) {
        get { (1, " ") }
        set {
            let values = rows()
            kind = .lines(values.map { Wanted.row([newValue.0: $0], newValue.1) })
            template = newValue.1
        }
    }

    /// Sees to it that every line has certain values in columns.
    private mutating func meet(_ values: [Int: String], mark: String) {
        guard !values.isEmpty, let last = values.keys.max(), last < 60 else { return }
        if case .count(let number) = kind, samples.isEmpty, number < 10_000 {
            kind = .lines(Array(repeating: Wanted.row(values, mark), count: number))
            template = mark
        } else if template == mark {
            mapLines { line in
                var columns = line.split(separator: mark, omittingEmptySubsequences: false)
                    .map(String.init)
                while columns.count < last { columns.append("x") }
                for (column, value) in values where columns[column - 1] == "x" {
                    columns[column - 1] = value
                }
                return columns.joined(separator: mark)
            }
        }
    }

    /// The rows of which `a[$key] += $value` made a line.
    private static func rows(
        of line: String, _ groups: AwkProgram.Groups, _ mark: String
    ) -> [String] {
        guard let gap = line.lastIndex(of: " ") else { return [] }
        let (key, value) = (String(line[..<gap]), String(line[line.index(after: gap)...]))
        if let column = groups.value {
            return [Wanted.row([groups.key: key, column: value], mark)]
        }
        guard let number = Int(value), number < 10_000 else { return [] }
        return Array(repeating: Wanted.row([groups.key: key], mark), count: max(0, number))
    }

    private mutating func undo(_ program: AwkProgram) {
        for pattern in program.patterns where lines == nil || program.printed.isEmpty {
            add(GrepPattern(text: pattern, isExtended: true))
        }
        defer {
            for pattern in program.patterns { meet(GrepPattern(text: pattern, isExtended: true)) }
        }
        if let groups = program.groups, let lines {
            kind = .lines(lines.flatMap { Wanted.rows(of: $0, groups, program.mark) })
            template = program.mark
        } else if let summed = program.sum, let number {
            kind = .sum(number * program.divisor, column: summed, mark: program.mark)
        } else if program.counts, let number, let count = Int(exactly: number) {
            kind = .count(count)
        } else if program.printed == [AwkProgram.last], program.mark == "." {
            // The ending of a name, or a whole name that has none.
            mapLines { "x.\($0)" }
            template = "."
        } else if !program.printed.isEmpty {
            spread(program.printed, mark: program.mark, shown: " ")
        }
        meet(program.conditions, mark: program.mark)
        if program.firstLine > 1, template != nil, let lines {
            kind = .lines(Array(repeating: "x", count: program.firstLine - 1) + lines)
        }
    }
}

/// The pattern of a grep.
struct GrepPattern: Hashable, Sendable {
    let text: String
    let isExtended: Bool
    var isFixed = false

    init(text: String, isExtended: Bool) {
        self.text = text
        self.isExtended = isExtended
    }

    init?(_ stage: ShellCommand.Stage) {
        guard let text = stage.option("e") ?? stage.operands.first else { return nil }
        self.text = text
        isExtended = stage.name == "egrep" || stage.has("E") || stage.has("P")
        isFixed = stage.name == "fgrep" || stage.has("F")
    }

    /// A text that it matches.
    var sample: String { isFixed ? text : PatternSample.text(text, isExtended: isExtended) }
    var isAtStart: Bool { text.hasPrefix("^") }
    var isAtEnd: Bool { text.hasSuffix("$") }
}
