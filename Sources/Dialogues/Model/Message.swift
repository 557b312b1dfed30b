public import JSONTree

/// One turn of a dialogue.
public struct Message: Sendable {
    /// Who speaks (`from` in the file).
    public var role: Role
    /// What is said (`value` in the file).
    public var text: String
    /// Whether training counts this turn: `false` marks a demonstration; `nil` for the human's
    /// turns, and everywhere in ShareGPT.
    public var loss: Bool?
    /// Members that the format does not know, in the order of the file.
    public var extra: JSONObject

    /// Where the members stood in the file.
    var order: [Slot]

    /// The place of a member in the order of a message.
    enum Slot: UInt8, Hashable, Sendable {
        case role, text, loss, extra
    }

    /// What AgentInstruct writes: `loss` between the others, even where it is `null`.
    static let agentInstructOrder: [Slot] = [.role, .loss, .text]
    /// What ShareGPT writes.
    static let shareGPTOrder: [Slot] = [.role, .text]

    /// A turn as AgentInstruct writes it: `loss` is written even where it is `nil`.
    public init(role: Role, text: String, loss: Bool?, extra: JSONObject = JSONObject()) {
        self.role = role
        self.text = text
        self.loss = loss
        self.extra = extra
        order = Message.agentInstructOrder
    }

    /// A turn as ShareGPT writes it: without `loss`.
    public init(role: Role, text: String, extra: JSONObject = JSONObject()) {
        self.role = role
        self.text = text
        self.extra = extra
        order = Message.shareGPTOrder
    }

    init(role: Role, text: String, loss: Bool?, extra: JSONObject, order: [Slot]) {
        self.role = role
        self.text = text
        self.loss = loss
        self.extra = extra
        self.order = order
    }

    /// How many characters the text has, as Unicode counts them.
    public var characterCount: Int { text.scalarCount }

    /// Whether the file has (or will have) a `loss` member here, `null` included.
    public var writesLoss: Bool { loss != nil || order.contains(.loss) }
}

extension Message: Hashable {
    /// Whether two turns say the same in the same order of members.
    public static func == (left: Message, right: Message) -> Bool {
        left.role == right.role && left.loss == right.loss && left.text == right.text
            && left.extra == right.extra && left.writtenOrder == right.writtenOrder
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(role)
        hasher.combine(loss)
        hasher.combine(text)
    }
}
