import Environments

/// How a recorded observation stands to what the box printed.
enum ObservationComparison: Hashable, Sendable {
    case exact
    /// As good as equal, for a named reason.
    case equivalent(String)
    /// A piece of what the terminal owed, for a named reason.
    case piece(String)
    /// The record shows only a prompt where the box printed something.
    case lost
    case different

    init(_ recorded: RecordedText, _ replayed: RecordedText, after command: String) {
        if recorded.message.isIdentical(to: replayed.message) {
            self = .exact
            return
        }
        // The prompt and the words around the output are never open.
        guard recorded.isWellFormed, recorded.isCut || recorded.frame == replayed.frame else {
            self = .different
            return
        }
        if recorded.body.isIdentical(to: replayed.body) {
            self = .equivalent("terminal")
        } else if recorded.isCut, let reason = ObservationComparison.beginning(recorded, replayed) {
            self = .equivalent(reason)
        } else if recorded.lines.isEmpty {
            self = .lost
        } else {
            self = ObservationComparison.byLines(recorded.lines, replayed.lines, command)
        }
    }

    /// Whether no more than marks for the screen differ: what a command must print that depends on
    /// nothing unknown.
    var isStrict: Bool { self == .exact || self == .equivalent("terminal") || self == .lost }

    /// Whether it was shown in its place, so that the terminal holds nothing back.
    var owesNothing: Bool {
        switch self {
        case .exact, .equivalent: true
        case .piece, .lost, .different: false
        }
    }

    /// Why lines that were cut off are among what was printed; `nil` if they are not.
    private static func beginning(
        _ recorded: RecordedText, _ replayed: RecordedText
    ) -> String? {
        let shown = recorded.lines.map { $0[...] }
        guard !shown.isEmpty else { return nil }
        let all = replayed.allLines
        if all.starts(with: shown) { return "truncated" }
        return Set(shown).isSubset(of: all) ? "row-order" : nil
    }

    private static func byLines(
        _ one: [String], _ other: [String], _ command: String
    ) -> ObservationComparison {
        if one == other { return .equivalent("colour") }
        let walks = ["find", "grep", "du", "ls -R", "xargs", "tree"].contains {
            command.contains($0)
        }
        if walks, one.sorted() == other.sorted() { return .equivalent("row-order") }
        let narrow = { (lines: [String]) in
            lines.map { $0.split(separator: " ").joined(separator: " ") }
        }
        if narrow(one) == narrow(other) { return .equivalent("column-width") }
        if command.contains("ls") {
            if words(one) == words(other) { return .equivalent("column-width") }
            let folders = { (lines: [String]) in
                narrow(lines).map(withoutDates).map(withoutFolderSizes)
            }
            if folders(one) == folders(other),
                narrow(one).map(withoutDates) != narrow(other).map(withoutDates)
            {
                return .equivalent("folder-size")
            }
        }
        let dated = { (lines: [String]) in narrow(lines).map(withoutDates) }
        if dated(one) == dated(other) { return .equivalent("clock") }
        if walks, dated(one).sorted() == dated(other).sorted() { return .equivalent("clock") }
        let programs = Set(command.split { !$0.isLetter }.map(String.init))
        if !programs.isDisjoint(with: ["date", "last", "uptime", "cal"]),
            one.map(withoutWords) == other.map(withoutWords)
        {
            return .equivalent("clock")
        }
        if programs.contains("stat"),
            narrow(one).map(withoutInode) == narrow(other).map(withoutInode)
        {
            return .equivalent("inode")
        }
        if command.contains("ps "),
            dated(one).map(withoutMoment).sorted()
                == dated(other).map(withoutMoment).sorted()
        {
            return .equivalent("process-table")
        }
        return .different
    }

    /// A folder's own size and links, and the total that they are part of, are the file system's.
    private static func withoutFolderSizes(_ line: String) -> String {
        var words = line.split(separator: " ")
        if words.first == "total", words.count == 2 { return "total" }
        guard words.count > 5, words[0].hasPrefix("d"), words[0].count >= 10 else { return line }
        words[1] = "L"
        words[4] = "S"
        return words.joined(separator: " ")
    }

    /// What `stat` shows of a device and its clock.
    private static func withoutInode(_ line: String) -> String {
        for name in ["Device:", "Modify:", "Change:", "Birth:"] where line.hasPrefix(name) {
            return name
        }
        if line.hasPrefix("Access: 2") || line.hasPrefix("Access: 1") { return "Access:" }
        return line
    }

    private static func words(_ lines: [String]) -> [Substring] {
        lines.flatMap { $0.split(whereSeparator: \.isWhitespace) }.sorted()
    }

    /// `Jul 19 07:17` and `2023-07-19 07:17:41.5 +0000` say when; everything else stays.
    private static func withoutDates(_ line: String) -> String {
        let months: Set<Substring> = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        var words = line.split(separator: " ")
        for index in words.indices {
            if months.contains(words[index]), index + 2 < words.count {
                words[index + 1] = "D"
                words[index + 2] = "T"
                words[index] = "M"
            }
            let shape = words[index].map { $0.isNumber ? "0" : String($0) }.joined()
            if shape.hasPrefix("00:00") || shape.hasPrefix("0000-00-00") { words[index] = "T" }
        }
        return words.joined(separator: " ")
    }

    /// The shape of a line: names of days and months and all numbers are the clock's.
    private static func withoutWords(_ line: String) -> String {
        let names: Set<String> = [
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May",
            "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return line.split(separator: " ").map { word in
            names.contains(String(word))
                ? "D"
                : word.split(whereSeparator: \.isNumber).joined(separator: "N")
                    + (word.last?.isNumber == true ? "N" : "")
        }.joined(separator: " ")
    }

    /// A line of `ps` without its numbers, and whether a process just ran or slept.
    private static func withoutMoment(_ line: String) -> String {
        line.split(separator: " ").map { word in
            if word.contains(where: \.isNumber), !word.contains("/") { return "N" }
            let isState =
                ["R", "S", "D"].contains(word.first)
                && word.dropFirst().allSatisfy("<NLsl+".contains)
            return isState ? "S" + word.dropFirst() : String(word)
        }.joined(separator: " ")
    }
}

extension ObservationComparison {
    /// The word for why it is as good as equal.
    var reason: String? {
        switch self {
        case .equivalent(let reason), .piece(let reason): reason
        case .exact, .lost, .different: nil
        }
    }

    var note: String? {
        if case .piece = self {
            "the original's reader lost or delayed what the terminal printed"
        } else {
            nil
        }
    }
}
