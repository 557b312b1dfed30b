public import Dialogues
import FoundationEssentials

/// The dialogues of several files and folders, one after the other.
///
///     var files = try DialogueFiles(paths: ["Transcripts"])
///     while let entry = try files.next() { … }
public struct DialogueFiles {
    /// A row of one of the files.
    public struct Entry {
        /// The file, as it was named or found.
        public var path: String
        /// The row, or what keeps it from being one.
        public var row: DialogueRow

        /// What to call the dialogue: its id, or where it stands.
        public var name: String { row.dialogue?.id ?? "\(path)#\(row.number)" }
    }

    /// The files, in the order in which they are read.
    public let paths: [String]
    private var rest: ArraySlice<String>
    private var reader: DialogueReader?

    /// Finds the files: those that are named, and in folders all that end in `.json`, `.jsonl` or
    /// `.parquet`, in the order of their names.
    ///
    /// - Throws: ``Dialogues/DialogueProblem`` if a path does not exist or a folder holds no such file.
    public init(paths: [String]) throws(DialogueProblem) {
        var found: [String] = []
        for path in paths { found += try DialogueFiles.files(at: path) }
        self.paths = found
        rest = found[...]
    }

    /// The next row; `nil` after the last file.
    ///
    /// - Throws: ``Dialogues/DialogueProblem`` if a file cannot be read; the next call goes on with
    ///   the next file.
    public mutating func next() throws(DialogueProblem) -> Entry? {
        while true {
            if let reader {
                do {
                    if let row = try reader.next() { return Entry(path: reader.path, row: row) }
                } catch {
                    self.reader = nil
                    throw error
                }
            }
            guard let path = rest.popFirst() else { return nil }
            reader = nil
            reader = try DialogueReader(path: path)
        }
    }

    private static func files(at path: String) throws(DialogueProblem) -> [String] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw DialogueProblem(.notFound, at: .init(path: path), "there is no such file")
        }
        guard isFolder else { return [path] }
        var found: [String] = []
        collect(in: path, into: &found)
        guard !found.isEmpty else {
            throw DialogueProblem(
                .notFound, at: .init(path: path),
                "the folder holds no .json, .jsonl or .parquet file")
        }
        return found
    }

    private static func collect(in folder: String, into found: inout [String]) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        for entry in entries.sorted() where !entry.hasPrefix(".") {
            let path = prefix + entry
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if isFolder {
                collect(in: path, into: &found)
            } else if [".json", ".jsonl", ".parquet"].contains(where: entry.hasSuffix) {
                found.append(path)
            }
        }
    }
}
