/// Finds files of dialogues.
public enum DialogueFiles {
    /// What was found under some paths.
    public struct Found: Hashable, Sendable {
        /// The files to read, in order, each once.
        public var files: [String]
        /// What cannot be read: paths that do not exist, and files of another type that were named.
        public var problems: [DialogueProblem]
    }

    /// Finds the files that paths stand for.
    ///
    /// A folder stands for the `.json`, `.jsonl` and `.parquet` files in it and in its folders, in
    /// the order of their names; what else is there is passed over, and so is a well-formed file
    /// that holds something else (a world, say), and `*.provenance.jsonl`, which tells of dialogues. Hidden files are never looked at. Whatever is named itself
    /// must be a file of dialogues.
    public static func find(_ paths: [String]) -> Found {
        var search = FileSearch()
        for path in paths { search.add(path) }
        return search.found
    }

    /// Whether a path leads to a folder.
    public static func isFolder(_ path: String) -> Bool {
        guard case .success((_, .folder)) = FileIdentity.look(at: path) else { return false }
        return true
    }
}

extension DialogueProblem {
    /// Says that there is nothing to read under a path.
    public static func noDialogues(in path: String) -> DialogueProblem {
        DialogueProblem(
            .notFound, at: .init(path: path),
            "the folder holds no dialogues (.json, .jsonl or .parquet)")
    }
}

/// A search under way.
private struct FileSearch {
    var found = DialogueFiles.Found(files: [], problems: [])
    private var seen = Set<FileIdentity>()

    mutating func add(_ path: String) {
        switch FileIdentity.look(at: path) {
        case .failure(let problem): found.problems.append(problem)
        case .success((let identity, let kind)):
            guard seen.insert(identity).inserted else { return }
            switch kind {
            case .folder: addFolder(path)
            case .file: addFile(path, wasNamed: true)
            case .stream: found.files.append(path)
            }
        }
    }

    private mutating func addFolder(_ path: String) {
        let names: [String]
        do {
            names = try Folder.names(in: path)
        } catch {
            found.problems.append(error)
            return
        }
        for name in names where !name.hasPrefix(".") {
            let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            // A link that leads nowhere is no concern of whoever named the folder.
            guard case .success((let identity, let kind)) = FileIdentity.look(at: child),
                kind == .folder || kind == .file && FileSearch.mayHoldDialogues(name),
                seen.insert(identity).inserted
            else { continue }
            if kind == .folder { addFolder(child) } else { addFile(child, wasNamed: false) }
        }
    }

    private static func mayHoldDialogues(_ name: String) -> Bool {
        let name = name.lowercased()
        return [".json", ".jsonl", ".parquet"].contains { name.hasSuffix($0) }
            && !name.hasSuffix(".provenance.jsonl")
    }

    /// Adds a file, unless its beginning says that it holds something else.
    private mutating func addFile(_ path: String, wasNamed: Bool) {
        do {
            let reader = try DialogueReader(
                path: path, options: .init(keepsLayout: false, rules: nil))
            let first = try reader.next()
            let holdsOther = first?.problems.first.map {
                $0.code == .missingConversations || $0.code == .notADialogue
            }
            if holdsOther == true, !(try hasDialogue(reader)) {
                guard wasNamed, let problem = first?.problems.first else { return }
                found.problems.append(problem)
            } else {
                found.files.append(path)
            }
        } catch {
            found.problems.append(error)
        }
    }

    /// Whether one of the next rows is a dialogue: a single bad row does not make another file.
    private func hasDialogue(_ reader: DialogueReader) throws(DialogueProblem) -> Bool {
        for _ in 0..<16 {
            guard let row = try reader.next() else { return false }
            if row.dialogue != nil { return true }
        }
        return false
    }
}
