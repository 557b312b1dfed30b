/// What is wrong with a file or a row of it: what, where, and what to do.
///
/// Thrown where nothing can go on (a file that cannot be opened), and handed out beside a row where
/// the rest of the file can still be read.
public struct DialogueProblem: Error, Hashable, Sendable {
    /// The sort of problem, for programs; people read ``what`` and ``advice``.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// There is no file or folder at the path.
        case notFound = "not-found"
        /// The path cannot be read: permissions, a folder where a file is meant, a failing disk.
        case unreadable
        /// The file is of another type: gzip, Parquet, HTML, UTF-16, …
        case wrongFileType = "wrong-file-type"
        /// A Parquet file that is damaged, or uses what is not read here.
        case parquet
        /// The file or row is well-formed and something else than dialogues.
        case notADialogue = "not-a-dialogue"
        /// A file that must hold a value is empty.
        case emptyFile = "empty-file"
        /// The row is not JSON.
        case notJSON = "not-json"
        /// The file ends within a row.
        case truncated
        /// The row holds bytes that are not UTF-8.
        case invalidUTF8 = "invalid-utf8"
        /// The row holds NUL bytes.
        case nulByte = "nul-byte"
        /// The row is larger than the reader's limit, and was skipped.
        case rowTooLarge = "row-too-large"
        /// There is no list `conversations`.
        case missingConversations = "missing-conversations"
        /// The list `conversations` is empty.
        case emptyConversations = "empty-conversations"
        /// A message has no `from`.
        case missingRole = "missing-role"
        /// A message has no `value`.
        case missingValue = "missing-value"
        /// A member has a value of the wrong kind.
        case wrongMember = "wrong-member"
        /// A role that the format does not know.
        case unknownRole = "unknown-role"
        /// A turn is out of order.
        case wrongOrder = "wrong-order"
        /// `loss` is set on a human's turn.
        case lossOnHumanTurn = "loss-on-human-turn"
        /// The id occurred before in the same file.
        case repeatedID = "repeated-id"
        /// The file cannot be written.
        case unwritable
    }

    /// Where a problem is, as far as that is known.
    public struct Place: Hashable, Sendable {
        /// The file, as it was named.
        public var path: String?
        /// The row, counted from 1.
        public var row: Int?
        /// The line, counted from 1.
        public var line: Int?
        /// The byte, counted from 0, from the start of the file.
        public var offset: Int?
        /// The index of the message in `conversations`.
        public var message: Int?
        /// The path within the row: `$.conversations[3].value`.
        public var jsonPath: String?

        /// Describes a place.
        public init(
            path: String? = nil, row: Int? = nil, line: Int? = nil, offset: Int? = nil,
            message: Int? = nil, jsonPath: String? = nil
        ) {
            self.path = path
            self.row = row
            self.line = line
            self.offset = offset
            self.message = message
            self.jsonPath = jsonPath
        }
    }

    /// The sort of problem.
    public var code: Code
    /// Where it is.
    public var place: Place
    /// What is wrong, as a clause.
    public var what: String
    /// What to do about it, as a clause; empty where that is plain.
    public var advice: String

    /// Describes a problem.
    public init(_ code: Code, at place: Place, _ what: String, advice: String = "") {
        self.code = code
        self.place = place
        self.what = what
        self.advice = advice
    }
}

extension DialogueProblem: CustomStringConvertible {
    /// One line: where, what, and what to do.
    public var description: String {
        let clause = advice.isEmpty ? what : "\(what); \(advice)"
        let place = place.description
        return place.isEmpty ? clause : "\(place): \(clause)"
    }
}

extension DialogueProblem.Place: CustomStringConvertible {
    /// The place in words: `db.jsonl, line 3, byte 1204, $.conversations[2].from`.
    public var description: String {
        var parts: [String] = []
        if let path { parts.append(path) }
        if let line {
            parts.append("line \(line)")
        } else if let row {
            parts.append("row \(row)")
        }
        if let offset { parts.append("byte \(offset)") }
        if let jsonPath {
            parts.append(jsonPath)
        } else if let message {
            parts.append("message \(message)")
        }
        return parts.joined(separator: ", ")
    }
}
