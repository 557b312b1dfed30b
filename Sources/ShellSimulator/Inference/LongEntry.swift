/// A line of `ls -l`, or what filters left of it.
struct LongEntry {
    /// A size for people, and the unit that it is counted in.
    struct ShownSize {
        var value: Double
        var unit: Double
    }

    private(set) var mode = ""
    private(set) var owner = ""
    private(set) var shownSize: ShownSize?
    private(set) var name = ""
    private var time: String?
    private var room: Int?
    private var target: String?

    init?(_ line: String, _ stage: ShellCommand.Stage) {
        var words = line.split(separator: " ", omittingEmptySubsequences: true)[...]
        if stage.has("i") { words = words.dropFirst() }
        if stage.has("s"), let blocks = words.first, let shown = LongEntry.bytes(String(blocks)) {
            room = Int(shown.unit == 1 ? shown.value * 1024 : shown.value)
            words = words.dropFirst()
        }
        guard let first = words.first else { return nil }
        let isMode = first.count >= 10 && "-dlbcps".contains(first.first ?? " ")
        guard isMode || first == "x" else { return nil }
        let columns = 2 + (stage.has("g") ? 0 : 1) + (stage.has("o") ? 0 : 1)
        guard words.count > columns else { return nil }
        let fields = Array(words)
        mode = isMode ? String(first) : ""
        if !stage.has("g"), !stage.has("o"), fields[2] != "x" {
            owner = "\(fields[2]):\(fields[3])"
        }
        shownSize = LongEntry.bytes(String(fields[columns]))
        let rest = fields.dropFirst(columns + 1)
        guard rest.count >= 3 else { return }
        let date = Array(rest.prefix(3))
        if date[0] != "x" {
            time =
                date[2].contains(":")
                ? "\(date[0]) \(date[1]) \(date[2])" : "\(date[1]) \(date[0]) \(date[2])"
        }
        var names = Array(rest.dropFirst(3))
        if let arrow = names.firstIndex(of: "->") {
            target = names[(arrow + 1)...].joined(separator: " ")
            names = Array(names[..<arrow])
        }
        name = names.joined(separator: " ")
        if name.isEmpty { return nil }
    }

    /// `35M`, `4.0K` or a plain number, in bytes.
    static func bytes(_ text: String) -> ShownSize? {
        let units: [Character: Double] = ["K": 1024, "M": 1_048_576, "G": 1_073_741_824]
        guard let last = text.last, let number = Double(text.filter { $0.isNumber || $0 == "." }),
            text.allSatisfy({ $0.isNumber || $0 == "." || units[$0] != nil })
        else { return nil }
        let unit = units[last] ?? 1
        return ShownSize(value: number * unit, unit: unit)
    }

    func note(in facts: inout FileFacts, at path: String, less: Double, second: Int?) {
        guard !name.isEmpty else { return }
        facts.note(path) { fact in
            if mode.hasPrefix("l"), let target {
                fact.kind = .link(target)
            } else if !mode.isEmpty {
                fact.kind = mode.hasPrefix("d") ? .folder : .file
                fact.modes = [FilePermissions.octal(mode)]
                fact.isKindKnown = true
            }
            if fact.kind == .file, !fact.isWhole, let shownSize {
                fact.isGuess = false
                fact.size = Int(shownSize.value - (shownSize.unit > 1 ? less : 0))
                if let known = fact.lines,
                    (fact.size ?? 0) < known.joined(separator: "\n").utf8.count
                {
                    fact.lines = nil
                }
            }
            if fact.kind == .file, let room, fact.size == nil { fact.room = room }
            if !owner.isEmpty, owner != "root:root" { fact.owner = owner }
            if let time {
                fact.time =
                    second.map { time.contains(":") ? "\(time):\($0 < 10 ? "0" : "")\($0)" : time }
                    ?? time
            }
        }
    }
}

/// The permissions that `ls -l` shows.
enum FilePermissions {
    static func octal(_ text: String) -> String {
        let letters = Array(text.dropFirst().prefix(9))
        guard letters.count == 9 else { return "644" }
        let special = zip([2, 5, 8], [4, 2, 1]).reduce(0) { sum, one in
            sum + ("sStT".contains(letters[one.0]) ? one.1 : 0)
        }
        return "\(special)"
            + (0..<3).map { part in
                let group = letters[(part * 3)..<(part * 3 + 3)]
                return group.reduce(into: 0) { sum, letter in
                    sum += letter == "r" ? 4 : letter == "w" ? 2 : "xst".contains(letter) ? 1 : 0
                }
            }.map(String.init).joined()
    }
}
