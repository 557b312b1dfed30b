/// What a person can tell the play itself; everything else goes to the world.
enum DotCommand: Hashable {
    case help, undo, tasks, reset, say, shell, quit
    case task(String?)
    case answer(String)
    case view(String)

    /// Understands `.word rest`; `nil` for anything that is none of the commands, for a world may
    /// know what it means (`./run.sh`).
    ///
    /// - Parameter views: the names of what the world can show.
    init?(_ text: String, views: [String] = []) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1].trimmed : nil
        switch (parts.first, rest) {
        case (".help", nil): self = .help
        case (".undo", nil): self = .undo
        case (".tasks", nil): self = .tasks
        case (".reset", nil): self = .reset
        case (".say", nil): self = .say
        case (".shell", nil): self = .shell
        case (".quit", nil), (".exit", nil): self = .quit
        case (".task", let id): self = .task(id)
        case (".answer", let answer?): self = .answer(answer)
        case (let word?, nil) where word.hasPrefix(".") && views.contains(String(word.dropFirst())):
            self = .view(String(word.dropFirst()))
        default: return nil
        }
    }

    /// What could be typed after a text that begins with a dot.
    ///
    /// - Parameter tasks: the ids of tasks, of which a world may have many thousands.
    static func candidates(
        for typed: String, tasks: @autoclosure () -> [String], views: [String]
    ) -> [String] {
        let words = [
            ".answer ", ".help", ".quit", ".reset", ".say", ".shell", ".task ", ".tasks", ".undo",
        ]
        return typed.hasPrefix(".task ")
            ? tasks().map { ".task \($0)" } : (words + views.map { ".\($0)" }).sorted()
    }

    static let explanation = """
        An action goes to the world as it is. Tab completes, ↑ and ↓ go through the history.
          .answer TEXT  commit an answer, where episodes end with one
          .say          type a whole message ("Thought: … Action: …") over several lines
          .shell        sit down at the world's own terminal, where it has one (os)
          .undo         take the last step back
          .reset        start the episode afresh
          .tasks        list the tasks of this world
          .task ID      start a task; without an id, free play
          .quit         leave (also Control-D)
        """
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
