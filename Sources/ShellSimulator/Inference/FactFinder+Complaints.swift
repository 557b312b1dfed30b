/// What error messages say: which files and programs there are, and which not.
extension FactFinder {
    /// Learns from complaints that the record has and our run lacks, and the other way round.
    mutating func learn(
        from recorded: [String], but replayed: [String], after command: ShellCommand
    ) {
        let (wanted, shown) = (Set(recorded), Set(replayed))
        let start = folder
        defer { folder = start }
        let targets = command.pipelines.compactMap { $0.last?.target }
        let isOverFind = command.atoms.contains { $0.name == "find" }
        for line in recorded where !shown.contains(line) {
            guard let complaint = Complaint(line) else { continue }
            switch complaint.kind {
            case .noSuchFile:
                // A find lists what a command then does not find: a link to nothing.
                if isOverFind, !line.hasPrefix("find: ") {
                    facts.note(path(complaint.path)) { $0.kind = .link("nothing") }
                } else {
                    facts.note(path(complaint.path)) { $0.kind = .absent }
                }
            case .exists:
                let isFolder = line.hasPrefix("mkdir")
                facts.note(path(complaint.path)) { if isFolder { $0.kind = .folder } }
            case .notFound:
                if !facts.missingPrograms.contains(complaint.path) {
                    facts.missingPrograms.append(complaint.path)
                }
            case .isFolder: facts.note(path(complaint.path)) { $0.kind = .folder }
            case .isNoFolder: facts.note(path(complaint.path)) { $0.kind = .file }
            case .denied:
                if line.hasPrefix("bash: ./") || line.hasPrefix("bash: /") {
                    facts.note(path(complaint.path)) { $0.modes = ["-x"] }
                }
            }
        }
        for line in replayed where !wanted.contains(line) {
            if let user = FactFinder.missingUser(line) {
                addUser(user)
                continue
            }
            guard let complaint = Complaint(line), !complaint.path.contains("*"),
                !complaint.path.hasPrefix("./proc/")
            else { continue }
            // A folder is entered from where the command begins, the rest is done in it.
            folder = line.hasPrefix("bash: cd") ? start : command.lastFolder.map(path) ?? start
            let whole = path(complaint.path)
            folder = start
            switch complaint.kind {
            case .noSuchFile where line.hasPrefix("bash: ") && targets.contains(complaint.path):
                facts.note(FileFacts.parent(of: whole)) { $0.kind = .folder }
            case .noSuchFile:
                let isFolder =
                    line.hasPrefix("find: ") || line.hasPrefix("bash: cd")
                    || complaint.path.hasSuffix("/")
                if facts[whole] == nil {
                    facts.note(whole) { if isFolder { $0.kind = .folder } }
                } else if case .link? = facts[whole]?.kind {
                    facts.note(whole) { $0.kind = .file }
                } else if facts[whole]?.kind == .absent {
                    facts.note(whole) { $0.kind = isFolder ? .folder : .file }
                }
            case .isNoFolder: facts.note(whole) { $0.kind = .folder }
            case .isFolder:
                if facts[whole]?.isKindKnown != true { facts.note(whole) { $0.kind = .file } }
            case .exists: facts.note(whole) { $0.kind = .absent }
            case .denied: facts.note(whole) { $0.modes.append("+rx") }
            case .notFound: break
            }
        }
    }
}

/// An error message of a program or of the shell.
struct Complaint {
    enum Kind {
        case noSuchFile, exists, notFound, isFolder, isNoFolder, denied
    }

    let kind: Kind
    /// The path, or the program that was not found.
    let path: String

    init?(_ line: String) {
        let endings: [(String, Kind)] = [
            (": No such file or directory", .noSuchFile), (": File exists", .exists),
            (": command not found", .notFound), (": Is a directory", .isFolder),
            (": Not a directory", .isNoFolder), (": Permission denied", .denied),
        ]
        guard let (ending, kind) = endings.first(where: { line.hasSuffix($0.0) }) else {
            return nil
        }
        self.kind = kind
        let text = line.dropLast(ending.count)
        let quotes: Set<Character> = ["'", "‘", "’"]
        if let open = text.firstIndex(where: quotes.contains),
            let close = text.lastIndex(where: quotes.contains), open < close
        {
            path = String(text[text.index(after: open)..<close])
        } else if let gap = text.ranges(of: ": ").last {
            let last = text[gap.upperBound...]
            // `tar: papers: Cannot stat: No such file or directory`
            let isVerb = last.hasPrefix("Cannot ") || last.hasPrefix("cannot ")
            let name = isVerb ? text[..<gap.lowerBound] : text
            guard let start = name.ranges(of: ": ").last else { return nil }
            path = String(name[start.upperBound...])
        } else {
            return nil
        }
        if path.isEmpty { return nil }
    }
}
