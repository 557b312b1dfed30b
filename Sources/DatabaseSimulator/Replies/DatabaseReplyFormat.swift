import JSONTree

/// How an agent's message becomes an action, per published version of AgentBench's database task.
///
/// The rules are AgentBench's regular expressions, with their edges: `Action: Operation` must end
/// its line exactly there, only the first block counts, and line feeds inside it become blanks, so
/// that a `-- comment` swallows the rest.
public enum DatabaseReplyFormat: String, Sendable, CaseIterable {
    /// AgentInstruct's, which is that of AgentBench v0.2.
    case agentinstruct
    /// A missing block commits an empty answer instead of failing.
    case agentBenchV1 = "agentbench-v0.1"
    /// The same as ``agentinstruct``.
    case agentBenchV2 = "agentbench-v0.2"
    /// Tool calls: `execute_sql` and `commit_final_answer`.
    case agentBenchFunctionCalls = "agentbench-fc"

    /// What a message asks for.
    public enum Action: Hashable, Sendable {
        /// To run a statement.
        case execute(String)
        /// To end the episode with an answer, as written.
        case answer(String)
        /// Nothing that the format accepts; the text says what was missing.
        case invalid(String)
        /// A call that the tools refuse: the observation that the agent gets, and the episode goes
        /// on.
        case refused(String)
    }

    /// Reads a message.
    public func action(in reply: String) -> Action {
        switch self {
        case .agentBenchFunctionCalls: toolCall(in: reply)
        case .agentinstruct, .agentBenchV1, .agentBenchV2: textAction(in: reply)
        }
    }

    /// The message that commits an answer, after a thought.
    public func reply(answering answer: String, thought: String = "") -> String {
        guard self == .agentBenchFunctionCalls else {
            return lead(thought) + "Action: Answer\nFinal Answer: \(answer)"
        }
        let list = (try? JSON.parse(answer))?.array
        return call("commit_final_answer", ["answers": .array(list ?? [.string(answer)])], thought)
    }

    /// The message that runs a statement, after a thought.
    public func reply(executing statement: String, thought: String = "") -> String {
        guard self == .agentBenchFunctionCalls else {
            return lead(thought) + "Action: Operation\n```sql\n\(statement)\n```"
        }
        return call("execute_sql", ["query": .string(statement)], thought)
    }

    private func lead(_ thought: String) -> String { thought.isEmpty ? "" : thought + "\n" }

    private func call(_ name: String, _ arguments: JSON, _ thought: String) -> String {
        let call: JSON = [
            "function": ["name": .string(name), "arguments": .string(arguments.text())]
        ]
        let message: JSON = [
            "role": "assistant", "content": thought.isEmpty ? .null : .string(thought),
            "tool_calls": [call],
        ]
        return message.text()
    }

    // MARK: Text

    private func textAction(in reply: String) -> Action {
        if actionWord(of: reply) == "Operation" {
            if let statement = firstBlock(in: reply) { return .execute(statement) }
            return self == .agentBenchV1
                ? .answer("") : .invalid("Action: Operation without a ```sql block")
        }
        if let answer = finalAnswer(in: reply) { return .answer(answer) }
        return .invalid("neither Action: Operation nor a Final Answer")
    }

    /// The first `Action: …` that ends with a line feed.
    private func actionWord(of reply: String) -> String? {
        let marker = Array("Action: ".utf8)
        let bytes = Array(reply.utf8)
        guard let found = bytes.firstIndex(of: marker, from: 0) else { return nil }
        let start = found + marker.count
        guard let end = bytes[start...].firstIndex(of: 0x0A) else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// What stands between the first "```sql" line and the next closing one.
    private func firstBlock(in reply: String) -> String? {
        let bytes = Array(reply.utf8)
        let opening = Array("```sql\n".utf8)
        guard let found = bytes.firstIndex(of: opening, from: 0) else { return nil }
        let start = found + opening.count
        guard let end = bytes.firstIndex(of: Array("\n```".utf8), from: start) else { return nil }
        let block = String(decoding: bytes[start..<end], as: UTF8.self)
        return block.strippedLikePython.replacing("\n", with: " ")
    }

    private func finalAnswer(in reply: String) -> String? {
        let bytes = Array(reply.utf8)
        let marker = Array("\nFinal Answer:".utf8)
        guard let found = bytes.firstIndex(of: marker, from: 0) else { return nil }
        let rest = bytes[(found + marker.count)...]
        return String(decoding: rest.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    // MARK: Tool calls

    /// A tool call: an OpenAI message as JSON, or the call alone
    /// (`{"name": "execute_sql", "arguments": {"query": "…"}}`).
    private func toolCall(in reply: String) -> Action {
        guard let message = try? JSON.parse(reply), message.object != nil else {
            return .refused("Invalid function call. Please call a tool instead.")
        }
        let first = message["tool_calls"]?.array?.first
        let call: JSON? = first?["function"] ?? (message["name"] == nil ? nil : message)
        guard let call, let name = call["name"]?.string else {
            return .refused("Invalid function call. Please call a tool instead.")
        }
        var arguments = call["arguments"] ?? .null
        if case .string(let text) = arguments { arguments = (try? JSON.parse(text)) ?? .null }
        guard let members = arguments.object else {
            return .refused(Self.badCall)
        }
        switch name {
        case "execute_sql":
            guard let query = members["query"]?.string else { return .refused(Self.badCall) }
            return .execute(query)
        case "commit_final_answer":
            // Whatever the first argument is called, its value is the answer.
            guard let value = members.first?.value else { return .refused(Self.badCall) }
            return .answer(value.string ?? value.text())
        default: return .refused(Self.badCall)
        }
    }

    private static let badCall =
        "Error: Failed to parse tool call. Tool call format is incorrect."
}

extension String {
    /// `str.strip()`.
    fileprivate var strippedLikePython: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}

extension [UInt8] {
    /// Where a run of bytes first occurs.
    fileprivate func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
        guard !pattern.isEmpty, count >= pattern.count else { return nil }
        var index = start
        while index + pattern.count <= count {
            if self[index] == pattern[0], self[index..<index + pattern.count].elementsEqual(pattern)
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
