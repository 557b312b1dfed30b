import Environments
import JSONTree

/// What an agent's message asks for.
enum ShellAction: Hashable, Sendable {
    case bash(String)
    case answer(String)
    case finish(String?)

    /// Reads a bare action: `answer(…)` and `finish` as agents write them, else a command.
    init(_ text: String) {
        if text == "finish" {
            self = .finish(nil)
        } else if text.hasPrefix("answer("), text.hasSuffix(")"), !text.contains("\n") {
            self = .answer(String(text.dropFirst(7).dropLast()))
        } else {
            self = .bash(text)
        }
    }

    /// The bare action.
    var text: String {
        switch self {
        case .bash(let command): command
        case .answer(let answer): "answer(\(answer))"
        case .finish(let thought?): "answer(\(thought))"
        case .finish: "finish"
        }
    }
}

/// The published reply formats.
public enum ReplyVersion: String, CaseIterable, Hashable, Sendable {
    /// `Act: bash` and a block, `Act: answer(…)`, `Act: finish`, as AgentInstruct has them.
    case agentInstruct = "agentinstruct"
    /// The same, as AgentBench v0.2 reads it.
    case agentBench = "agentbench-v0.2"
    /// Calls of the tools `bash_action`, `answer_action` and `finish_action`.
    case agentBenchFC = "agentbench-fc"

    /// What a message asks for; `nil` if it asks for nothing that the format knows.
    func action(in reply: String) -> ShellAction? {
        self == .agentBenchFC ? ReplyVersion.toolCall(in: reply) : ReplyVersion.act(in: reply)
    }

    /// What an action looks like.
    var actionsInWords: String {
        self == .agentBenchFC
            ? "it needs a call of bash_action, answer_action or finish_action"
            : "it needs a line Act: bash with a ```bash block, Act: answer(…) or Act: finish"
    }

    /// The last `Act:` line that is an action counts.
    private static func act(in reply: String) -> ShellAction? {
        for line in acts(in: reply).reversed() {
            let word = line.lowercased()
            if word.hasPrefix("bash") {
                return .bash(blocks(in: reply).joined(separator: "\n\n"))
            }
            if word.hasPrefix("finish") { return .finish(nil) }
            if word.hasPrefix("answer") {
                guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"),
                    open < close
                else { continue }
                return .answer(String(line[line.index(after: open)..<close]))
            }
        }
        return nil
    }

    /// The rest of the line behind each `Act:`, white space skipped, line breaks too.
    private static func acts(in reply: String) -> [Substring] {
        var acts: [Substring] = []
        var rest = reply[...]
        while let mark = rest.firstRange(of: "Act:") {
            rest = rest[mark.upperBound...].drop { $0.isWhitespace }
            let line = rest.prefix { !$0.isNewline }
            if line.isEmpty { break }
            acts.append(line)
            rest = rest[line.endIndex...]
        }
        return acts
    }

    private static func blocks(in reply: String) -> [Substring] {
        var blocks: [Substring] = []
        var rest = reply[...]
        while let start = rest.firstRange(of: "```bash\n"),
            let end = rest[start.upperBound...].firstRange(of: "\n```")
        {
            blocks.append(rest[start.upperBound..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return blocks
    }

    /// Only the first call of a message counts.
    private static func toolCall(in reply: String) -> ShellAction? {
        guard let message = try? JSON.parse(reply) else { return nil }
        let call = message["tool_calls"]?.array?.first ?? message
        let function = call["function"] ?? call
        guard let given = function["arguments"] else { return nil }
        let arguments = given.string.flatMap { try? JSON.parse($0) } ?? given
        switch function["name"]?.string {
        case "bash_action": return arguments["script"]?.string.map { .bash($0) }
        case "answer_action": return arguments["answer"]?.string.map { .answer($0) }
        case "finish_action": return .finish(arguments["thought"]?.string)
        default: return nil
        }
    }

    /// A message that answers.
    func reply(answering answer: String) -> String {
        guard self == .agentBenchFC else {
            return "Think: That is the answer.\n\nAct: answer(\(answer))"
        }
        let arguments: JSON = ["answer": .string(answer)]
        let call: JSON = ["name": "answer_action", "arguments": .string(arguments.text(.compact))]
        return call.text(.compact)
    }

    /// A message that runs a command.
    func reply(running command: String, because thought: String) -> String {
        guard self == .agentBenchFC else {
            return "Think: \(thought)\n\nAct: bash\n\n```bash\n\(command)\n```"
        }
        let arguments: JSON = ["script": .string(command)]
        let call: JSON = ["name": "bash_action", "arguments": .string(arguments.text(.compact))]
        return call.text(.compact)
    }

    /// A message that says that everything is done.
    var finishingReply: String {
        guard self == .agentBenchFC else { return "Think: Everything is done.\n\nAct: finish" }
        let arguments: JSON = ["thought": "done"]
        let call: JSON = ["name": "finish_action", "arguments": .string(arguments.text(.compact))]
        return call.text(.compact)
    }
}
