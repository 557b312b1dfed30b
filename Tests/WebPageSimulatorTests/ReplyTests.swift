import Environments
import Testing

@testable import WebPageSimulator

@Suite struct ReplyTests {
    @Test(arguments: [
        ("Thought: x\nAnswer: C.\nAction: TYPE\nValue: New York", "C TYPE New York"),
        ("Answer: A. None of the above", "A"), ("Answer: B\nAction: CLICK", "B CLICK"),
        ("Answer: D.\nAction: SET\nValue: 5", "D  5"), ("Answer: G", nil), ("", nil),
        ("Answer: G Answer: F.", "F"),
    ])
    func `A message is read as AgentBench reads it`(message: String, action: String?) throws {
        let reply = PageReply(message)
        #expect(reply.action == action)
        guard let action else { return }
        let again = try #require(PageReply(action: action))
        #expect(again == reply)
    }

    @Test func `Operations are scored by their words`() {
        #expect(StepScore.f1("CLICK ", "CLICK ") == 1)
        #expect(StepScore.f1("TYPE New York", "TYPE new York") == 2.0 / 3)
        #expect(StepScore.f1(" ", "CLICK ") == 0)
        #expect(StepScore.f1("", "") == 1)
    }

    private let question = Question(
        snippet: "<html> <a id=0> Fares </a> <input id=1 text city /> <select id=2> "
            + "<option> Bus </option> <option> Tram </option> </select> </html>",
        task: "Find the tram to Porto", previousActions: ["[link]  Start -> CLICK"],
        choices: [
            "<a id=0> Fares </a>", "<input id=1 text city />",
            "<select id=2> <option> Bus </option> <option> Tram </option> </select>",
        ])

    private func judged(_ reply: String, _ message: String? = nil) async -> EpisodeJudgement {
        let episode = RecordedEpisode(
            id: "", task: message ?? question.message(in: .agentInstruct), preamble: [],
            turns: [.init(reply: reply, observation: nil, index: 2)])
        return await WebPages().judge(episode, settings: [:])
    }

    @Test(arguments: [
        ("Answer: C.\nAction: TYPE\nValue: Porto", []), ("Answer: A.", []),
        ("Answer: F.\nAction: CLICK", ["answer-not-offered"]),
        ("Answer: B.\nAction: TYPE\nValue: Porto", ["impossible-operation"]),
        ("Answer: C.\nAction: SELECT\nValue: Porto", ["impossible-operation"]),
        ("Answer: D.\nAction: SELECT\nValue: Ship", ["value-not-an-option", "suspect"]),
        ("Answer: D.\nAction: SELECT", ["missing-value"]),
        ("Answer: B.\nAction: SET\nValue: x", ["unknown-operation"]),
        ("Answer: B.", ["no-operation"]), ("I do not know", ["no-answer"]),
        ("Thought: The gift card needs its pin.\nAnswer: A.", ["suspect"]),
    ])
    func `What is wrong with a reply is named`(reply: String, codes: [String]) async {
        let judgement = await judged(reply)
        #expect(judgement.opening?.verdict == .exact, "\(String(describing: judgement.opening))")
        #expect(judgement.remarks.map(\.code) == codes)
    }

    @Test(arguments: [
        ("<option> Tram", "<option> Train", "choice-not-in-page"), ("id=2>", "id=3>", "page"),
        ("next action", "next caption", "wording"), ("</select> ", "", "page"),
        ("\nD. <select", "\nD. <salect", "choice-not-in-page"),
    ])
    func `A changed question is seen`(old: String, new: String, reason: String) async throws {
        let message = question.message(in: .agentInstruct)
        let range = try #require(
            old.hasPrefix("<option>") ? message.ranges(of: old).last : message.firstRange(of: old))
        let judgement = await judged("Answer: A.", message.replacingCharacters(range, with: new))
        #expect(judgement.opening?.verdict == .divergent)
        #expect(judgement.opening?.reason == reason)
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
