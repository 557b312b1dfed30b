/// The tests of a `find` that say something of what it lists.
struct FindTests {
    private(set) var starts: [String] = []
    private(set) var name: String?
    private(set) var path: String?
    private(set) var type: String?
    private(set) var size: String?
    private(set) var modified: String?
    /// What is listed is newer than this.
    private(set) var limit: String?
    private(set) var accessed: String?
    private(set) var mode: String?
    private(set) var owner: String?
    private(set) var group: String?
    private(set) var isEmpty = false
    private(set) var isExecutable = false

    init(_ stage: ShellCommand.Stage) {
        var words = stage.words.dropFirst()
        while let word = words.first, !word.hasPrefix("-"), word != "(", word != "!" {
            starts.append(word)
            words = words.dropFirst()
        }
        var isNegated = false
        while let word = words.popFirst() {
            if word == "!" || word == "-not" {
                isNegated = true
                continue
            }
            let value = words.first
            if !isNegated, word.hasPrefix("-") { note(word, value) }
            if FindTests.valued.contains(word) { words = words.dropFirst() }
            isNegated = false
        }
    }

    private static let valued: Set<String> = [
        "-name", "-iname", "-path", "-wholename", "-ipath", "-type", "-size", "-mtime", "-mmin",
        "-atime",
        "-ctime", "-perm", "-user", "-group", "-maxdepth", "-mindepth", "-regex", "-newer",
        "-newermt",
        "-amin", "-cmin", "-printf", "-regextype",
    ]

    private mutating func note(_ test: String, _ value: String?) {
        switch test {
        case "-name", "-iname": name = name ?? value
        case "-path", "-wholename", "-ipath": path = path ?? value
        case "-type": type = type ?? value
        case "-size": size = size ?? value
        case "-mtime": modified = value.flatMap { FindTests.time($0, "days") }
        case "-mmin": modified = value.flatMap { FindTests.time($0, "minutes") }
        case "-newermt":
            modified = "now"
            limit = value
        case "-atime": accessed = value.flatMap { FindTests.time($0, "days") }
        case "-amin": accessed = value.flatMap { FindTests.time($0, "minutes") }
        case "-perm": mode = value
        case "-user": owner = value
        case "-group": group = value
        case "-empty": isEmpty = true
        case "-executable": isExecutable = true
        default: break
        }
    }

    /// A time that a test of age accepts.
    private static func time(_ text: String, _ unit: String) -> String? {
        guard let number = Int(text.drop { $0 == "+" || $0 == "-" }) else { return nil }
        if text.hasPrefix("+") { return "\(number + 2) \(unit) ago" }
        if text.hasPrefix("-") { return "now" }
        return unit == "days" ? "\(number * 24 + 12) hours ago" : "\(number) \(unit) ago"
    }

    /// Makes a path pass.
    func apply(to fact: inout FileFact) {
        if type == "d" {
            if fact.kind == .file || fact.kind == .absent { fact.kind = .folder }
        } else if fact.kind == .absent {
            fact.kind = .file
        }
        if type != nil { fact.isKindKnown = true }
        if let size, fact.kind == .file, fact.size == nil {
            fact.size = FindTests.bytes(over: size)
        }
        if isEmpty { fact.size = 0 }
        if let modified, fact.time == nil || modified.hasSuffix("ago") {
            fact.time = limit == nil ? modified : fact.time
        }
        if let accessed { fact.accessTime = accessed }
        if let mode, fact.modes.isEmpty, let given = FindTests.given(mode) { fact.modes = [given] }
        if isExecutable, fact.modes.isEmpty { fact.modes = ["+x"] }
        if let owner { fact.owner = owner }
        if let group {
            fact.owner = "\(fact.owner?.split(separator: ":").first ?? "root"):\(group)"
        }
    }

    /// Makes a path fail one of the tests; where there is none but its name, it is not there.
    ///
    /// - Parameter isOurs: whether every machine has it.
    func fail(_ fact: inout FileFact, isOurs: Bool) {
        if accessed != nil {
            fact.accessTime = accessed == "now" ? "700 days ago" : "now"
        } else if let modified {
            let before = limit.map { "\($0) -2 days" } ?? "700 days ago"
            fact.time = modified.hasSuffix("ago") ? "now" : before
        } else if let mode, let taken = FindTests.taken(mode) {
            fact.modes.append(taken)
        } else if isExecutable {
            fact.modes.append("-x")
        } else if owner != nil {
            fact.owner = "nobody"
        } else if size != nil, fact.lines == nil, !isOurs {
            fact.size = size?.hasPrefix("-") == true ? 1 << 24 : 1
        } else if isEmpty {
            fact.size = 1
        } else if !isOurs {
            // Nothing else could keep it from being listed.
            fact.kind = .absent
        }
    }

    /// What `chmod` takes so that `-perm` does not find it.
    private static func taken(_ mode: String) -> String? {
        let bits = mode.drop { $0 == "-" || $0 == "/" || $0 == "+" }
        guard let first = bits.first else { return nil }
        guard first.isNumber else {
            return String(bits.split(separator: ",")[0]).replacing("=", with: "-").replacing(
                "+", with: "-")
        }
        if mode.first?.isNumber == true { return bits == "600" ? "640" : "600" }
        let digits = String(bits).suffix(3).map { Int(String($0)) ?? 0 }
        guard digits.count == 3 else { return nil }
        return zip("ugo", digits).compactMap { who, digit in
            digit == 0
                ? nil
                : "\(who)-" + (digit & 4 > 0 ? "r" : "") + (digit & 2 > 0 ? "w" : "")
                    + (digit & 1 > 0 ? "x" : "")
        }.joined(separator: ",")
    }

    /// What `chmod` takes so that `-perm` finds it.
    private static func given(_ mode: String) -> String? {
        let bits = mode.drop { $0 == "-" || $0 == "/" || $0 == "+" }
        guard !bits.isEmpty else { return nil }
        if bits.allSatisfy(\.isNumber) {
            if mode.first?.isNumber == true { return String(bits) }
            let digits = String(bits).suffix(3).map { Int(String($0)) ?? 0 }
            guard digits.count == 3 else { return nil }
            let special = bits.count == 4 ? (bits.first.flatMap { Int(String($0)) } ?? 0) : 0
            return zip("ugo", digits).map { who, digit in
                "\(who)+" + (digit & 4 > 0 ? "r" : "") + (digit & 2 > 0 ? "w" : "")
                    + (digit & 1 > 0 ? "x" : "")
            }.joined(separator: ",") + (special & 4 > 0 ? ",u+s" : "")
                + (special & 2 > 0 ? ",g+s" : "")
                + (special & 1 > 0 ? ",+t" : "")
        }
        return String(bits).replacing("=", with: "+")
    }

    /// A size that `-size` accepts.
    private static func bytes(over text: String) -> Int? {
        let units: [Character: Int] = [
            "c": 1, "w": 2, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30, "b": 512,
        ]
        let number = Int(text.filter(\.isNumber)) ?? 0
        let unit = text.last.flatMap { units[$0] } ?? 512
        if text.hasPrefix("+") { return number * unit + unit }
        if text.hasPrefix("-") { return max(1, (number - 1) * unit) }
        return number * unit
    }
}
