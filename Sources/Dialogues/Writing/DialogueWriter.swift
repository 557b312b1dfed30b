import JSONTree

/// Writes a file of dialogues row by row, in memory that does not grow with the file.
///
/// The rows go to a temporary file beside the target, which takes the target's place, with its
/// permissions, once all is safely on the disk: whoever looks sees the old file or the new one,
/// never half of one. If the writer is not finished, the target stays as it was.
///
///     let writer = try DialogueWriter(path: "kept.jsonl")
///     while let row = try reader.next() {
///         if let dialogue = row.dialogue, row.problems.isEmpty { try writer.write(dialogue) }
///     }
///     try writer.finish()
///
/// To copy a file byte for byte, set ``layout`` to the reader's before each write and before the
/// end: a layout is known only as far as the file has been read.
///
/// A class, because an open file has an identity.
public final class DialogueWriter {
    /// How rows are written that were read from a file.
    public enum RowStyle: Hashable, Sendable {
        /// As they were, if the layout has the same container; unchanged rows to the byte.
        case asRead
        /// In the style of the layout.
        case restyled
    }

    /// How many bytes are gathered before they go to the disk.
    private static let chunk = 256 << 10

    /// How the file is laid out.
    public var layout: DialogueLayout {
        get { encoder.layout }
        set { encoder.layout = newValue }
    }

    /// How rows become text.
    private(set) var encoder: DialogueEncoder
    private let file: ReplacementFile
    private var bytes: [UInt8] = []

    /// Begins a file.
    ///
    /// - Throws: ``DialogueProblem`` of the code `unwritable` if there can be no file at the path.
    public init(
        path: String, layout: DialogueLayout = .lines, rows: RowStyle = .asRead
    ) throws(DialogueProblem) {
        file = try ReplacementFile(path: path)
        encoder = DialogueEncoder(layout: layout, rows: rows)
    }

    /// Appends a dialogue.
    public func write(_ dialogue: Dialogue) throws(DialogueProblem) {
        encoder.append(dialogue, to: &bytes)
        if bytes.count >= DialogueWriter.chunk { try flush() }
    }

    /// Appends the text of a row.
    func write(text: [UInt8]) throws(DialogueProblem) {
        encoder.append(text: text, to: &bytes)
        if bytes.count >= DialogueWriter.chunk { try flush() }
    }

    /// Puts the file in its place.
    public func finish() throws(DialogueProblem) {
        encoder.finish(&bytes)
        try flush()
        try file.commit()
    }

    /// Gives the file up: the target stays as it was.
    public func cancel() {
        file.discard()
    }

    private func flush() throws(DialogueProblem) {
        try file.write(bytes)
        bytes.removeAll(keepingCapacity: bytes.count < 16 * DialogueWriter.chunk)
    }
}
