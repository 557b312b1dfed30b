public import Environments
public import JSONTree

/// Asks a language model.
public struct ModelPolicy: Policy {
    /// Which model is asked, and how.
    public struct Configuration: Hashable, Sendable {
        /// The model's name, as the server knows it.
        public var model: String
        /// How freely it chooses; `nil` leaves that to the server.
        public var temperature: Double?
        /// How many tokens a reply may have; `nil` leaves that to the server.
        public var tokenLimit: Int?
        /// Where the server is, for provenance; it must hold no secret.
        public var place: String

        /// Describes a model.
        public init(
            model: String, temperature: Double? = nil, tokenLimit: Int? = nil, place: String
        ) {
            self.model = model
            self.temperature = temperature
            self.tokenLimit = tokenLimit
            self.place = place
        }
    }

    private let configuration: Configuration
    private let service: any ChatService
    private let form: DialogueForm
    private let tools: [JSON]
    private let journal: ReplyJournal?

    /// A policy that asks a service.
    ///
    /// - Parameters:
    ///   - form: what the model is told before the task.
    ///   - tools: the tools that it may call, in the API's form.
    ///   - journal: where replies are kept and found again.
    public init(
        _ configuration: Configuration, service: any ChatService, form: DialogueForm,
        tools: [JSON] = [], journal: ReplyJournal? = nil
    ) {
        self.configuration = configuration
        self.service = service
        self.form = form
        self.tools = tools
        self.journal = journal
    }

    /// `model`.
    public var name: String { "model" }

    /// The model and how it was asked.
    public var settings: JSONObject {
        var settings = JSONObject([
            ("model", .string(configuration.model)), ("endpoint", .string(configuration.place)),
        ])
        if let temperature = configuration.temperature {
            settings.append("temperature", JSON(temperature))
        }
        if let limit = configuration.tokenLimit { settings.append("max_tokens", JSON(limit)) }
        return settings
    }

    /// Someone who asks the model.
    public func makeAgent(for episode: EpisodePlan, in world: some World) throws -> any Agent {
        ModelAgent(
            policy: self, id: episode.id, lead: form.lead,
            messages: ChatMessages(form, tools: tools))
    }

    fileprivate func reply(
        to messages: ChatMessages, id: String, turn: Int
    ) async throws -> String {
        let request = messages.request(
            model: configuration.model, temperature: configuration.temperature,
            tokenLimit: configuration.tokenLimit)
        var print = Fingerprint()
        print.add(request.text().utf8)
        let key = ReplyJournal.Key(id: id, turn: turn, request: print.value)
        if let known = journal?.reply(to: key) { return known }
        let withTools = !tools.isEmpty
        let response = try await service.response(to: request) {
            ChatMessages.reply(in: $0, withTools: withTools) != nil
        }
        guard let reply = ChatMessages.reply(in: response, withTools: withTools) else {
            throw ChatFailure(kind: "model-format", message: "the model's response has no message")
        }
        try journal?.keep(reply, to: key, usage: response["usage"])
        return reply
    }
}

private struct ModelAgent: Agent {
    let policy: ModelPolicy
    let id: String
    let lead: String
    var messages: ChatMessages
    var turn = 0

    mutating func reply(
        after step: Step, in environment: some Environment
    ) async throws -> String? {
        messages.add(observation: turn == 0 ? lead + step.observation : step.observation)
        let reply = try await policy.reply(to: messages, id: id, turn: turn)
        messages.add(reply: reply)
        turn += 1
        return reply
    }
}
