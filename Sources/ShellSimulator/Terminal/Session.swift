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
    init(in box: Box, rendering: Rendering) async throws(BoxError) {
        self.box = box
        shell =
            rendering == .pipe
            ? try PipeShell(in: box) : try await TerminalShell(in: box)
    }

    /// Runs a command in the kept shell.
    func run(_ command: String, deadline: Duration) async throws(BoxError) -> ShellOutput {
        guard take() else {
            throw BoxError("another step of this episode still runs; fork it to go two ways")
        }
        defer { isBusy.withLock { $0 = false } }
        return try await shell.run(command, deadline: deadline)
    }

    /// A session that goes on from here: a copy of the files, and a shell in the same state.
    ///
    /// - Throws: what cannot be copied, by name.
    func fork(rendering: Rendering) async throws(BoxError) -> Session {
        guard take() else {
            throw BoxError("a step of this episode still runs; fork it afterwards")
        }
        defer { isBusy.withLock { $0 = false } }
        try refuseWhatCannotBeCopied()
        let state = try await ShellState(of: shell, in: box)
        let copy = try await Session(in: try box.copy(), rendering: rendering)
        try await state.apply(to: copy.shell, in: copy.box)
        return copy
    }

    private func refuseWhatCannotBeCopied() throws(BoxError) {
        let own = [box.process, shell.process]
        let others = own.flatMap { ProcessView(process: $0).descendants }.filter {
            !own.contains($0) && ProcessView(process: $0).status?.state != "Z"
        }
        if let first = others.first {
            let name = ProcessView(process: first).text("comm").trimmedText
            throw BoxError(
                "running processes cannot be copied: \(name)"
                    + (others.count > 1 ? " and \(others.count - 1) more" : ""))
        }
        let open = ProcessView(process: shell.process).descriptors
            .filter { !shell.ownDescriptors.contains($0) }
        if let first = open.first {
            throw BoxError("open descriptors of the shell cannot be copied: \(first)")
        }
        if !box.sharedMemoryIsEmpty {
            throw BoxError("shared memory cannot be copied: files in /dev/shm")
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
