import JSONTree

/// Lays dialogues out as the text of a file, piece by piece.
struct DialogueEncoder {
    var layout: DialogueLayout
    let rows: DialogueWriter.RowStyle
    private var isEmpty = true

    init(layout: DialogueLayout, rows: DialogueWriter.RowStyle) {
        self.layout = layout
        self.rows = rows
    }

    /// Appends a row, with what stands before it.
    mutating func append(_ dialogue: Dialogue, to bytes: inout [UInt8]) {
        let source = source(of: dialogue)
        if isEmpty {
            bytes += layout.opening
        } else {
            bytes += source?.separator ?? layout.separator
        }
        isEmpty = false
        if let text = source?.text {
            bytes += text
        } else {
            var style = source?.style ?? layout.style
            if layout.container == .lines { style.indentation = nil }
            dialogue.json.write(to: &bytes, style: style, level: source?.level ?? layout.level)
        }
    }

    /// The text of a row of any format, in the style of the layout.
    func text(of row: JSON) -> [UInt8] {
        var style = layout.style
        if layout.container == .lines { style.indentation = nil }
        var text: [UInt8] = []
        row.write(to: &text, style: style, level: layout.level)
        return text
    }

    /// Appends the text of a row, with what stands before it.
    mutating func append(text: [UInt8], to bytes: inout [UInt8]) {
        bytes += isEmpty ? layout.opening : layout.separator
        isEmpty = false
        bytes += text
    }

    /// Appends what stands behind the last row.
    func finish(_ bytes: inout [UInt8]) {
        if isEmpty { bytes += layout.opening }
        if !isEmpty || layout.container == .array { bytes += layout.closing }
    }

    /// How the row was written, if it is to be written so again and can be: rows of an indented
    /// array do not fit on a line.
    private func source(of dialogue: Dialogue) -> RowSource? {
        guard rows == .asRead, let source = dialogue.source,
            source.container == layout.container
        else { return nil }
        return source
    }
}

extension DialogueLayout {
    /// The text of a file that holds these dialogues.
    public func bytes(
        of dialogues: some Sequence<Dialogue>, rows: DialogueWriter.RowStyle = .asRead
    ) -> [UInt8] {
        var encoder = DialogueEncoder(layout: self, rows: rows)
        var bytes: [UInt8] = []
        for dialogue in dialogues { encoder.append(dialogue, to: &bytes) }
        encoder.finish(&bytes)
        return bytes
    }
}
