/// What a bash knows that is in no file: its folder, variables, functions, aliases, options, traps
/// and history, in bash's own words, which another bash can read.
struct ShellState {
    private let text: String
    private let history: String
    private let exitCode: Int

    /// The variables that a bash makes for itself, or that change by being looked at.
    private static let own: Set<Substring> = [
        "BASH", "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0",
        "BASH_CMDS", "BASH_COMMAND", "BASH_EXECUTION_STRING", "BASH_LINENO", "BASH_SOURCE",
        "BASH_SUBSHELL", "BASH_VERSINFO", "BASH_VERSION", "COMP_WORDBREAKS", "DIRSTACK",
        "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS", "HISTCMD", "LINENO",
        "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS", "SRANDOM", "UID", "_",
    ]

    private static let name = ".diorama-state"
    private static let historyName = ".diorama-history"

    /// Asks a shell for its state.
    init(of shell: any Shell, in box: Box) async throws(BoxError) {
        exitCode = shell.lastExitCode
        let place = "/dev/shm/\(ShellState.name)"
        let past = "/dev/shm/\(ShellState.historyName)"
        let isInteractive = shell.isInteractive
        let code = exitCode
        (text, history) = try await box.withSharedFile("", named: ShellState.name) {
            () async throws(BoxError) in
            try await box.withSharedFile("", named: ShellState.historyName) {
                () async throws(BoxError) in
                let asked =
                    isInteractive ? "history -w \(past); " : ""
                let output = try await shell.run(
                    " { declare -p; declare -f; declare -F; alias -p; trap -p; umask -p; "
                        + "shopt -p; set +o; printf 'cd -- %q\\n' \"$PWD\"; } >\(place); \(asked)"
                        + "(exit \(code))", deadline: .seconds(10))
                guard output.ending == .prompt else {
                    throw BoxError("a shell that waits for input cannot be copied")
                }
                return (
                    ShellState.withoutOwn(box.sharedText(ShellState.name)),
                    box.sharedText(ShellState.historyName)
                )
            }
        }
    }

    /// Gives the state to a new shell.
    func apply(to shell: any Shell, in box: Box) async throws(BoxError) {
        let isInteractive = shell.isInteractive
        try await box.withSharedFile(text, named: ShellState.name) { () async throws(BoxError) in
            try await box.withSharedFile(history, named: ShellState.historyName) {
                () async throws(BoxError) in
                let past =
                    isInteractive
                    ? " history -c; history -r /dev/shm/\(ShellState.historyName);" : ""
                _ = try await shell.run(
                    " . /dev/shm/\(ShellState.name) >/dev/null 2>&1;\(past) (exit \(exitCode))",
                    deadline: .seconds(10))
            }
        }
    }

    private static func withoutOwn(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            guard line.hasPrefix("declare -") else { return true }
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3 else { return true }
            return !own.contains(words[2].prefix { $0 != "=" })
        }.joined(separator: "\n") + "\n"
    }
}
