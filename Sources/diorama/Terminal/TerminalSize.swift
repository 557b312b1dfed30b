import Glibc

/// How much room a terminal has.
enum TerminalSize {
    /// The columns of the terminal on standard output; 80 if it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
