internal import CNamespaces
import Glibc
import SeededRandom

/// A login bash on a pseudo-terminal of its box, kept for an episode and typed into.
///
/// Nothing in the box tells when a command is done. The host sees that all that was typed has
/// been read and that the foreground process sleeps reading the terminal; what the terminal still
/// holds back is fetched by writing a word of the host's own behind it, which only the host reads.
///
/// A class because it is a live process; its state changes only under the owner's mutual
/// exclusion, a step at a time.
final class TerminalShell: Shell {
    private let box: Box
    private(set) var process: pid_t = 0
    private var terminal: Descriptor
    private var buffer = OutputBuffer()
    private var generator = SystemRandomNumberGenerator()
    /// Whether a person sits at it, with a window.
    var isSized = false

    var ownDescriptors: Set<Int32> { [0, 1, 2, 255] }
    var isInteractive: Bool { true }
    var lastExitCode: Int { box.view(of: process).bash(box.tree)?.exitCode ?? 0 }

    /// - Parameter home: the folder whose profile the shell reads.
    init(in box: Box, home: String = Box.home) async throws(BoxError) {
        self.box = box
        (process, terminal) = try TerminalShell.start(in: box, home: home)
        try await awaitFirstPrompt()
    }

    deinit { end() }

    private static func start(
        in box: Box, home: String = Box.home
    ) throws(BoxError) -> (pid_t, Descriptor) {
        let terminal = try box.openTerminal()
        let peer = box_terminal_peer(terminal.number)
        guard peer >= 0 else { throw .system("open a terminal") }
        defer { close(peer) }
        terminal.setNonblocking()
        return (
            try box.enter(
                Box.Entry(
                    program: "/bin/bash", arguments: ["bash", "--login"], descriptors: [peer],
                    takesTerminal: true, home: home)),
            terminal
        )
    }

    private func awaitFirstPrompt() async throws(BoxError) {
        var patience = Patience(.seconds(60))
        while reader() == nil {
            _ = buffer.drain(terminal.number)
            if patience.isOver || hasEnded() != nil {
                throw BoxError("the box's bash does not prompt")
            }
            await patience.wait(for: terminal)
        }
        _ = await settle()
        buffer = OutputBuffer()
        // What process 1 still starts would be seen.
        let first = box.view(of: box.process)
        var more = Patience(.seconds(10))
        while first.awaitedDescriptor != 0, !more.isOver { await more.wait(for: terminal) }
    }

    private func end() {
        guard process > 0 else { return }
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
        process = 0
    }

    func run(_ command: String, deadline: Duration) async throws(BoxError) -> ShellOutput {
        var patience = Patience(deadline)
        var shown: [UInt8] = []
        for (index, line) in command.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            // The echo first, so that where it ends is known. A program that reads whole lines
            // gets them whole; the terminal echoes them.
            let isEdited = !readsWholeLines
            let parts =
                isEdited ? [TerminalShell.typed(line), [0x0A]] : [Array(line.utf8) + [0x0A]]
            for (place, part) in parts.enumerated() where !part.isEmpty {
                let result = try await type(part, &patience)
                var bytes = result.bytes
                if index == 0, place == parts.count - 1 {
                    bytes = TerminalShell.withoutEcho(bytes, of: isEdited ? "" : line)
                }
                if let ending = result.ending {
                    return ShellOutput(
                        bytes: shown + bytes, exitCode: result.code, ending: ending,
                        lost: buffer.lost)
                }
                if index > 0 || place == parts.count - 1 { shown += bytes }
            }
        }
        let view = reader().map(box.view)
        let bash = view?.bash(box.tree)
        let ending: ShellOutput.Ending =
            if let bash, !bash.executesBuiltin {
                bash.wantsMore ? .continuation : .prompt
            } else {
                .input
            }
        return ShellOutput(
            bytes: shown, exitCode: ending == .prompt ? bash?.exitCode : nil, ending: ending,
            lost: buffer.lost)
    }

    /// Whether the terminal gathers a line before anybody reads it.
    private var readsWholeLines: Bool {
        var settings = termios()
        return tcgetattr(terminal.number, &settings) == 0
            && settings.c_lflag & tcflag_t(ICANON) != 0
    }

    /// What follows the line that was typed, its end, and the end of bracketed paste.
    private static func withoutEcho(_ bytes: [UInt8], of line: Substring) -> [UInt8] {
        var rest = bytes[...]
        // A line that fills the terminal's width is drawn once more before its end.
        if rest.starts(with: "\u{1B}[A".utf8), let end = bytes.firstPosition(of: [0x0D, 0x0A]) {
            rest = rest[end...]
        }
        for part in ["\(line)", "\r\n", "\u{1B}[?2004l\r"] where rest.starts(with: part.utf8) {
            rest = rest.dropFirst(part.utf8.count)
        }
        return Array(rest)
    }

    /// What is typed for a line: bash would take a tab or another control character as a key.
    private static func typed(_ line: Substring) -> [UInt8] {
        line.utf8.flatMap { $0 < 0x20 || $0 == 0x7F ? [0x16, $0] : [$0] }
    }

    private struct Answer {
        var bytes: [UInt8]
        var ending: ShellOutput.Ending?
        var code: Int?
    }

    /// Types some bytes and waits until they are read and a reader waits for more.
    private func type(_ bytes: [UInt8], _ patience: inout Patience) async throws(BoxError) -> Answer
    {
        patience.begin()
        let before = reader().map(box.view)
        let read = before?.bytesRead ?? 0
        var sent = 0
        // Of the keys that the terminal itself acts on, such as the end of input, nothing is read.
        var isRead =
            before == nil || (readsWholeLines && bytes.contains { $0 < 0x20 && $0 != 0x0A })
        while true {
            if sent < bytes.count {
                // A terminal takes about 4096 bytes at once.
                let count = bytes[sent..<min(bytes.count, sent + 1024)].withUnsafeBytes {
                    write(terminal.number, $0.baseAddress, $0.count)
                }
                if count > 0 { sent += count }
            }
            _ = buffer.drain(terminal.number)
            if let code = hasEnded() {
                let rest = buffer.take()
                try await restart()
                return Answer(bytes: rest, ending: .exit, code: code)
            }
            if sent == bytes.count {
                isRead = isRead || before?.bytesRead.map { $0 - read >= sent } ?? true
                if isRead, reader(isPatient: patience.elapsed > .milliseconds(30)) != nil { break }
            }
            if patience.isOver { return try await stop() }
            await patience.wait(for: terminal)
        }
        return Answer(bytes: await settle())
    }

    /// The foreground process that sleeps reading the terminal, if one does.
    private func reader(isPatient: Bool = false) -> pid_t? {
        let group = tcgetpgrp(terminal.number)
        guard group > 0 else { return nil }
        // Looking for input takes more than to see that nobody sleeps.
        guard isPatient || isReading(group) else { return nil }
        let peer = box_terminal_peer(terminal.number)
        guard peer >= 0 else { return nil }
        defer { close(peer) }
        guard box_has_input(peer) == 0 else { return nil }
        if isReading(group) { return group }
        guard isPatient else { return nil }
        return box.view(of: process).descendants.first {
            box.view(of: $0).status?.group == group && isReading($0)
        }
    }

    private func isReading(_ process: pid_t) -> Bool {
        let view = box.view(of: process)
        guard let descriptor = view.awaitedDescriptor else { return false }
        let target = view.target(of: descriptor)
        return target.hasPrefix("/dev/pts/") || target == "/dev/tty"
    }

    /// Takes everything that was printed until now.
    ///
    /// The kernel hands a terminal's output on in the background. A word written now comes out
    /// behind all that was written before.
    private func settle() async -> [UInt8] {
        let peer = box_terminal_peer(terminal.number)
        guard peer >= 0 else { return buffer.take() }
        defer { close(peer) }
        _ = fcntl(peer, F_SETFL, O_NONBLOCK)
        let word = Array("<\(generator.next())\(generator.next())>".utf8)
        var patience = Patience(.seconds(60))
        var isWritten = false
        while !patience.isOver {
            if !isWritten { isWritten = write(peer, word, word.count) == word.count }
            _ = buffer.drain(terminal.number)
            if let bytes = buffer.take(before: word) { return bytes }
            await patience.wait(for: terminal)
        }
        return buffer.take()
    }

    /// The side of the terminal that the host types into and reads.
    var descriptor: Int32 { terminal.number }

    /// Whether the shell waits for a command.
    var isAtPrompt: Bool { reader() == process }

    /// Types some bytes and does not wait for what comes of them.
    func type(_ bytes: [UInt8]) { _ = write(terminal.number, bytes, bytes.count) }

    /// Starts a new shell if this one has ended; `false` if it has not.
    func replaceIfEnded() async throws(BoxError) -> Bool {
        guard hasEnded() != nil else { return false }
        buffer = OutputBuffer()
        try await restart()
        return true
    }

    /// Drops what was typed and not sent, and what was printed until now.
    func forgetLine() async throws(BoxError) {
        // What is still on its way to the shell belongs to the line; a program may go on, though.
        var patience = Patience(.milliseconds(300))
        while !isAtPrompt, !patience.isOver { await patience.wait(for: terminal) }
        if isAtPrompt {
            // To the end of the line, and away with what is before it.
            var enough = Patience(.seconds(60))
            _ = try await type([0x05, 0x15], &enough)
        } else {
            _ = await settle()
        }
        buffer = OutputBuffer()
    }

    private func hasEnded() -> Int? {
        var code: Int32 = 0
        guard waitpid(process, &code, WNOHANG) == process else { return nil }
        process = 0
        // Reading a terminal whose other side is closed fetches what is on its way, and then fails.
        buffer.drainFully(terminal.number)
        return Int(ExitStatus.code(of: code))
    }

    private func restart() async throws(BoxError) {
        (process, terminal) = try TerminalShell.start(in: box)
        try await awaitFirstPrompt()
    }

    func recall(exitCode: Int) async throws(BoxError) {
        // A list spares a shell that ends with the first command that fails.
        if exitCode != 0 { _ = try await run(" (exit \(exitCode)) && :", deadline: .seconds(60)) }
    }

    /// Interrupts the foreground, then kills it, and at last the shell.
    private func stop() async throws(BoxError) -> Answer {
        if let answer = try await stop(by: SIGINT, within: .seconds(1)) { return answer }
        // What no signal frees is the shell itself.
        if tcgetpgrp(terminal.number) != process,
            let answer = try await stop(by: SIGKILL, within: .seconds(10))
        {
            return answer
        }
        end()
        let rest = buffer.take()
        try await restart()
        return Answer(bytes: rest, ending: .deadline, code: 137)
    }

    /// Signals what is in the foreground until the shell prompts; `nil` if it does not.
    private func stop(by signal: Int32, within time: Duration) async throws(BoxError) -> Answer? {
        var patience = Patience(time)
        var signalled: pid_t = 0
        while !patience.isOver {
            let group = tcgetpgrp(terminal.number)
            // Interrupted once: the shell that then comes to the foreground is not meant.
            let isMeant = signal == SIGINT ? signalled == 0 : group != signalled && group != process
            if group > 0, isMeant {
                kill(-group, signal)
                signalled = group
            }
            _ = buffer.drain(terminal.number)
            if let code = hasEnded() {
                let rest = buffer.take()
                try await restart()
                return Answer(bytes: rest, ending: .deadline, code: code)
            }
            if let reader = reader(), reader == process {
                let code = box.view(of: process).bash(box.tree)?.exitCode
                return Answer(bytes: await settle(), ending: .deadline, code: code)
            }
            await patience.wait(for: terminal)
        }
        return nil
    }
}
