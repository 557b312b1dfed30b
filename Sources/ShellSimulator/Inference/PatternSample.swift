/// Makes a text that a regular expression of grep matches: the shortest that is easy to see.
///
/// It only proposes; whether grep really finds it is seen when grep runs.
struct PatternSample {
    private let pattern: [Character]
    private let isExtended: Bool
    private var place = 0

    private init(_ pattern: String, isExtended: Bool) {
        self.pattern = Array(pattern)
        self.isExtended = isExtended
    }

    /// A text that the pattern matches.
    static func text(_ pattern: String, isExtended: Bool) -> String {
        var sample = PatternSample(pattern, isExtended: isExtended)
        return sample.alternatives()
    }

    private var next: Character? { place < pattern.count ? pattern[place] : nil }

    /// Reads an operator that basic expressions write with a backslash.
    private mutating func takes(_ mark: Character) -> Bool {
        if isExtended, next == mark {
            place += 1
            return true
        }
        if !isExtended, next == "\\", place + 1 < pattern.count, pattern[place + 1] == mark {
            place += 2
            return true
        }
        return false
    }

    /// The first of the alternatives; the others are read and dropped.
    private mutating func alternatives() -> String {
        let first = sequence()
        while takes("|") { _ = sequence() }
        return first
    }

    private mutating func sequence() -> String {
        var text = ""
        while place < pattern.count {
            let before = place
            if takes("|") || takes(")") {
                place = before
                return text
            }
            guard let atom = atom() else { continue }
            text += repeated(atom)
        }
        return text
    }

    private mutating func atom() -> String? {
        if takes("(") {
            if next == "?" {
                place += 1
                while let one = next, ":=!<".contains(one) { place += 1 }
            }
            let inner = alternatives()
            _ = takes(")")
            return inner
        }
        guard let character = next else { return nil }
        place += 1
        switch character {
        case "^", "$": return nil
        case ".": return "x"
        case "[": return bracket()
        case "\\":
            guard let escaped = next else { return nil }
            place += 1
            switch escaped {
            case "b", "<", ">", "B", "Q", "E": return nil
            case "w": return "w"
            case "d": return "1"
            case "s": return " "
            case "S", "D", "W": return "#"
            case "t": return "\t"
            default: return String(escaped)
            }
        default: return String(character)
        }
    }

    private mutating func bracket() -> String {
        let isNegated = next == "^"
        if isNegated { place += 1 }
        var members = ""
        while let character = next, character != "]" || members.isEmpty {
            place += 1
            if character == "[", next == ":" {
                var name = ""
                while let one = next, one != "]" { name.append(one); place += 1 }
                place += 1
                members += name.contains("digit") ? "1" : name.contains("space") ? " " : "w"
            } else if character == "\\", let escaped = next, "wdst".contains(escaped) {
                place += 1
                members += escaped == "d" ? "1" : escaped == "s" ? " " : "w"
            } else {
                members.append(character)
            }
        }
        place += 1
        guard isNegated else { return members.first.map(String.init) ?? "" }
        return ["x", "1", "#", "-"].first { !members.contains($0) && !members.hasPrefix("a-z") }
            ?? "#"
    }

    private mutating func repeated(_ atom: String) -> String {
        guard let character = next else { return atom }
        if character == "*" {
            place += 1
            return atom
        }
        if takes("+") || takes("?") {
            if next == "?" { place += 1 }
            return atom
        }
        if takes("{") {
            let digits = pattern[place...].prefix { $0.isNumber }
            while let one = next, one != "}" { place += 1 }
            place += 1
            if !isExtended, place < pattern.count + 1 { place = min(place, pattern.count) }
            return String(repeating: atom, count: min(100, Int(String(digits)) ?? 1))
        }
        return atom
    }
}
