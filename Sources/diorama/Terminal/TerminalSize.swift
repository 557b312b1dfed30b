import Glibc

/// How much room a terminal has.
struct TerminalSize: Equatable {
    var rows: Int
    var columns: Int

    /// The room of the terminal on standard output; 24 rows of 80 columns if it does not say.
    static var now: TerminalSize {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return TerminalSize(rows: 24, columns: columns) }
        return TerminalSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
    }

    /// The columns of the terminal on standard output; 80 if it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
