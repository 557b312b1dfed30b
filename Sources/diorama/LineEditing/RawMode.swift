import Glibc

/// The terminal's raw mode: every key comes at once and unechoed.
///
/// It ends with the value's life.
struct RawMode: ~Copyable {
    private let before: termios

    /// Begins raw mode on standard input; `nil` if that is no terminal.
    init?() {
        var mode = termios()
        guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return nil }
        before = mode
        cfmakeraw(&mode)
        // Output keeps its line feeds.
        mode.c_oflag |= tcflag_t(OPOST)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0 else { return nil }
    }

    deinit {
        var mode = before
        tcsetattr(STDIN_FILENO, TCSADRAIN, &mode)
    }
}

/// Restores the terminal when a signal ends the process while a line is being edited.
///
/// The signals are blocked in every thread that is started later, and a thread of their own waits
/// for them: a signal handler could reach the saved mode only through a global variable.
enum TerminalGuard {
    /// Begins to watch; to be called before the process has other threads.
    static func start() {
        guard isatty(STDIN_FILENO) == 1 else { return }
        let saved = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        saved.initialize(to: termios())
        guard tcgetattr(STDIN_FILENO, saved) == 0 else {
            saved.deallocate()
            return
        }
        var signals = watched()
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { saved in
                var signals = TerminalGuard.watched()
                var signal: Int32 = 0
                sigwait(&signals, &signal)
                if let saved {
                    let mode = saved.assumingMemoryBound(to: termios.self)
                    tcsetattr(STDIN_FILENO, TCSANOW, mode)
                }
                // Bracketed paste off, and on to a fresh line.
                let farewell = Array("\u{1B}[?2004l\n".utf8)
                _ = write(STDOUT_FILENO, farewell, farewell.count)
                pthread_sigmask(SIG_UNBLOCK, &signals, nil)
                raise(signal)
                return nil
            }, saved)
        pthread_detach(thread)
    }

    private static func watched() -> sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
        return signals
    }
}
