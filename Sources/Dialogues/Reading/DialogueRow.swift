/// One row of a file: the dialogue, or what keeps it from being one.
public struct DialogueRow: Hashable, Sendable {
    /// The row's number, counted from 1.
    public var number: Int
    /// The line it starts on, counted from 1.
    public var line: Int
    /// The offset of its first byte from the start of the file.
    public var offset: Int
    /// Its length in bytes.
    public var length: Int
    /// The dialogue; `nil` if the row holds none that can be read.
    public var dialogue: Dialogue?
    /// All that is wrong with the row.
    public var problems: [DialogueProblem]
}
