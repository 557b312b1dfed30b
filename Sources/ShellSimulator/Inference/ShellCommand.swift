/// A shell command taken apart as far as inference needs it: pipelines of stages, loops and groups
/// with what is inside them, and the words with the commands that are substituted in them.
///
/// What only the shell can know (variables, arithmetic) stays as it is written.
struct ShellCommand: Hashable, Sendable {
    /// The stages of a pipeline, first to last.
    typealias Pipeline = [Stage]

    /// A word of a command.
    struct Word: Hashable, Sendable {
        /// The word without its quotes.
        var text = ""
        /// As it is written.
        var source = ""
        var hasGlob = false
        /// Whether something in it is only known when it runs.
        var isComputed = false
        /// The commands of `$(…)` in it.
        var substitutions: [String] = []
    }

    /// A part of a pipeline.
    struct Stage: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case simple
            case group
            /// `for VARIABLE in …`; the words are the items.
            case loop(variable: String)
            /// `while` and `if`, whose bodies may or may not run.
            case condition
        }

        var kind = Kind.simple
        var parts: [Word] = []
        /// What runs inside a group or loop.
        var body: [Pipeline] = []
        /// Where its output goes, if not to the next stage.
        var target: String?
        /// The file that it reads on standard input.
        var input: String?
        /// As it is written.
        var source = ""

        var words: [String] { parts.map(\.text) }
        var name: String { kind == .simple ? parts.first?.text ?? "" : "" }
        /// The words that are no options.
        var operands: [String] { words.dropFirst().filter { !$0.hasPrefix("-") || $0 == "-" } }
        var options: [String] { words.dropFirst().filter { $0.hasPrefix("-") && $0 != "-" } }
        var hasGlob: Bool { parts.contains { $0.hasGlob } }
        var isComputed: Bool { parts.contains { $0.isComputed } || kind != .simple }

        /// Whether an option letter was given, alone or among others.
        func has(_ letter: Character) -> Bool {
            options.contains { !$0.hasPrefix("--") && $0.contains(letter) }
        }

        /// The value of an option: `-d ,` or `-d,`.
        func option(_ letter: Character) -> String? {
            for (index, word) in words.enumerated() where word.hasPrefix("-\(letter)") {
                if word.count > 2 { return String(word.dropFirst(2)) }
                return index + 1 < words.count ? words[index + 1] : nil
            }
            return nil
        }

        /// The word behind a word: `-name` and its pattern.
        func argument(_ name: String) -> String? {
            guard let place = words.firstIndex(of: name), place + 1 < words.count else {
                return nil
            }
            return words[place + 1]
        }
    }

    var pipelines: [Pipeline]

    init(_ text: String) {
        var reader = ShellCommandReader(text)
        pipelines = reader.list(until: [])
    }

    /// Where it goes, if it changes the folder.
    var lastFolder: String? { pipelines.compactMap(ShellCommand.folder).last }

    /// Where a pipeline goes that only changes the folder.
    static func folder(of stages: Pipeline) -> String? {
        guard stages.count == 1, stages[0].name == "cd", !stages[0].isComputed else { return nil }
        return stages[0].operands.first ?? "~"
    }

    /// All simple commands, those inside loops, groups and substitutions too.
    var atoms: [Stage] { ShellCommand.atoms(of: pipelines) }

    private static func atoms(of pipelines: [Pipeline]) -> [Stage] {
        pipelines.flatMap { stages in
            stages.flatMap { stage in
                let inner = stage.parts.flatMap(\.substitutions).flatMap { ShellCommand($0).atoms }
                let own = stage.kind == .simple && !stage.parts.isEmpty ? [stage] : []
                return own + inner + atoms(of: stage.body)
            }
        }
    }
}

extension ShellCommand {
    /// The programs that only read.
    private static let readers: Set<String> = [
        "cat", "wc", "head", "tail", "sort", "uniq", "cut", "tr", "grep", "egrep", "fgrep", "awk",
        "sed", "nl",
        "tac", "rev", "paste", "ls", "dir", "find", "du", "xargs", "basename", "dirname", "stat",
        "file",
        "md5sum", "sha256sum", "sha1sum", "comm", "diff", "echo", "seq", "expr", "printf", "ps",
        "date", "df",
        "free", "whoami", "id", "uname", "hostname", "pwd", "last", "who", "uptime", "env", "which",
        "bc",
        "column", "numfmt", "strings", "tree", "groups", "netstat", "ifconfig", "ip", "getent",
        "true", "test",
        "[", "history", "type", "locale", "nproc", "lscpu", "exit",
    ]

    /// Whether it leaves files as they are, and the shell too.
    var isReading: Bool {
        !atoms.isEmpty && !ShellCommand.writes(pipelines)
            && atoms.allSatisfy { stage in
                ShellCommand.readers.contains(stage.name)
                    && !stage.words.dropFirst().contains { ShellCommand.changers.contains($0) }
                    && !(stage.name == "sed" && stage.has("i"))
                    && !(stage.name == "sort" && stage.words.contains("-o"))
            }
    }

    /// Words that make a reader change something: tests of find, programs that are run by others.
    private static let changers: Set<String> = [
        "-delete", "-ok", "rm", "mv", "cp", "chmod", "chown", "sh", "bash", "touch", "tar", "gzip",
        "zip", "sed",
        "mkdir", "ln", "tee",
    ]

    private static func writes(_ pipelines: [Pipeline]) -> Bool {
        pipelines.contains { stages in
            stages.contains { $0.target != nil || writes($0.body) || $0.words.contains("tee") }
        }
    }
}
