internal import CNamespaces
import Environments
import Glibc

/// A bash that reads its commands from a channel of its own and writes to a pipe, kept for an episode.
///
/// Commands run as `bash -c COMMAND --` runs them, with nothing to read, but in one shell, so
/// that its folder, variables, functions and background jobs stay. The end of a command is seen
/// from outside: the shell sleeps reading its next command, and there is none. No marker is
/// printed, and the commands do not have the channel.
///
/// A class because it is a live process; its state changes only under the owner's mutual
/// exclusion, a step at a time.
final class PipeShell: Shell {
    private let box: Box
    private(set) var process: pid_t = 0
    private var control: Descriptor
    private var output: Descriptor
    private var buffer = OutputBuffer()
    private var status = 0

    var ownDescriptors: Set<Int32> { [0, 1, 2, 9] }
    var isInteractive: Bool { false }
    var lastExitCode: Int { status }

    /// The status of the last command is given back to the shell, which spent it on `read`.
    private static let driver = """
        while IFS= read -r -d '' -u 9; do if [ "${REPLY%%:*}" = 0 ]; then \
        eval "${REPLY#*:}" 9<&-; else eval "${REPLY#*:}$(exit ${REPLY%%:*})" 9<&-; fi; done
        """

    init(in box: Box) throws(BoxError) {
        self.box = box
        (process, control, output) = try PipeShell.start(in: box)
    }

    deinit { end() }

    private static func start(in box: Box) throws(BoxError) -> (pid_t, Descriptor, Descriptor) {
        let commands = try Descriptor.channel()
        let texts = try Descriptor.pipe()
        let nothing = try Descriptor.open("/dev/null", O_RDONLY)
        let process = try box.enter(
            Box.Entry(
                program: "/bin/bash", arguments: ["bash", "-c", driver, "--"],
                descriptors: [nothing.number, texts.1.number, texts.1.number],
                control: commands.0.number))
        texts.0.setNonblocking()
        commands.1.setNonblocking()
        return (process, commands.1, texts.0)
    }

    private func end() {
        guard process > 0 else { return }
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0, errno == EINTR {}
        process = 0
    }

    func run(_ command: String, deadline: Duration) async throws(BoxError) -> ShellOutput {
        var message = Array("\(status):\(command)".utf8)
        if let zero = message.firstIndex(of: 0) { message = Array(message[..<zero]) }
        message.append(0)
        var patience = Patience(deadline)
        var sent = 0
        while true {
            while sent < message.count {
                let count = message[sent...].withUnsafeBytes {
                    box_write(control.number, $0.baseAddress, $0.count)
                }
                if count <= 0 { break }
                sent += count
            }
            _ = buffer.drain(output.number)
            if hasEnded() { return try restart() }
            if sent == message.count, isIdle { break }
            if patience.isOver { return try await stop() }
            await patience.wait(for: output)
        }
        _ = buffer.drain(output.number)
        var result = finish(.prompt)
        try correctSyntaxError(in: &result, of: command)
        return result
    }

    /// Says of a syntax error what `bash -c` says of it.
    ///
    /// The kept shell reads a command with `eval`, whose name stands in its complaint. A bash that
    /// only checks the command says it as it should be, if the command and not something that it
    /// evaluates is at fault.
    private func correctSyntaxError(
        in result: inout ShellOutput, of command: String
    ) throws(BoxError) {
        let mark = Array("--: eval: line ".utf8)
        guard status != 0, let start = result.bytes.firstPosition(of: mark) else { return }
        let (reader, writer) = try Descriptor.pipe()
        let nothing = try Descriptor.open("/dev/null", O_RDONLY)
        let checker = try box.enter(
            Box.Entry(
                program: "/bin/bash", arguments: ["bash", "-n", "-c", command, "--"],
                descriptors: [nothing.number, writer.number, writer.number]))
        var code: Int32 = 0
        while waitpid(checker, &code, 0) < 0, errno == EINTR {}
        reader.setNonblocking()
        var complaint = OutputBuffer()
        _ = complaint.drain(reader.number)
        let bytes = complaint.take()
        let text = String(decoding: bytes, as: UTF8.self)
        let tail = String(decoding: result.bytes[start...], as: UTF8.self)
        guard code != 0, text.replacing("--: -c: ", with: "--: eval: ").isIdentical(to: tail)
        else { return }
        result.bytes = result.bytes[..<start] + bytes
    }

    private func finish(_ ending: ShellOutput.Ending) -> ShellOutput {
        let lost = buffer.lost
        let bytes = buffer.take()
        if let code = box.view(of: process).bash(box.tree)?.exitCode { status = code }
        buffer = OutputBuffer()
        return ShellOutput(bytes: bytes, exitCode: status, ending: ending, lost: lost)
    }

    /// Whether the shell sleeps reading the next command.
    private var isIdle: Bool {
        box_unread_bytes(control.number) == 0
            && box.view(of: process).awaitedDescriptor == Int32(BOX_CONTROL)
    }

    private func hasEnded() -> Bool {
        var code: Int32 = 0
        guard waitpid(process, &code, WNOHANG) == process else { return false }
        process = 0
        status = Int(ExitStatus.code(of: code))
        return true
    }

    private func restart() throws(BoxError) -> ShellOutput {
        _ = buffer.drain(output.number)
        let lost = buffer.lost
        let result = ShellOutput(
            bytes: buffer.take(), exitCode: status, ending: .exit, lost: lost)
        buffer = OutputBuffer()
        status = 0
        (process, control, output) = try PipeShell.start(in: box)
        return result
    }

    func recall(exitCode: Int) { status = exitCode }

    /// Kills what the shell waits for; if that does not free it, the shell.
    private func stop() async throws(BoxError) -> ShellOutput {
        let view = box.view(of: process)
        var patience = Patience(.seconds(10))
        // A shell that is only slow needs little, one that is busy itself takes all it can get.
        let most = (view.processorTime ?? 0) + 0.3
        while !patience.isOver, (view.processorTime ?? 0) < most {
            for process in box.view(of: process).descendants { kill(process, SIGKILL) }
            _ = buffer.drain(output.number)
            if hasEnded() { break }
            if isIdle { return finish(.deadline) }
            await patience.wait(for: output)
        }
        end()
        var result = try restart()
        result.ending = .deadline
        result.exitCode = 137
        return result
    }
}
