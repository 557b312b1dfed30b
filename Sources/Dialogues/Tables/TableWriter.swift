import JSONTree
import ParquetFiles

/// Writes dialogues to a Parquet file in the layout of the published dataset: `conversations`, a
/// list of `from`, `loss` and `value`, and `id`.
///
/// Further members of rows become columns where the first rows say of which type; what has no
/// column is noted. Where none of the first rows says anything of loss, as in ShareGPT, there is no
/// column for it.
///
/// A class, because a file in the making has an identity.
final class TableWriter {
    /// How many rows are looked at for further columns.
    private static let sample = 1000

    private let path: String
    private let file: ReplacementFile
    private let options: ParquetOptions
    private var waiting: [Dialogue] = []
    private var writer: ParquetWriter<FileSink>?
    private var hasLoss = true
    private var columns: [(name: String, type: ParquetField.PhysicalType)] = []

    init(path: String, options: ParquetOptions) throws(DialogueProblem) {
        self.path = path
        self.options = options
        file = try ReplacementFile(path: path)
    }

    func write(_ dialogue: Dialogue, _ notes: inout ConversionNotes) throws(DialogueProblem) {
        guard writer == nil else {
            try put(dialogue, &notes)
            return
        }
        waiting.append(dialogue)
        if waiting.count >= TableWriter.sample { try begin(&notes) }
    }

    func finish(_ notes: inout ConversionNotes) throws(DialogueProblem) {
        if writer == nil { try begin(&notes) }
        do throws(ParquetError) {
            _ = try writer?.finish()
        } catch {
            throw DialogueProblem(error, path: path)
        }
        try file.commit()
    }

    func cancel() {
        file.discard()
    }

    private func begin(_ notes: inout ConversionNotes) throws(DialogueProblem) {
        columns = TableWriter.columns(of: waiting)
        hasLoss = waiting.isEmpty || waiting.contains { $0.statesLoss }
        let loss = hasLoss ? [ParquetField.column("loss", .boolean)] : []
        let message = ParquetField.structure(
            "element", [.text("from")] + loss + [.text("value")])
        let fields =
            [ParquetField.list("conversations", of: message), .text("id")]
            + columns.map { $0.type == .bytes ? .text($0.name) : .column($0.name, $0.type) }
        do throws(ParquetError) {
            writer = try ParquetWriter(
                FileSink(file: file), fields: fields, metadata: [("huggingface", features)],
                options: options)
        } catch {
            throw DialogueProblem(error, path: path)
        }
        for dialogue in waiting { try put(dialogue, &notes) }
        waiting = []
    }

    private func put(
        _ dialogue: Dialogue, _ notes: inout ConversionNotes
    ) throws(DialogueProblem) {
        var row = JSONObject()
        row.append(
            "conversations",
            .array(
                dialogue.messages.map { message in
                    if !message.extra.isEmpty {
                        notes.add("further members of messages have no column")
                    }
                    if !hasLoss, message.loss != nil {
                        notes.add("losses have no column, for the first rows had none")
                    }
                    return [
                        "from": .string(message.role.rawValue),
                        "loss": message.loss.map(JSON.bool) ?? .null,
                        "value": .string(message.text),
                    ]
                }))
        if let id = dialogue.id { row.append("id", .string(id)) }
        for member in dialogue.extra {
            let type = columns.first { $0.name == member.key }?.type
            if let type, TableWriter.fits(member.value, type) {
                row.append(member.key, member.value)
            } else if !member.value.isNull {
                notes.add("members “\(member.key)” of rows have no column")
            }
        }
        do throws(ParquetError) {
            try writer?.write(.object(row))
        } catch {
            throw DialogueProblem(error, path: path)
        }
    }

    // MARK: Further columns

    private static func columns(
        of dialogues: [Dialogue]
    ) -> [(name: String, type: ParquetField.PhysicalType)] {
        var names: [String] = []
        var types: [String: ParquetField.PhysicalType?] = [:]
        for dialogue in dialogues {
            for member in dialogue.extra where !member.value.isNull {
                let type = type(of: member.value)
                if let known = types[member.key] {
                    if known == .int64, type == .double {
                        types[member.key] = .double
                    } else if known != type, !(known == .double && type == .int64) {
                        types[member.key] = .some(nil)
                    }
                } else {
                    names.append(member.key)
                    types[member.key] = .some(type)
                }
            }
        }
        return names.compactMap { name in
            guard !["id", "conversations"].contains(name), let type = types[name] ?? nil else {
                return nil
            }
            return (name, type)
        }
    }

    private static func type(of value: JSON) -> ParquetField.PhysicalType? {
        switch value {
        case .bool: .boolean
        case .string: .bytes
        case .number: value.int == nil ? .double : .int64
        default: nil
        }
    }

    private static func fits(_ value: JSON, _ type: ParquetField.PhysicalType) -> Bool {
        let own = TableWriter.type(of: value)
        return own == type || own == .int64 && type == .double
    }

    /// What Hugging Face's `datasets` leaves in its files, so that it knows the types at once.
    private var features: String {
        func value(_ type: String) -> JSON { ["dtype": .string(type), "_type": "Value"] }
        var message = JSONObject([("from", value("string"))])
        if hasLoss { message.append("loss", value("bool")) }
        message.append("value", value("string"))
        var features = JSONObject([
            ("conversations", .array([.object(message)])), ("id", value("string")),
        ])
        for (name, type) in columns {
            let word =
                switch type {
                case .boolean: "bool"
                case .int64: "int64"
                case .double: "float64"
                default: "string"
                }
            features.append(name, value(word))
        }
        let info: JSON = ["info": ["features": .object(features)]]
        return info.text()
    }
}

/// Where the bytes of a Parquet file go.
private struct FileSink: ParquetSink {
    let file: ReplacementFile

    func write(_ bytes: [UInt8]) throws(ParquetError) {
        do throws(DialogueProblem) {
            try file.write(bytes)
        } catch {
            throw ParquetError(.unreadable, error.what)
        }
    }
}
