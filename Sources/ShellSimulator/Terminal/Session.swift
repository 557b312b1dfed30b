internal import CNamespaces
import Environments
import Glibc
import Synchronization

/// A box with its kept shell: what an episode is a handle to.
///
/// A class because it is live: copies of an episode share it, and it ends with the last of them.
///
/// `@unchecked`: the shell is only touched between taking and giving back `isBusy`, so by one
/// call at a time; everything else never changes.
final class Session: @unchecked Sendable {
    let box: Box
    private let shell: any Shell
    private let isBusy = Mutex(false)

    /// Starts a shell in a box.
    ///
    /// - Parameter home: the folder whose profile a login shell reads.
    init(
        in box: Box, rendering: Rendering, home: String = Box.home
    ) async throws(BoxError) {
        self.box = box
        shell =
            rendering == .pipe
            ? try PipeShell(in: box) : try await TerminalShell(in: box, home: home)
    }

    /// Runs a command in the kept shell.
    func run(_ command: String, deadline: Duration) async throws(BoxError) -> ShellOutput {
        guard take() else {
            throw BoxError(
                refusing: "another step of this episode still runs; fork it to go two ways")
        }
        defer { isBusy.withLock { $0 = false } }
        return try await shell.run(command, deadline: deadline)
    }

    /// The terminal that the shell is on; `nil` if it is on none.
    var terminal: (any EpisodeTerminal)? {
        terminalShell == nil ? nil : SessionTerminal(session: self)
    }

    fileprivate var terminalShell: TerminalShell? { shell as? TerminalShell }

    /// Makes the shell ready for its next command after somebody else typed into it.
    fileprivate func resume() async throws(BoxError) {
        guard take() else { throw BoxError(refusing: "a step of this episode still runs") }
        defer { isBusy.withLock { $0 = false } }
        try await terminalShell?.resume()
    }

    /// A session that goes on from here: a copy of the files, and a shell in the same state.
    ///
    /// - Throws: what cannot be copied, by name.
    func fork(rendering: Rendering) async throws(BoxError) -> Session {
        guard take() else {
            throw BoxError(refusing: "a step of this episode still runs; fork it afterwards")
        }
        defer { isBusy.withLock { $0 = false } }
        try refuseWhatCannotBeCopied()
        // A new shell starts in the copy while the old one tells what it knows.
        async let started = Session.start(inCopyOf: box, rendering: rendering)
        let state = try await ShellState(of: shell, in: box)
        let copy = try await started.get()
        try refuseAnotherUser(than: copy.shell)
        try await state.apply(to: copy.shell, in: copy.box)
        guard box_copy_limits(shell.process, copy.shell.process) == 0 else {
            throw .system("copy the limits of the shell")
        }
        guard folder(of: copy.shell) == folder(of: shell) else {
            throw BoxError(
                refusing: "the folder of the shell cannot be entered: \(folder(of: shell))")
        }
        return copy
    }

    /// The folder that the shell is in.
    var folder: String { folder(of: shell) }

    /// The copy's shell gets what the old shell knows, and not what its profile says by now.
    private static func start(
        inCopyOf box: Box, rendering: Rendering
    ) async -> Result<Session, BoxError> {
        do throws(BoxError) {
            return .success(
                try await Session(in: try box.copy(), rendering: rendering, home: Box.nowhere))
        } catch {
            return .failure(error)
        }
    }

    private func folder(of shell: any Shell) -> String {
        box.view(of: shell.process).link("cwd")
    }

    private func refuseWhatCannotBeCopied() throws(BoxError) {
        guard let status = box.view(of: shell.process).status, status.state != "Z" else {
            throw BoxError(refusing: "the shell has ended; the next step gets a new one")
        }
        guard box.view(of: shell.process).bash(box.tree) != nil else {
            let name = box.view(of: shell.process).text("comm").trimmedText
            throw BoxError(
                refusing: "a shell that became another program cannot be copied: \(name)")
        }
        let own = [box.process, shell.process]
        let others = own.flatMap { box.view(of: $0).descendants }.filter {
            // Process 1 has a session of its own, which what the agent started cannot enter.
            let status = box.view(of: $0).status
            return !own.contains($0) && status?.state != "Z" && status?.session != box.process
        }
        if let first = others.first {
            let name = box.view(of: first).text("comm").trimmedText
            throw BoxError(
                refusing: "running processes cannot be copied: \(name)"
                    + (others.count > 1 ? " and \(others.count - 1) more" : ""))
        }
        let open = box.view(of: shell.process).descriptors
            .filter { !shell.ownDescriptors.contains($0) }
        if let first = open.first {
            throw BoxError(refusing: "open descriptors of the shell cannot be copied: \(first)")
        }
        if !box.sharedMemoryIsEmpty {
            throw BoxError(refusing: "shared memory cannot be copied: files in /dev/shm")
        }
    }

    /// A shell that replaced itself by one of another user has only that user's rights.
    private func refuseAnotherUser(than fresh: any Shell) throws(BoxError) {
        let identity = ["Uid:", "Gid:", "Groups:"]
        let lines = [shell, fresh].map { shell in
            box.view(of: shell.process).text("status").split(separator: "\n")
                .filter { line in identity.contains { line.hasPrefix($0) } }
        }
        if lines[0] != lines[1] {
            throw BoxError(refusing: "a shell that became another user's cannot be copied")
        }
    }

    private func take() -> Bool {
        isBusy.withLock { busy in
            if busy { return false }
            busy = true
            return true
        }
    }
}

/// The terminal of a session, for a person who sits down at it between two steps.
private struct SessionTerminal: EpisodeTerminal {
    let session: Session

    var descriptor: Int32 { session.terminalShell?.descriptor ?? -1 }

    func enter(rows: Int, columns: Int) {
        session.terminalShell?.show(rows: rows, columns: columns)
    }

    func leave() async throws(EnvironmentError) {
        do throws(BoxError) {
            try await session.resume()
        } catch {
            throw EnvironmentError(error)
        }
    }
}
