/// What a command asks of files beyond their names and contents: owners, modes, times and sizes.
///
/// It is told by how the command is written, since nothing tells who looks at a file without
/// opening it.
struct TraitQuestion {
    /// Where the files are that it asks of.
    private enum Scope {
        case all
        /// A path, what a folder holds, and what is below that.
        case at(String, depth: Int)
    }

    private let traits: Set<OpenEntry.Trait>
    private let scopes: [Scope]

    /// The questions of all programs that a command runs in a folder.
    static func questions(in command: String, at folder: String) -> [TraitQuestion] {
        var folder: String? = folder
        var questions: [TraitQuestion] = []
        for stage in ShellCommand(command).atoms {
            if stage.name == "cd" {
                // Where `cd -` and its like lead is not told here.
                let isPlain = !stage.isComputed && stage.options.isEmpty && stage.operands != ["-"]
                let place = stage.operands.first ?? "~"
                folder = isPlain ? folder.map { ShellCommand.path(place, in: $0) } : nil
            }
            if let question = TraitQuestion(stage, at: folder) { questions.append(question) }
        }
        return questions
    }

    private init?(_ stage: ShellCommand.Stage, at folder: String?) {
        var traits: Set<OpenEntry.Trait> = []
        var depth = 0
        var places = stage.operands
        switch stage.name {
        case "ls", "dir", "ll":
            let isLong = stage.name == "ll" || "lnog".contains(where: stage.has)
            if isLong { traits = Set(OpenEntry.Trait.allCases) }
            if "tuc".contains(where: stage.has) || stage.words.contains("--full-time") {
                traits.insert(.time)
            }
            if stage.has("S") || stage.has("s") { traits.insert(.size) }
            depth = stage.has("R") ? .max : stage.has("d") ? 0 : 1
        case "stat": traits = Set(OpenEntry.Trait.allCases)
        case "du":
            traits = [.size]
            depth = .max
        case "find":
            for word in stage.words.dropFirst() {
                traits.formUnion(TraitQuestion.traits(ofTest: word))
            }
            depth = .max
            places = Array(stage.words.dropFirst().prefix { !$0.hasPrefix("-") })
        case "date" where stage.option("r") != nil:
            traits = [.time]
            places = [stage.option("r") ?? ""]
        default: return nil
        }
        guard !traits.isEmpty else { return nil }
        self.traits = traits
        guard !stage.isComputed, let folder else {
            scopes = [.all]
            return
        }
        scopes = (places.isEmpty ? ["."] : places).map { place in
            // What a pattern matches is in the folder before it.
            guard let glob = place.firstIndex(where: "*?[".contains), stage.hasGlob else {
                return .at(ShellCommand.path(place, in: folder), depth: depth)
            }
            let known = place[..<glob].lastIndex(of: "/").map { String(place[...$0]) } ?? "."
            return .at(
                ShellCommand.path(known, in: folder), depth: depth == .max ? .max : depth + 1)
        }
    }

    private static func traits(ofTest word: String) -> Set<OpenEntry.Trait> {
        switch word {
        case "-mtime", "-mmin", "-atime", "-amin", "-ctime", "-cmin", "-anewer", "-cnewer", "-used":
            [.time]
        case "-user", "-group", "-uid", "-gid", "-nouser", "-nogroup": [.owner]
        case "-perm", "-executable", "-readable", "-writable": [.mode]
        case "-size", "-empty": [.size]
        case "-ls", "-printf", "-fls", "-fprintf": Set(OpenEntry.Trait.allCases)
        default: word.hasPrefix("-newer") ? [.time] : []
        }
    }

    /// The first trait of an entry that it asks for and that is missing.
    func missing(of entry: OpenEntry) -> OpenEntry.Trait? {
        guard scopes.contains(where: { TraitQuestion.reaches($0, entry.path) }) else { return nil }
        return entry.missing.first(where: traits.contains)
    }

    private static func reaches(_ scope: Scope, _ path: String) -> Bool {
        guard case .at(let place, let depth) = scope else { return true }
        if path == place { return true }
        let prefix = place == "/" ? "/" : place + "/"
        guard depth > 0, path.hasPrefix(prefix) else { return false }
        return depth == .max
            || path.dropFirst(prefix.count).split(separator: "/").count <= depth
    }
}
