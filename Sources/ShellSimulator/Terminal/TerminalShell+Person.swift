internal import CNamespaces

extension TerminalShell {
    /// Gives the terminal the size of a person's window, which tells its programs; a shell that
    /// waits for a command shows its prompt.
    func show(rows: Int, columns: Int) {
        let isNew = !isSized
        isSized = true
        _ = box_terminal_size(descriptor, UInt16(clamping: rows), UInt16(clamping: columns))
        if isNew, isAtPrompt { type([0x0A]) }
    }

    /// Gives the terminal back to the agent: without a size, with an empty line.
    func resume() async throws(BoxError) {
        if isSized { _ = box_terminal_size(descriptor, 0, 0) }
        isSized = false
        if try await !replaceIfEnded() { try await forgetLine() }
    }
}
