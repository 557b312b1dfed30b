/// What an awk program does, as far as it is of the usual kinds: print columns, add one up, count.
struct AwkProgram: Hashable, Sendable {
    /// The separator of columns.
    private(set) var mark = " "
    /// Patterns that lines must match to be looked at.
    private(set) var patterns: [String] = []
    /// The columns that are printed, if nothing else is.
    private(set) var printed: [Int] = []
    /// The column that is added up.
    private(set) var sum: Int?
    /// What the sum is divided by before it is printed.
    private(set) var divisor = 1.0
    /// Whether it counts lines.
    private(set) var counts = false
    /// The first line that is looked at.
    private(set) var firstLine = 1
    /// What columns must hold so that a line is looked at.
    private(set) var conditions: [Int: String] = [:]
    /// What it adds up or counts for each value of a column, to print key and number.
    private(set) var groups: Groups?

    /// A column by which rows are grouped, and the one that is added up; without one they are
    /// counted.
    struct Groups: Hashable, Sendable {
        var key: Int
        var value: Int?
    }

    /// What a last column is taken for, where lines have any number of them.
    static let last = 9

    init(_ stage: ShellCommand.Stage) {
        if let given = stage.option("F") {
            mark = given.hasPrefix("[") ? String(given.dropFirst().first ?? " ") : given
            if mark.isEmpty { mark = " " }
        }
        var operands = stage.operands
        if let given = stage.option("F"), operands.first == given { operands.removeFirst() }
        guard let program = operands.first else { return }
        read(program)
    }

    private mutating func read(_ program: String) {
        let (head, main, end) = AwkProgram.blocks(program)
        if head.hasPrefix("/"), let close = head.dropFirst().lastIndex(of: "/") {
            patterns.append(String(head[head.index(after: head.startIndex)..<close]))
        } else if let match = head.firstRange(of: "~ /"), let close = head.lastIndex(of: "/"),
            match.upperBound <= close, !head.contains("!~")
        {
            patterns.append(String(head[match.upperBound..<close]))
        } else {
            for part in head.replacing("&&", with: "\n").split(separator: "\n") {
                note(condition: part.trimmedText)
            }
        }
        if let place = main.firstRange(of: "+="),
            let column = AwkProgram.column(main[place.upperBound...])
        {
            sum = column
        } else if let place = main.firstRange(of: "+ $"), main.contains("=") {
            sum = AwkProgram.column(main[main.index(before: place.upperBound)...])
        } else if main.contains("++") || main.contains("+= 1") || main.contains("+=1") {
            counts = true
        } else if end.contains("NR") {
            counts = true
        }
        if let open = main.firstRange(of: "[$"),
            let key = AwkProgram.column(main[main.index(before: open.upperBound)...]),
            end.contains(" in "), sum != nil || counts
        {
            groups = Groups(key: key, value: counts ? nil : sum)
        }
        if let slash = end.firstIndex(of: "/") {
            let factors = end[slash...].split(separator: "/").map {
                $0.trimmedText.prefix { $0.isNumber }
            }
            divisor = factors.reduce(1.0) { $0 * (Double(String($1)) ?? 1) }
        }
        if sum == nil, !counts, main.hasPrefix("print"), end.isEmpty {
            printed = AwkProgram.columns(main)
        }
    }

    /// Notes where `NR > 1` begins.
    private mutating func note(lineCondition text: String) -> Bool {
        for (sign, step) in [("==", 0), (">=", 0), ("!=", 1), (">", 1)] {
            guard let place = text.firstRange(of: sign),
                text[..<place.lowerBound].trimmedText == "NR",
                let number = Int(text[place.upperBound...].trimmedText), number < 1000,
                sign != "!=" || number == 1
            else { continue }
            firstLine = max(firstLine, number + step)
            return true
        }
        return false
    }

    /// Notes a value that meets `$3 >= 1000` or `$1 == "a"`.
    private mutating func note(condition text: String) {
        if note(lineCondition: text) { return }
        for sign in ["==", ">=", "<=", ">", "<"] {
            guard let place = text.firstRange(of: sign),
                let column = AwkProgram.column(text[..<place.lowerBound]),
                text[..<place.lowerBound].trimmedText == "$\(column)"
            else { continue }
            let value = text[place.upperBound...].trimmedText.filter { $0 != "\"" }
            let number = Int(value)
            guard number != nil || sign == "==", !value.contains("$") else { return }
            let step = sign == ">" ? 1 : sign == "<" ? -1 : 0
            conditions[column] = number.map { String($0 + step) } ?? value
            return
        }
    }

    /// What stands before the main block, in it, and in the block at the end.
    private static func blocks(_ program: String) -> (String, String, String) {
        func block(_ text: Substring) -> String {
            guard let open = text.firstIndex(of: "{") else { return "" }
            var depth = 0
            var inner = ""
            for character in text[open...] {
                if character == "{" { depth += 1 }
                if character == "}" { depth -= 1 }
                if depth == 0 { break }
                if depth > 1 || character != "{" { inner.append(character) }
            }
            return inner.trimmedText
        }
        let end = program.firstRange(of: "END")
        let first = program[..<(end?.lowerBound ?? program.endIndex)]
        let head = first.prefix { $0 != "{" }
        return (
            String(head).trimmedText, block(first),
            end.map { block(program[$0.upperBound...]) } ?? ""
        )
    }

    private static func column(_ text: Substring) -> Int? {
        let rest = text.drop { $0 == " " }
        guard rest.first == "$" else { return nil }
        if rest.dropFirst().hasPrefix("NF") { return last }
        return Int(rest.dropFirst().prefix { $0.isNumber })
    }

    /// The columns of `print $1, $NF`; none if it prints anything else.
    private static func columns(_ text: String) -> [Int] {
        let list = text.dropFirst(5).prefix { $0 != ";" && $0 != "}" }
        var columns: [Int] = []
        for part in list.split(separator: ",") {
            let word = part.trimmedText
            guard let column = column(word[...]),
                word.dropFirst().allSatisfy({ $0.isNumber || $0.isLetter })
            else { return [] }
            columns.append(column)
        }
        return columns
    }
}

extension Substring {
    /// Without white space at both ends.
    var trimmedText: String { String(self).trimmedText }
}
