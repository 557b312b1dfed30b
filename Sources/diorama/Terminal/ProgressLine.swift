/// A line on the terminal that says how far long work is; nothing where there is no terminal.
struct ProgressLine {
    private let output = Output.error()
    private var next = ContinuousClock.now + .milliseconds(300)
    private var isShown = false

    /// Shows a text, ten times a second at most.
    mutating func show(_ text: @autoclosure () -> String) {
        guard output.isTerminal else { return }
        let now = ContinuousClock.now
        guard now >= next else { return }
        next = now + .milliseconds(100)
        isShown = true
        output.write("\r\u{1B}[K\(text())")
        output.flush()
    }

    /// Takes the line away.
    mutating func clear() {
        guard isShown else { return }
        isShown = false
        output.write("\r\u{1B}[K")
        output.flush()
    }
}
