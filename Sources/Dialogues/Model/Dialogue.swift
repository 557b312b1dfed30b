public import JSONTree

/// A recorded conversation: one row of an AgentInstruct or ShareGPT file.
///
///     let reader = try DialogueReader(path: "db.jsonl")
///     while let row = try reader.next() {
///         guard let dialogue = row.dialogue else { continue }
///         print(dialogue.id ?? "?", dialogue.messages.count)      // db_0 6
///     }
///
/// What was read is written back byte for byte: a dialogue remembers the order of its members and
/// how its row was laid out, and, where no layout explains the row, the row's own bytes for as long
/// as the dialogue is not changed.
public struct Dialogue: Sendable {
    /// The id the file gives; ids may lie about the environment, and ShareGPT often has none.
    public var id: String? {
        didSet { source?.text = nil }
    }
    /// The turns, in order (`conversations` in the file).
    public var messages: [Message] {
        didSet { source?.text = nil }
    }
    /// Members of the row that the format does not know, in the order of the file.
    public var extra: JSONObject {
        didSet { source?.text = nil }
    }

    /// Where the members stood in the row.
    var order: [Slot]
    /// How the row was written; `nil` for a dialogue that was not read from a file.
    var source: RowSource?

    /// The place of a member in the order of a row.
    enum Slot: UInt8, Hashable, Sendable {
        case id
        /// An id that is written as a number.
        case numericID
        case messages, extra
    }

    static let defaultOrder: [Slot] = [.id, .messages]

    /// A dialogue made in memory; its row has an `id` only if there is one.
    public init(id: String?, messages: [Message], extra: JSONObject = JSONObject()) {
        self.id = id
        self.messages = messages
        self.extra = extra
        order = id == nil ? [.messages] : Dialogue.defaultOrder
    }

    init(id: String?, messages: [Message], extra: JSONObject, order: [Slot]) {
        self.id = id
        self.messages = messages
        self.extra = extra
        self.order = order
    }
}

extension Dialogue: Hashable {
    /// Whether two dialogues say the same in the same order of members, however their rows were
    /// laid out.
    public static func == (left: Dialogue, right: Dialogue) -> Bool {
        left.id == right.id && left.extra == right.extra && left.messages == right.messages
            && left.writtenOrder == right.writtenOrder
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(messages)
    }
}
