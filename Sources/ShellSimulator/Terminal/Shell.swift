import Glibc

/// A shell that is kept for an episode and takes a command at a time.
protocol Shell: AnyObject {
    /// Its process, as the host counts.
    var process: pid_t { get }

    /// The descriptors that it has for itself.
    var ownDescriptors: Set<Int32> { get }

    /// Whether it reads its commands from a terminal, with a history.
    var isInteractive: Bool { get }

    /// The exit code of the last command.
    var lastExitCode: Int { get }

    /// Runs a command to its end, or to the deadline, which kills the command.
    func run(_ command: String, deadline: Duration) async throws(BoxError) -> ShellOutput

    /// Makes an exit code that of the last command again.
    func recall(exitCode: Int) async throws(BoxError)
}
