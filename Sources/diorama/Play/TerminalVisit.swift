import Environments
import Glibc

/// A person at a world's own terminal: every key goes there, and what it shows comes here.
struct TerminalVisit {
    let terminal: any EpisodeTerminal

    /// Control-], which leaves.
    private static let leavingKey: UInt8 = 0x1D

    /// Goes on until the person leaves or the terminal ends.
    func run() {
        guard let mode = RawMode.begin() else { return }
        stay()
        _ = consume mode
    }

    private func stay() {
        var size = TerminalSize.now
        terminal.enter(rows: size.rows, columns: size.columns)
        while true {
            if TerminalSize.now != size {
                size = TerminalSize.now
                terminal.enter(rows: size.rows, columns: size.columns)
            }
            var ends = [STDIN_FILENO, terminal.descriptor].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            // A new size of the window is no input: it is looked for now and then.
            guard poll(&ends, 2, 200) >= 0 || errno == EINTR else { return }
            if ends[1].revents != 0, !show() { return }
            if ends[0].revents != 0, !type() { return }
        }
    }

    /// Shows what the terminal shows; `false` at its end.
    private func show() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(terminal.descriptor, &bytes, bytes.count)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        TerminalVisit.write(bytes[..<count], to: STDOUT_FILENO)
        return count > 0
    }

    /// Types what the person typed; `false` if that says to leave.
    private func type() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        guard count > 0 else { return count < 0 && errno == EINTR }
        let typed = bytes[..<count]
        let end = typed.firstIndex(of: TerminalVisit.leavingKey)
        TerminalVisit.write(typed[..<(end ?? typed.endIndex)], to: terminal.descriptor)
        return end == nil
    }

    /// Writes all of some bytes, waiting where there is no room.
    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var end = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&end, 1, 1000) > 0 else { return }
            } else if errno != EINTR {
                return
            }
        }
    }
}
