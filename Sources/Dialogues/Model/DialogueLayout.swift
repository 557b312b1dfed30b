public import JSONTree

/// How a file of dialogues is laid out: all that stands around and between its rows.
public struct DialogueLayout: Hashable, Sendable {
    /// What holds the rows.
    public enum Container: Hashable, Sendable {
        /// One row a line (JSONL).
        case lines
        /// One array of all rows (JSON).
        case array
        /// Rows one after the other that may span lines.
        case sequence
    }

    /// What holds the rows.
    public var container: Container
    /// How rows are written.
    public var style: JSONStyle
    /// How many levels a whole row is indented by.
    public var level: Int
    /// What stands before the first row: a byte order mark, an opening bracket.
    public var opening: [UInt8]
    /// What stands between two rows.
    public var separator: [UInt8]
    /// What stands after the last row: a closing bracket, a line end.
    public var closing: [UInt8]

    /// Describes a layout.
    public init(
        container: Container, style: JSONStyle, level: Int, opening: [UInt8], separator: [UInt8],
        closing: [UInt8]
    ) {
        self.container = container
        self.style = style
        self.level = level
        self.opening = opening
        self.separator = separator
        self.closing = closing
    }

    /// JSON Lines as AgentInstruct publishes them: what Python prints, one row a line.
    public static let lines = DialogueLayout(
        container: .lines, style: .python, level: 0, opening: [], separator: [0x0A],
        closing: [0x0A])

    /// One JSON array, each level indented by so many spaces; `nil` puts all on one line.
    public static func array(indentation: Int? = 2) -> DialogueLayout {
        guard let indentation else {
            return DialogueLayout(
                container: .array, style: .python, level: 1, opening: Array("[".utf8),
                separator: Array(", ".utf8), closing: Array("]\n".utf8))
        }
        let indent = String(repeating: " ", count: indentation)
        return DialogueLayout(
            container: .array, style: .indented(indentation), level: 1,
            opening: Array("[\n\(indent)".utf8), separator: Array(",\n\(indent)".utf8),
            closing: Array("\n]\n".utf8))
    }

    /// Whether the file starts with a byte order mark.
    public var hasByteOrderMark: Bool { opening.starts(with: [0xEF, 0xBB, 0xBF]) }
}
