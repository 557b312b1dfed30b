import Glibc

/// Reads lines from a terminal: with editing, history, completion and hints.
struct LineEditor {
    /// How reading a line ended.
    enum Outcome: Hashable {
        case line(String)
        /// Control-C: what was typed is dropped.
        case interrupted
        /// Control-D on an empty line, or the terminal is gone.
        case endOfInput
    }

    private let output: Output
    private var history = LineHistory()
    private var decoder = KeyDecoder()
    /// Keys that came with the last portion and belong to the next line.
    private var pending: [Key] = []

    init(output: Output) {
        self.output = output
    }

    /// Reads a line.
    ///
    /// - Parameter candidates: what could be typed after a text.
    mutating func readLine(
        prompt: String, candidates: (String) -> [String]
    ) -> Outcome {
        guard let rawMode = RawMode.begin() else { return .endOfInput }
        var edit = LineEdit(
            view: LineView(prompt: prompt, style: Style(isOn: output.showsColours)),
            output: output)
        output.write("\u{1B}[?2004h")
        let outcome = finish(&edit, candidates)
        output.write("\u{1B}[?2004l")
        output.flush()
        _ = consume rawMode
        if case .line(let line) = outcome, !line.isEmpty { history.add(line) }
        history.leave()
        return outcome
    }

    private mutating func finish(
        _ edit: inout LineEdit, _ candidates: (String) -> [String]
    ) -> Outcome {
        while true {
            while !pending.isEmpty {
                let key = pending.removeFirst()
                if let outcome = edit.handle(key, history: &history, candidates) {
                    return outcome
                }
            }
            edit.draw(candidates)
            output.flush()
            guard readKeys() else { return .endOfInput }
        }
    }

    /// Waits for bytes and decodes them; `false` at the end of input.
    private mutating func readKeys() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        var count: Int
        repeat {
            count = read(STDIN_FILENO, &bytes, bytes.count)
        } while count < 0 && errno == EINTR
        guard count > 0 else { return false }
        for byte in bytes[..<count] {
            if let key = decoder.decode(byte) { pending.append(key) }
        }
        if decoder.isWaitingAfterEscape {
            // The rest of a sequence follows at once; a lone Escape means nothing.
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 50) == 0 { decoder.forgetEscape() }
        }
        return true
    }
}

/// One line on its way to completion.
private struct LineEdit {
    private var view: LineView
    private let output: Output
    private var buffer = LineBuffer()
    /// Whether Tab was the last key and could not go on: a second one lists the candidates.
    private var isStuck = false

    init(view: LineView, output: Output) {
        self.view = view
        self.output = output
    }

    mutating func draw(_ candidates: (String) -> [String]) {
        var hint: String?
        if buffer.isAtEnd, !buffer.characters.isEmpty {
            let typed = buffer.textBeforeCursor
            hint = Completion(of: typed, among: candidates(typed)).hint
        }
        output.write(view.draw(buffer, hint: hint, columns: TerminalSize.columns))
    }

    /// Does what a key says; gives the outcome if it ends the line.
    mutating func handle(
        _ key: Key, history: inout LineHistory, _ candidates: (String) -> [String]
    ) -> LineEditor.Outcome? {
        let wasStuck = isStuck
        isStuck = false
        switch key {
        case .enter:
            leave()
            return .line(buffer.text)
        case .interrupt:
            leave()
            return .interrupted
        case .endOfInput:
            guard buffer.characters.isEmpty else {
                _ = buffer.edit(with: .delete)
                return nil
            }
            leave()
            return .endOfInput
        case .tab: complete(candidates, lists: wasStuck)
        case .up: history.older(than: buffer.text).map { buffer.replace(with: $0) }
        case .down: history.newer().map { buffer.replace(with: $0) }
        case .right, .end:
            if buffer.isAtEnd { acceptHint(candidates) }
            _ = buffer.edit(with: key)
        case .clearScreen:
            output.write("\u{1B}[H\u{1B}[2J")
            view.startAnew()
        case .suspend: suspend()
        default: _ = buffer.edit(with: key)
        }
        return nil
    }

    /// Draws the line for the last time, with the cursor after it.
    private mutating func leave() {
        _ = buffer.edit(with: .end)
        output.write(view.draw(buffer, hint: nil, columns: TerminalSize.columns))
        output.write("\n")
    }

    private mutating func complete(_ candidates: (String) -> [String], lists: Bool) {
        let typed = buffer.textBeforeCursor
        let completion = Completion(of: typed, among: candidates(typed))
        guard let common = completion.commonPrefix else {
            output.write("\u{7}")
            return
        }
        if completion.candidates.count == 1 || common.count > completion.replaced {
            buffer.replaceBeforeCursor(last: completion.replaced, with: common)
        } else if lists {
            list(completion.candidates)
        } else {
            isStuck = true
            output.write("\u{7}")
        }
    }

    private mutating func acceptHint(_ candidates: (String) -> [String]) {
        let typed = buffer.textBeforeCursor
        let completion = Completion(of: typed, among: candidates(typed))
        guard completion.hint != nil, let first = completion.candidates.first else { return }
        buffer.replaceBeforeCursor(last: completion.replaced, with: first)
    }

    /// Lists candidates in columns below the line.
    private mutating func list(_ candidates: [String]) {
        let shown = candidates.prefix(120).map { $0.printable }
        let width = (shown.map(\.count).max() ?? 0) + 2
        let perRow = max(1, TerminalSize.columns / width)
        var text = "\n"
        for (index, candidate) in shown.enumerated() {
            let isLast = index % perRow == perRow - 1 || index == shown.count - 1
            text += isLast ? candidate + "\n" : candidate.padded(to: width)
        }
        if candidates.count > shown.count {
            text += "… and \(candidates.count - shown.count) more\n"
        }
        let cursor = buffer
        _ = buffer.edit(with: .end)
        output.write(view.draw(buffer, hint: nil, columns: TerminalSize.columns) + text)
        view.startAnew()
        buffer = cursor
    }

    /// Stops the process as Control-Z does elsewhere, in the terminal's own mode.
    private mutating func suspend() {
        var raw = termios()
        guard tcgetattr(STDIN_FILENO, &raw) == 0 else { return }
        var own = raw
        own.c_lflag |= tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        own.c_iflag |= tcflag_t(ICRNL)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &own)
        output.write("\u{1B}[?2004l\n")
        output.flush()
        kill(getpid(), SIGTSTP)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        output.write("\u{1B}[?2004h")
        view.startAnew()
    }
}
