/// Reads facts of files out of what a command printed, by undoing the command's stages from the
/// last to the first.
///
/// What it finds is only proposed: the command is then run over these files, and what it prints
/// decides.
struct FactFinder {
    /// Runs a listing in a folder of the box as it is and gives its lines; it changes nothing.
    typealias Probe = (_ listing: String, _ folder: String) async throws(BoxError) -> [String]

    /// Where the command that is looked at runs.
    var folder: String
    var facts: FileFacts
    /// The pipelines that wrote files earlier.
    let written: [String: ShellCommand.Pipeline]
    /// The record with its colours, which tell what a name stands for.
    let colours: ListedColours
    let ask: Probe
    /// What can be given more of, when a number comes out too small.
    var sink: Sink?
    /// Files that the command works on and no record names.
    var excess: [String] = []

    func probe(_ listing: String) async throws(BoxError) -> [String] {
        try await ask(listing, folder)
    }

    /// Proposes the facts under which a pipeline prints what is wanted.
    mutating func find(in stages: ShellCommand.Pipeline, _ wanted: Wanted) async throws(BoxError) {
        guard let first = stages.first else { return }
        var wanted = wanted
        wanted.isFiltered = wanted.isFiltered || stages.count > 1
        let spread = stages.firstIndex { $0.name == "xargs" }
        for stage in stages[((spread ?? 0) + 1)...].reversed() { wanted.undo(stage) }
        if let spread {
            let prefix = stages[..<spread]
            let source = prefix.map(\.source).joined(separator: " | ").replacing(
                "-print0", with: "")
            let command = FactFinder.command(of: Array(stages[spread].parts.dropFirst()))
            try await over(
                command, Targets(files: try await probe(source), maker: NameMaker(first)), wanted)
            return
        }
        if let place = first.words.firstIndex(where: { ["-exec", "-execdir", "-ok"].contains($0) }),
            first.name == "find"
        {
            let command = FactFinder.command(of: Array(first.parts[(place + 1)...]))
            let source = first.parts[..<place].map(\.source).joined(separator: " ")
            var find = first
            find.parts = Array(first.parts[..<place])
            try await over(
                command, Targets(files: try await probe(source), maker: NameMaker(find)), wanted)
            return
        }
        if stages.count > 1, first.name == "find",
            stages[1].words.contains(where: { $0.hasPrefix("--files0-from") })
        {
            var command = stages[1]
            command.parts = command.parts.filter { !$0.text.hasPrefix("--files0") }
            let source = first.source.replacing("-print0", with: "")
            var again = wanted
            if case .lines(let lines) = wanted.kind {
                var fresh = Wanted(kind: .lines(lines), isCut: wanted.isCut)
                fresh.samples = wanted.samples
                again = fresh
            }
            try await over(
                command, Targets(files: try await probe(source), maker: NameMaker(first)), again)
            return
        }
        if let place = stages.firstIndex(where: { $0.kind == .condition }), place > 0 {
            // `find … | while read file; do …; done`
            let source = stages[..<place].map(\.source).joined(separator: " | ")
            let targets = Targets(files: try await probe(source), maker: NameMaker(first))
            try await loop(stages[place].body, over: targets, wanted)
            if first.name != "find" { try await self.source(first, wanted) }
            return
        }
        try await source(first, wanted)
    }

    /// The command of an `-exec` or `xargs`, without what belongs to these.
    private static func command(of parts: [ShellCommand.Word]) -> ShellCommand.Stage {
        var stage = ShellCommand.Stage()
        var rest = parts[...]
        while let word = rest.first, word.text.hasPrefix("-") {
            rest.removeFirst()
            if ["-I", "-n", "-P", "-L", "-d"].contains(word.text) { rest = rest.dropFirst() }
        }
        stage.parts = rest.filter { !["{}", ";", "+"].contains($0.text) }
        return stage
    }

    /// What a first stage must find to print what is wanted.
    mutating func source(_ stage: ShellCommand.Stage, _ wanted: Wanted) async throws(BoxError) {
        switch stage.kind {
        case .group:
            for (index, pipeline) in stage.body.enumerated() {
                // What only a number is known of is put into the first.
                if index > 0, wanted.lines == nil { return }
                try await find(in: pipeline, wanted)
            }
        case .loop: try await loop(stage, wanted)
        case .condition:
            // `while read line; do …; done < file` shows what it reads.
            if let input = stage.input { give(wanted, to: [input], nil) }
        case .simple: try await command(stage, wanted)
        }
    }

    private mutating func command(_ stage: ShellCommand.Stage, _ wanted: Wanted)
        async throws(BoxError)
    {
        switch stage.name {
        case "find": try await found(by: stage, wanted)
        case "ls", "dir": try await listed(by: stage, wanted)
        case "echo", "printf": try await echoed(by: stage, wanted)
        case "getent", "id", "groups": told(by: stage, wanted)
        case "tar": unpacked(by: stage, wanted)
        case "su", "bash", "sh", "sudo", "env", "timeout", "nice":
            for pipeline in FactFinder.inner(stage) { try await find(in: pipeline, wanted) }
        case "grep", "egrep", "fgrep", "cat", "head", "tail", "sort", "uniq", "cut", "awk", "sed",
            "wc",
            "nl", "tac", "rev", "tr", "du", "stat", "sha256sum", "md5sum", "sha1sum", "comm",
            "file",
            "basename", "dirname", "zcat", "strings", "column", "less", "more":
            let targets = try await targets(of: stage)
            try await over(stage, targets, wanted)
        default:
            for text in stage.parts.flatMap(\.substitutions) {
                for pipeline in ShellCommand(text).pipelines {
                    try await find(in: pipeline, wanted)
                }
            }
        }
    }

    /// `echo "so many: $(…)"`: what stands in the place of the substitution.
    private mutating func echoed(by stage: ShellCommand.Stage, _ wanted: Wanted)
        async throws(BoxError)
    {
        let substitutions = stage.parts.flatMap(\.substitutions)
        guard let lines = wanted.lines, let text = substitutions.first else { return }
        let constant = stage.parts.dropFirst().map(\.text).joined(separator: " ")
        let mark = constant.firstRange(of: "$(") ?? constant.firstRange(of: "`")
        let head = mark.map { constant[..<$0.lowerBound] } ?? ""
        let tail =
            constant.lastIndex { $0 == ")" || $0 == "`" }.map {
                constant[constant.index(after: $0)...]
            } ?? ""
        let inner = lines.map { line -> String in
            var line = line[...]
            if line.hasPrefix(head) { line = line.dropFirst(head.count) }
            if substitutions.count == 1, line.hasSuffix(tail) { line = line.dropLast(tail.count) }
            return String(line)
        }
        for pipeline in ShellCommand(text).pipelines {
            try await find(in: pipeline, Wanted(kind: .lines(inner), isCut: wanted.isCut))
        }
    }

    /// What a command runs that only runs another: `su ada -c '…'`, `sudo …`.
    private static func inner(_ stage: ShellCommand.Stage) -> [ShellCommand.Pipeline] {
        if let text = stage.argument("-c") { return ShellCommand(text).pipelines }
        guard !["su", "bash", "sh"].contains(stage.name) else { return [] }
        var inner = stage
        inner.parts = Array(
            stage.parts.dropFirst().drop { part in
                part.text.hasPrefix("-") || part.text.contains("=")
                    || part.text.first?.isNumber == true
            })
        return inner.parts.isEmpty ? [] : [[inner]]
    }

    // MARK: Files that a command names

    /// The files that a command reads.
    func targets(of stage: ShellCommand.Stage) async throws(BoxError) -> Targets {
        if let input = stage.input { return Targets(files: [input], maker: nil) }
        var parts = Array(stage.parts.dropFirst())
        let takesPattern = ["grep", "egrep", "fgrep", "awk", "sed", "tr"].contains(stage.name)
        let valued: [String: Set<String>] = [
            "awk": ["-F", "-v", "-f"], "cut": ["-d", "-f", "-c", "-b"], "head": ["-n", "-c"],
            "tail": ["-n", "-c"], "sort": ["-k", "-t", "-o"],
            "grep": ["-e", "-f", "-m", "-A", "-B", "-C"],
            "stat": ["-c", "--format", "-f"], "du": ["-d", "--max-depth", "-t"], "egrep": ["-e"],
            "wc": [], "uniq": ["-f", "-s"],
        ]
        let own = valued[stage.name] ?? []
        var kept: [ShellCommand.Word] = []
        var hasPattern = stage.words.contains("-e")
        while !parts.isEmpty {
            let part = parts.removeFirst()
            if own.contains(part.text) {
                if !parts.isEmpty { parts.removeFirst() }
            } else if part.text.hasPrefix("-"), part.text != "-", !part.isComputed {
                continue
            } else if takesPattern, !hasPattern {
                hasPattern = true
            } else {
                kept.append(part)
            }
        }
        if stage.name == "tr" { kept = [] }
        return try await resolve(kept)
    }

    /// The names that words stand for, asked of the shell where only it can know.
    func resolve(_ words: [ShellCommand.Word]) async throws(BoxError) -> Targets {
        var files: [String] = []
        var maker: NameMaker?
        var others: [NameMaker] = []
        for word in words {
            let isOpen = word.hasGlob || word.isComputed || word.text.contains("{")
            guard isOpen else {
                files.append(word.text)
                continue
            }
            for text in word.substitutions {
                if let stage = ShellCommand(text).pipelines.first?.first,
                    ["find", "ls"].contains(stage.name)
                {
                    maker = NameMaker(stage)
                }
            }
            let names = try await probe("printf '%s\\n' \(word.source)").filter { !$0.isEmpty }
            if word.hasGlob,
                names == [word.text] || names.isEmpty || names.first?.contains("*") == true
            {
                if word.hasGlob, let earlier = maker { others.append(earlier) }
                maker = NameMaker(pattern: word.text)
            } else {
                files += names
                if word.hasGlob { maker = maker ?? NameMaker(pattern: word.text) }
            }
        }
        return Targets(files: files, maker: maker, others: others)
    }

    /// Goes where a command went that begins in a folder.
    mutating func go(_ way: [String], from start: String) {
        folder = start
        for step in way { folder = path(step) }
    }

    /// A path as the shell takes it.
    func path(_ name: String) -> String {
        let whole =
            name.hasPrefix("/")
            ? name : name.hasPrefix("~") ? "/root" + name.dropFirst() : "\(folder)/\(name)"
        return FileFacts.normalised(whole)
    }
}

/// Files that a command works on, and how there could be more of them.
struct Targets {
    var files: [String]
    var maker: NameMaker?
    /// Patterns that name no file either, of which there has to be one.
    var others: [NameMaker] = []
}
