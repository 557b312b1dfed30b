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
    /// Why dialogues were left out, and how many for each reason.
    public private(set) var refusals: [String: Int] = [:]
    /// How many dialogues were taken so far, those included that were left out.
    public private(set) var taken = 0
    /// How many dialogues the file has once it is finished, of those that were taken so far.
    public var count: Int { taken - refusals.values.reduce(0, +) }
    private let target: Target
    /// Dialogues that wait for others, so that all cores have something to do.
    private var waiting: [Dialogue] = []
    private var waitingSize = 0

    /// How many dialogues wait at most, and how many bytes of text they have, about.
    private static let batch = (count: 256, size: 1 << 20)

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

    /// Appends a dialogue, or leaves it out where the format cannot say it.
    public func write(_ dialogue: Dialogue) throws(DialogueProblem) {
        taken += 1
        switch target {
        case .table(let writer):
            var dialogue = dialogue
            if format == .agentInstruct { dialogue = dialogue.withLoss(&notes) }
            if format == .shareGPT { dialogue = dialogue.withoutLoss(&notes) }
            try writer.write(dialogue, &notes)
        case .text(let writer):
            waiting.append(dialogue)
            waitingSize += dialogue.messages.reduce(0) { $0 + $1.text.utf8.count }
            if waiting.count >= Self.batch.count || waitingSize >= Self.batch.size {
                try writeWaiting(to: writer)
            }
        }
    }

    /// A dialogue as the text of a row.
    private struct Row: Sendable {
        var notes = ConversionNotes()
        var text: [UInt8] = []
        var refusal: ConversionRefusal?

        init(_ dialogue: Dialogue, _ format: DialogueFormat?, _ encoder: DialogueEncoder) {
            do throws(ConversionRefusal) {
                let row = try format?.row(of: dialogue, notes: &notes) ?? dialogue.json
                text = encoder.text(of: row)
            } catch {
                refusal = error
            }
        }
    }

    private func writeWaiting(to writer: DialogueWriter) throws(DialogueProblem) {
        let rows = waiting.mapOnAllCores { [format, encoder = writer.encoder] dialogue in
            Row(dialogue, format, encoder)
        }
        waiting.removeAll(keepingCapacity: true)
        waitingSize = 0
        for row in rows {
            notes.add(row.notes)
            if let refusal = row.refusal {
                refusals[refusal.reason, default: 0] += 1
            } else {
                try writer.write(text: row.text)
            }
        }
    }

    /// Puts the file in its place.
    public func finish() throws(DialogueProblem) {
        switch target {
        case .table(let writer): try writer.finish(&notes)
        case .text(let writer):
            try writeWaiting(to: writer)
            try writer.finish()
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
