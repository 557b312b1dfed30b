/// What the dialogue has shown whole, so that what a command makes of it is certain.
///
/// A command that reads nothing else prints what it must: its observation was predicted, and
/// another one is false.
struct KnownOutputs {
    /// Files whose whole content was shown or written.
    private var files: Set<String> = []
    /// Commands whose whole output was shown, and whether its order was the record's.
    private var outputs: [String: Bool] = [:]
    /// Whether something may run on and change files between commands.
    private var isRestless = false

    private static let filters: Set<String> = [
        "cat", "wc", "head", "tail", "sort", "uniq", "cut", "tr", "grep", "egrep", "awk", "sed",
        "nl", "tac",
        "rev", "paste",
    ]
    private static let constants: Set<String> = ["echo", "seq", "expr", "printf"]

    /// What a command must do to be remembered: it reads, and its output does not depend on when.
    private static let stable: Set<String> = filters.union([
        "ls", "find", "du", "xargs", "basename", "dirname", "stat", "file", "md5sum", "sha256sum",
        "comm",
    ])

    /// Whether what a command prints is certain.
    func fix(_ command: String) -> Bool {
        let pipelines = ShellCommand(command).pipelines
        guard !isRestless, pipelines.count == 1, !command.contains("\n"), !command.contains("&"),
            let stages = pipelines.first,
            let first = stages.first, stages.allSatisfy({ $0.kind == .simple && $0.target == nil })
        else { return false }
        if filters(shown: command, stages) { return true }
        guard stages.dropFirst().allSatisfy(KnownOutputs.isFilter), !KnownOutputs.isOpen(first)
        else { return false }
        if KnownOutputs.constants.contains(first.name) { return true }
        let read = KnownOutputs.files(of: first)
        return KnownOutputs.filters.contains(first.name) && !read.isEmpty
            && read.allSatisfy(files.contains)
    }

    /// Whether a command only filters what was shown whole.
    private func filters(shown command: String, _ stages: ShellCommand.Pipeline) -> Bool {
        for count in stride(from: stages.count - 1, to: 0, by: -1) {
            let prefix = KnownOutputs.text(stages.prefix(count))
            guard let isOrdered = outputs[prefix] else { continue }
            let rest = stages[count...]
            guard rest.allSatisfy(KnownOutputs.isFilter) else { return false }
            return isOrdered || rest.contains { $0.name == "wc" || $0.name == "sort" }
        }
        return false
    }

    private static func text(_ stages: some Sequence<ShellCommand.Stage>) -> String {
        stages.map { $0.source.trimmedText }.joined(separator: " | ")
    }

    /// Whether a stage reads nothing but what is piped to it.
    private static func isFilter(_ stage: ShellCommand.Stage) -> Bool {
        guard filters.contains(stage.name), !isOpen(stage), files(of: stage).isEmpty else {
            return false
        }
        switch stage.name {
        case "sort": return !stage.has("R") && !stage.words.contains("--random-sort")
        case "grep", "egrep": return !stage.has("r") && !stage.has("R")
        case "tail": return !stage.has("f") && !stage.has("F")
        default: return true
        }
    }

    /// Whether a word of it is only known when it runs; a program of awk has dollars of its own.
    private static func isOpen(_ stage: ShellCommand.Stage) -> Bool {
        stage.parts.contains { part in
            part.isComputed
        } || stage.name != "grep" && stage.name != "awk" && stage.name != "sed" && stage.hasGlob
            || stage.parts.contains {
                $0.text.contains("rand(") || $0.text.contains("systime")
                    || $0.text.contains("strftime") || $0.text.contains("getline")
                    || $0.text.contains("system(")
            }
    }

    /// The operands that are files: behind the pattern or program, and no numbers.
    private static func files(of stage: ShellCommand.Stage) -> [String] {
        var words = stage.words.dropFirst()
        let valued: [String: Set<String>] = [
            "awk": ["-F", "-v"], "cut": ["-d", "-f", "-c"], "head": ["-n", "-c"],
            "tail": ["-n", "-c"],
            "sort": ["-k", "-t"], "grep": ["-e", "-m", "-A", "-B", "-C"], "paste": ["-d"],
            "egrep": ["-e"],
        ]
        var hasPattern =
            stage.words.contains("-e") || !["grep", "egrep", "awk", "sed"].contains(stage.name)
        var files: [String] = stage.input.map { [$0] } ?? []
        while let word = words.popFirst() {
            if valued[stage.name]?.contains(word) == true {
                words = words.dropFirst()
            } else if word.hasPrefix("-") || stage.name == "tr"
                || (stage.name == "tail" && word.hasPrefix("+"))
            {
                continue
            } else if !hasPattern {
                hasPattern = true
            } else {
                files.append(word)
            }
        }
        return files
    }

    /// Remembers what a confirmed command showed whole.
    ///
    /// - Parameters:
    ///   - isExact: whether it was shown in the record's order.
    ///   - isClean: whether nothing was cut off and no complaint is among it.
    mutating func note(_ command: String, isExact: Bool, isClean: Bool) {
        let parsed = ShellCommand(command)
        isRestless = isRestless || KnownOutputs.leavesSomethingRunning(command, parsed)
        guard parsed.isReading else {
            // It may have changed any of them.
            forget()
            return
        }
        guard parsed.pipelines.count == 1, let pipeline = parsed.pipelines.first, isClean,
            !command.contains("\n"),
            pipeline.allSatisfy({ $0.kind == .simple && KnownOutputs.stable.contains($0.name) })
        else { return }
        let isTimed = pipeline.contains { stage in
            stage.words.contains { ["-mmin", "-amin", "-cmin"].contains($0) }
                || stage.parts.contains { !$0.substitutions.isEmpty }
        }
        if !isTimed { outputs[KnownOutputs.text(pipeline)] = isExact }
        if pipeline.count == 1, let stage = pipeline.first, stage.name == "cat",
            stage.words.count == 2,
            !KnownOutputs.isOpen(stage), isExact
        {
            files.insert(stage.words[1])
        }
    }

    private static func leavesSomethingRunning(_ command: String, _ parsed: ShellCommand) -> Bool {
        let starters: Set<String> = [
            "nohup", "setsid", "crontab", "at", "batch", "service", "systemctl", "cron", "disown",
            "coproc",
        ]
        if parsed.atoms.contains(where: { starters.contains($0.name) }) { return true }
        // One that is neither doubled nor a part of a redirection.
        let rest = ["&&", ">&", "<&", "&>"].reduce(command) { $0.replacing($1, with: "") }
        return rest.contains("&")
    }

    private mutating func forget() {
        files = []
        outputs = [:]
    }
}
