/// What `stat` prints in a format of the agent's own.
extension FactFinder {
    /// Notes what a line says of a file, field by field.
    mutating func noteStatus(
        _ line: String, _ index: Int, by stage: ShellCommand.Stage, _ targets: Targets
    ) {
        let format =
            stage.option("c") ?? stage.words.first {
                $0.hasPrefix("--format=") || $0.hasPrefix("--printf=")
            }
            .map { String($0.drop { $0 != "=" }.dropFirst()) } ?? ""
        guard let fields = StatusFormat(format).fields(of: line) else { return }
        let made =
            index < targets.files.count
            ? targets.files[index] : targets.maker?.name(index - targets.files.count)
        guard let name = fields["n"] ?? fields["N"]?.trimming(["'"]) ?? made else { return }
        let find = targets.maker?.find
        facts.note(path(name)) { fact in
            if let find { FindTests(find).apply(to: &fact) }
            switch fields["F"] {
            case "directory": fact.kind = .folder
            case "regular empty file": fact.size = 0
            default: break
            }
            if let size = fields["s"].flatMap({ Int($0) }) { fact.size = size }
            if let mode = fields["a"] { fact.modes = [mode] }
            if let time = fields["y"] ?? fields["Y"].map({ "@\($0)" }) { fact.time = time }
            if let time = fields["x"] ?? fields["X"].map({ "@\($0)" }) { fact.accessTime = time }
            let user = fields["U"] ?? fields["u"]
            let group = (fields["G"] ?? fields["g"]).map { ":\($0)" }
            if user != nil || group != nil { fact.owner = (user ?? "") + (group ?? "") }
        }
    }
}

/// A format of `stat`: directives and what stands between them.
struct StatusFormat {
    /// Each directive's letter and the text before it.
    private var parts: [(before: String, letter: Character)] = []
    private var tail = ""

    init(_ format: String) {
        var text = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%", let letter = rest.first(where: \.isLetter),
                rest.prefix(while: { !$0.isLetter }).allSatisfy(\.isNumber)
            else {
                text.append(character)
                continue
            }
            rest = rest.drop { !$0.isLetter }.dropFirst()
            parts.append((text, letter))
            text = ""
        }
        tail = text.replacing("\\n", with: "")
    }

    /// The values of a line by their letters; `nil` if it was not printed so.
    func fields(of line: String) -> [Character: String]? {
        guard !parts.isEmpty, line.hasSuffix(tail) else { return nil }
        var fields: [Character: String] = [:]
        var rest = line.dropLast(tail.count)
        for (index, part) in parts.enumerated() {
            guard rest.hasPrefix(part.before) else { return nil }
            rest = rest.dropFirst(part.before.count)
            let next = index + 1 < parts.count ? parts[index + 1].before : ""
            // A time of day holds spaces.
            let lead = "xyzw".contains(part.letter) ? min(35, rest.count) : 0
            let from = rest.index(rest.startIndex, offsetBy: lead)
            let end =
                next.isEmpty ? rest.endIndex : rest[from...].firstRange(of: next)?.lowerBound
            guard let end else { return nil }
            fields[part.letter] = String(rest[..<end])
            rest = rest[end...]
        }
        return fields
    }
}

extension String {
    fileprivate func trimming(_ marks: Set<Character>) -> String {
        String(drop { marks.contains($0) }.reversed().drop { marks.contains($0) }.reversed())
    }
}
