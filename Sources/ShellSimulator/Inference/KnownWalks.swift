/// What walks through the files of a box listed, as long as its names stay as they are.
///
/// Looking through the whole tree is most of what it costs to run an episode, and an episode asks
/// for the same list again and again.
struct KnownWalks {
    private var listings: [String: [String]] = [:]

    /// What a command lists in a folder; `nil` where that is not known.
    func listing(of command: String, at folder: String) -> [String]? {
        listings[KnownWalks.key(command, folder)]
    }

    /// Keeps what a command printed, if it is a walk that depends on names alone, or forgets all
    /// walks if it may have changed names.
    mutating func note(_ command: String, _ text: RecordedText, in session: Session) {
        let parsed = ShellCommand(command)
        if !parsed.isReading { listings = [:] }
        guard text.isSettled, KnownWalks.asksForNames(parsed) else { return }
        // Behind what was cut off there stands the prompt.
        let lines = text.isCut ? text.allLines.dropLast() : text.allLines
        listings[KnownWalks.key(command, session.folder)] = lines.map(String.init)
    }

    private static func key(_ command: String, _ folder: String) -> String {
        "\(folder)\n\(command.trimmedText)"
    }

    private static func asksForNames(_ command: ShellCommand) -> Bool {
        guard command.pipelines.count == 1, let stages = command.pipelines.first,
            stages.count == 1, let find = stages.first, find.name == "find", !find.isComputed,
            find.target == nil
        else { return false }
        return find.options.allSatisfy(tests.contains)
    }

    private static let tests: Set<String> = [
        "-name", "-iname", "-path", "-ipath", "-wholename", "-type", "-maxdepth", "-mindepth", "-o",
        "-or", "-a", "-and", "-not", "-print",
    ]
}
