import JSONTree
public import ParquetFiles

/// Writes a file of dialogues in any format, and says what the format has no place for.
///
/// The container is known by the file's name: `.parquet`, `.json` for one array, otherwise a row a
/// line. The file appears whole, or not at all.
///
///     let exporter = try DialogueExporter(path: "chat.jsonl", format: .openAI)
///     try exporter.write(dialogue)
///     try exporter.finish()
///     for note in exporter.notes.notes { print(note.count, note.text) }
///
/// A class, because a file in the making has an identity.
public final class DialogueExporter {
    /// How a file is made.
    public struct Options: Hashable, Sendable {
        /// How many spaces the levels of a `.json` file are indented by; `nil` puts all on a line.
        public var indentation: Int?
        /// How Parquet files are written.
        public var parquet: ParquetOptions

        /// Sets options.
        public init(indentation: Int? = 2, parquet: ParquetOptions = ParquetOptions()) {
            self.indentation = indentation
            self.parquet = parquet
        }
    }

    private enum Target {
        case text(DialogueWriter)
        case table(TableWriter)
    }

    /// The format of the rows; `nil` keeps each dialogue as it is.
    public let format: DialogueFormat?
    /// What was not kept so far.
    public private(set) var notes = ConversionNotes()
    /// How many dialogues were written.
    public private(set) var count = 0
    private let target: Target

    /// Begins a file.
    ///
    /// - Throws: ``DialogueProblem`` if there can be no such file.
    public init(
        path: String, format: DialogueFormat?, options: Options = Options()
    ) throws(DialogueProblem) {
        self.format = format
        let name = path.lowercased()
        if name.hasSuffix(".parquet") {
            guard format?.hasConversations ?? true else {
                throw DialogueProblem(
                    .unwritable, at: .init(path: path),
                    "Parquet files hold conversations, not the format \(format?.rawValue ?? "")",
                    advice: "name a .jsonl file")
            }
            target = .table(try TableWriter(path: path, options: options.parquet))
        } else {
            let layout =
                name.hasSuffix(".json")
                ? DialogueLayout.array(indentation: options.indentation) : .lines
            target = .text(try DialogueWriter(path: path, layout: layout, rows: .restyled))
        }
    }

    /// Appends a dialogue.
    ///
    /// - Returns: why it had to be left out, if it had to.
    @discardableResult
    public func write(_ dialogue: Dialogue) throws(DialogueProblem) -> ConversionRefusal? {
        switch target {
        case .table(let writer):
            var dialogue = dialogue
            if format == .agentInstruct { dialogue = dialogue.withLoss(&notes) }
            if format == .shareGPT { dialogue = dialogue.withoutLoss(&notes) }
            try writer.write(dialogue, &notes)
        case .text(let writer):
            guard let format else {
                try writer.write(dialogue)
                break
            }
            let row: JSON
            do throws(ConversionRefusal) {
                row = try format.row(of: dialogue, notes: &notes)
            } catch {
                return error
            }
            try writer.write(row: row)
        }
        count += 1
        return nil
    }

    /// Puts the file in its place.
    public func finish() throws(DialogueProblem) {
        switch target {
        case .table(let writer): try writer.finish(&notes)
        case .text(let writer): try writer.finish()
        }
    }

    /// Gives the file up: the target stays as it was.
    public func cancel() {
        switch target {
        case .table(let writer): writer.cancel()
        case .text(let writer): writer.cancel()
        }
    }
}
