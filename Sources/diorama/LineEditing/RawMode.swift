import Glibc

/// The terminal's raw mode: every key comes at once and unechoed.
///
/// It ends with the value's life.
struct RawMode: ~Copyable {
    private let before: termios

    private init(before: termios) {
        self.before = before
    }

    /// Begins raw mode on standard input; `nil` if that is no terminal.
    static func begin() -> RawMode? {
        var mode = termios()
        guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
        let before = mode
        cfmakeraw(&mode)
        // Output keeps its line feeds.
        mode.c_oflag |= tcflag_t(OPOST)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0 else { return nil }
        return RawMode(before: before)
    }

    deinit {
        var mode = before
        tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
    }
}

/// Restores the terminal when a signal ends the process while a line is being edited.
///
/// A handler cannot reach the mode that was saved but through a global variable, so it puts back
/// what raw mode takes away from a terminal in its usual mode. Handlers, unlike blocked signals, are
/// not inherited by the programs that a shell world starts.
enum TerminalGuard {
    /// Begins to watch.
    static func start() {
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            signal(number) { number in
                var mode = termios()
                if tcgetattr(STDIN_FILENO, &mode) == 0 {
                    mode.c_iflag |= tcflag_t(BRKINT | ICRNL | IXON)
                    mode.c_lflag |= tcflag_t(ECHO | ICANON | IEXTEN | ISIG)
                    tcsetattr(STDIN_FILENO, TCSANOW, &mode)
                }
                // Bracketed paste off, and on to a fresh line.
                let farewell: StaticString = "\u{1B}[?2004l\n"
                _ = write(STDOUT_FILENO, farewell.utf8Start, farewell.utf8CodeUnitCount)
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
