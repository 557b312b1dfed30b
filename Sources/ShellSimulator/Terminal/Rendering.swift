/// How an observation shows what the shell printed.
public enum Rendering: String, CaseIterable, Hashable, Sendable {
    /// The terminal's raw bytes, title and prompt included, as AgentInstruct recorded them.
    case agentInstruct = "agentinstruct"
    /// The terminal's text without prompts and escapes, as AgentBench v0.2 shows it.
    case agentBench = "agentbench-v0.2"
    /// The bare text, as programs print it that do not write to a terminal.
    case pipe

    /// The observation that an output makes.
    func observation(_ output: ShellOutput) -> String {
        switch self {
        case .agentInstruct:
            let text = String(decoding: output.bytes, as: UTF8.self).withoutTrailingSpace
            return Rendering.wrap(text)
        case .agentBench:
            return Rendering.wrap(
                TerminalText.stripped(String(decoding: output.bytes, as: UTF8.self)))
        case .pipe:
            let text = String(decoding: output.bytes, as: UTF8.self)
            return output.lost == 0
                ? text : "\(text)\n[\(output.lost) bytes more were printed]"
        }
    }

    private static func wrap(_ text: String) -> String {
        if text.isEmpty { return "The output of the OS is empty." }
        let scalars = text.unicodeScalars
        guard scalars.count > 800 else { return "The output of the OS:\n\n\(text)" }
        return "The output of the OS:\n\n\(String(String.UnicodeScalarView(scalars.prefix(780))))\n"
            + "[truncated because the output is too long]"
    }
}

extension String {
    /// Without the white space at the end.
    var withoutTrailingSpace: String {
        var scalars = unicodeScalars[...]
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
