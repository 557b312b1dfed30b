public import Dialogues

/// The dialogues of several files and folders, one after the other.
///
///     var files = try DialogueSequence(paths: ["Transcripts"])
///     while let entry = try files.next() { … }
public struct DialogueSequence {
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
    private var problems: ArraySlice<DialogueProblem>

    /// Finds the files, as ``Dialogues/DialogueFiles`` does.
    ///
    /// What cannot be read among them is thrown by ``next()``, and the rest goes on.
    ///
    /// - Throws: ``Dialogues/DialogueProblem`` if there is no file of dialogues at all.
    public init(paths: [String]) throws(DialogueProblem) {
        let found = DialogueFiles.find(paths)
        guard !found.files.isEmpty else {
            throw found.problems.first ?? .noDialogues(in: paths.joined(separator: " "))
        }
        self.paths = found.files
        rest = found.files[...]
        problems = found.problems[...]
    }

    /// The next row; `nil` after the last file.
    ///
    /// - Throws: ``Dialogues/DialogueProblem`` if a file cannot be read; the next call goes on.
    public mutating func next() throws(DialogueProblem) -> Entry? {
        if let problem = problems.popFirst() { throw problem }
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
}
