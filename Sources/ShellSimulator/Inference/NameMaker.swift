import Glibc

/// Makes names that a `find`, an `ls` or a pattern of the shell would list.
struct NameMaker: Hashable, Sendable {
    private let start: String
    private let pattern: String
    private let isFind: Bool
    /// The find, whose tests a made file has to pass.
    let find: ShellCommand.Stage?

    /// Of a `find` or `ls`.
    init(_ stage: ShellCommand.Stage) {
        if stage.name == "find" {
            let tests = FindTests(stage)
            start = tests.starts.first ?? "."
            pattern = tests.name ?? tests.path ?? "*"
            isFind = true
            find = stage
        } else {
            let operand = stage.operands.first ?? "."
            let isPattern = operand.contains("*") || operand.contains("?")
            start = isPattern ? "" : operand
            pattern = isPattern ? operand : "*"
            isFind = false
            find = nil
        }
    }

    /// Of a pattern of names.
    init(pattern: String) {
        start = ""
        self.pattern = pattern
        isFind = false
        find = nil
    }

    /// The path of what an `ls` of a folder lists by its name alone.
    func path(ofListed name: String) -> String? {
        guard !isFind, !start.isEmpty, start != ".", !name.contains("/") else { return nil }
        return start.hasSuffix("/") ? start + name : "\(start)/\(name)"
    }

    /// Whether it could list a name.
    func lists(_ name: String) -> Bool {
        let home = { (text: String) in
            text.hasPrefix("~") ? "/root" + text.dropFirst() : text
        }
        guard isFind else {
            let whole = start.isEmpty ? pattern : "\(start)/\(pattern)"
            return fnmatch(home(whole), home(name), FNM_PATHNAME) == 0
        }
        let place = home(start.hasSuffix("/") ? String(start.dropLast()) : start)
        guard home(name).hasPrefix(place + "/"), let last = name.split(separator: "/").last else {
            return false
        }
        return fnmatch(pattern, pattern.contains("/") ? name : String(last), 0) == 0
    }

    /// A name that holds what filters ask for.
    func name(_ index: Int, for wanted: Wanted? = nil) -> String {
        let sample = wanted?.samples.joined() ?? ""
        let filling =
            wanted?.startsWithSample == true ? "\(sample)\(index)" : "f\(index)\(sample)"
        var name = ""
        var isFilled = false
        var rest = pattern[...]
        while let character = rest.popFirst() {
            switch character {
            case "*":
                if !isFilled { name += filling }
                isFilled = true
            case "?": name += "x"
            case "[":
                name += rest.prefix(1)
                rest = rest.drop { $0 != "]" }.dropFirst()
            default: name.append(character)
            }
        }
        if start.isEmpty { return name }
        let base = start.hasSuffix("/") ? String(start.dropLast()) : start
        if pattern.contains("/") { return name }
        return isFilled || index == 0 ? "\(base)/\(name)" : "\(base)/d\(index)/\(name)"
    }
}
