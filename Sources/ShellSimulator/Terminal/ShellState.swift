internal import CNamespaces

/// What a bash knows that is in no file: its folders, variables, functions, aliases, completions,
/// options, positional parameters, umask, traps and history, in bash's own words, which another
/// bash can read.
struct ShellState {
    /// What the shell printed about itself, in the order of ``questions``.
    private let answers: [String]
    private let history: String
    private let exitCode: Int

    /// The variables that a bash makes for itself, or that change by being looked at.
    private static let own: Set<Substring> = [
        "BASH", "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0",
        "BASH_CMDS", "BASH_COMMAND", "BASH_EXECUTION_STRING", "BASH_LINENO", "BASH_SOURCE",
        "BASH_SUBSHELL", "BASH_VERSINFO", "BASH_VERSION", "COMP_WORDBREAKS", "DIRSTACK",
        "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS", "HISTCMD", "LINENO",
        "PIPESTATUS", "PPID", "RANDOM", "SHELLOPTS", "SRANDOM", "UID", "_",
    ]

    /// The variables that a new bash has, which are taken away before it gets the old one's.
    private static let initial = [
        "COLUMNS", "HISTCONTROL", "HISTFILE", "HISTFILESIZE", "HISTSIZE", "HOME", "HOSTNAME",
        "HOSTTYPE", "IFS", "LINES", "LS_COLORS", "MACHTYPE", "MAILCHECK", "OLDPWD", "OPTERR",
        "OPTIND", "OSTYPE", "PATH", "PROMPT_COMMAND", "PS1", "PS2", "PS4", "SHELL", "SHLVL", "TERM",
    ]

    /// What a shell is asked; whatever it calls an alias or a function, the builtins answer.
    private static let questions = [
        "dirs -l -p", "declare -p", "shopt -p", "declare -f", "declare -F", "alias -p",
        "complete -p", "enable -n", "umask -p", "set +o",
        "printf 'set --%.0s' x", "printf ' %s' ${1+\"${@@Q}\"}",
    ]
    /// Asked for itself and last: a file of commands is read without the trap `DEBUG`.
    private static let lastQuestion = "trap -p"

    private static let place = "/dev/shm/.diorama-state"
    private static let past = "/dev/shm/.diorama-past"
    private static let asking = "/dev/shm/.diorama-asks"

    /// Asks a shell for its state.
    init(of shell: any Shell, in box: Box) async throws(BoxError) {
        exitCode = shell.lastExitCode
        // Read from a file, since what is typed is read and shown letter by letter.
        let asked =
            ShellState.questions.map { question in
                "\\builtin \(question) >>\(ShellState.place) || :\n"
                    + "\\builtin printf '\\0' >>\(ShellState.place)\n"
            }.joined() + (shell.isInteractive ? "\\builtin history -w \(ShellState.past)\n" : "")
        let line =
            " \\builtin . \(ShellState.asking); "
            + "\\builtin \(ShellState.lastQuestion) >>\(ShellState.place)"
        var (text, history) = try await box.withSharedFile(asked, at: ShellState.asking) {
            () async throws(BoxError) in
            try await ShellState.exchange(("", ""), in: box) { () async throws(BoxError) in
                let output = try await shell.run(line, deadline: .seconds(60))
                guard output.ending == .prompt else {
                    throw BoxError(refusing: "a shell that waits for input cannot be copied")
                }
            }
        }
        answers = text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard answers.count == ShellState.questions.count + 1 else {
            throw BoxError(refusing: "a shell that does not tell its state cannot be copied")
        }
        var lines = history.split(separator: "\n", omittingEmptySubsequences: false)
        if let own = lines.lastIndex(where: { $0.contains(ShellState.place) }) {
            // It remembers what begins with a space too, and so the question and this.
            lines.removeSubrange(own...)
            history = lines.map { "\($0)\n" }.joined()
            _ = try await shell.run(
                " \\builtin history -d -1; \\builtin history -d -1", deadline: .seconds(60))
        }
        self.history = history
        try await shell.recall(exitCode: exitCode)
    }

    /// Gives the state to a new shell.
    func apply(to shell: any Shell, in box: Box) async throws(BoxError) {
        let past =
            shell.isInteractive
            ? "\\builtin history -c; \\builtin history -r \(ShellState.past)\n" : ""
        _ = try await ShellState.exchange((script + past, history), in: box) {
            () async throws(BoxError) in
            let output = try await shell.run(
                " . \(ShellState.place) >/dev/null 2>&1", deadline: .seconds(60))
            guard output.ending == .prompt else {
                throw BoxError(refusing: "the copy of the shell did not take its state over")
            }
        }
        try await shell.recall(exitCode: exitCode)
    }

    /// Puts two texts into the files that the shell reads or writes, and gives what they then hold.
    private static func exchange(
        _ texts: (state: String, history: String), in box: Box,
        _ body: () async throws(BoxError) -> Void
    ) async throws(BoxError) -> (String, String) {
        try await box.withSharedFile(texts.state, at: place) { () async throws(BoxError) in
            try await box.withSharedFile(texts.history, at: past) { () async throws(BoxError) in
                try await body()
                return (box.sharedText(place), box.sharedText(past))
            }
        }
    }

    /// The state as commands.
    ///
    /// Functions come before aliases, which would be replaced in them; what
    /// makes the shell stricter comes last. Behind the functions, which may have the names of
    /// builtins, the builtins are called by their full names.
    private var script: String {
        let folders = answers[0].split(separator: "\n").map { FileFacts.quoted(String($0)) }
        let variables = ShellState.statements(answers[1]).filter { statement in
            !ShellState.own.contains(ShellState.variable(of: statement))
        }
        let before =
            ["\\unalias -a", "cd -- \(folders.first ?? "/")"]
            + folders.dropFirst().reversed().map { "pushd -n -- \($0)" }
            + ["unset -v \(ShellState.initial.joined(separator: " "))"]
            + variables.map(String.init) + [answers[2], answers[3], answers[4]]
        let after = [answers[10] + answers[11] + "\n"] + [5, 6, 8, 12, 9, 7].map { answers[$0] }
        let builtins = after.flatMap(ShellState.statements).map { "\\builtin \($0)" }
        return (before + builtins).joined(separator: "\n") + "\n"
    }

    /// The variable that a `declare` declares.
    private static func variable(of statement: Substring) -> Substring {
        let words = statement.split(separator: " ", maxSplits: 2)
        return words.count == 3 ? words[2].prefix { $0 != "=" } : ""
    }

    /// The statements of a text, each up to a line's end that is not within quotes.
    private static func statements(_ text: String) -> [Substring] {
        enum Quote { case single, double, ansi }
        var found: [Substring] = []
        var start = text.utf8.startIndex
        var quote: Quote?
        var isEscaped = false
        var last: UInt8 = 0
        for (index, byte) in zip(text.utf8.indices, text.utf8) {
            defer { last = byte }
            if isEscaped {
                isEscaped = false
                continue
            }
            switch (byte, quote) {
            case (UInt8(ascii: "\\"), let quote) where quote != .single: isEscaped = true
            case (UInt8(ascii: "\""), nil): quote = .double
            case (UInt8(ascii: "'"), nil): quote = last == UInt8(ascii: "$") ? .ansi : .single
            case (UInt8(ascii: "\""), .double), (UInt8(ascii: "'"), .single),
                (UInt8(ascii: "'"), .ansi):
                quote = nil
            case (UInt8(ascii: "\n"), nil):
                found.append(text[start..<index])
                start = text.utf8.index(after: index)
            default: break
            }
        }
        return found
    }
}
