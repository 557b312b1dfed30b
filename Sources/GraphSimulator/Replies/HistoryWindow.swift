/// How AgentBench's text versions cut a conversation that has grown long.
///
/// The first message always stays. Of the others the latest stay, as many as fit, beginning with
/// one of the agent's; the first message then says how many are left out. What is stored is not
/// cut, only what the agent is shown.
enum HistoryWindow {
    /// A conversation may have fewer segments than this.
    private static let limit = 3500

    /// What the agent is shown of a conversation that begins and ends with the environment.
    static func shown(of messages: [String]) -> [String] {
        guard let first = messages.first else { return [] }
        var total = segments(in: first)
        var start = messages.count
        while start > 1 {
            total += segments(in: messages[start - 1])
            if total >= limit { break }
            start -= 1
        }
        // The environment's messages are those at even places.
        if start < messages.count, start > 1, start.isMultiple(of: 2) { start += 1 }
        let omitted = start - 1
        guard omitted > 0 else { return messages }
        return ["\(first)\n\n[NOTICE] \(omitted) messages are omitted."] + messages[start...]
    }

    /// How much of the limit a text takes: a run of letters one for every seven begun, any other
    /// character but blanks and line feeds one.
    static func segments(in text: String) -> Int {
        var segments = 0
        var letters = 0
        for scalar in text.unicodeScalars {
            if scalar.isPythonLetter {
                if letters == 0 { segments += 1 }
                letters = (letters + 1) % 7
            } else {
                letters = 0
                if scalar != " " && scalar != "\n" { segments += 1 }
            }
        }
        return segments
    }
}

extension Unicode.Scalar {
    /// `str.isalpha`.
    fileprivate var isPythonLetter: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            true
        default: false
        }
    }
}
