import Environments
import FoundationEssentials
import JSONTree
import Testing

@testable import WebPageSimulator

/// Dialogues become records in which they replay.
@Suite struct InferredWorldTests {
    private func loaded(
        _ inferred: InferredWorld, settings: Settings = [:],
        _ body: (WebPageWorld) async throws -> Void
    ) async throws {
        let folder =
            FileManager.default.temporaryDirectory.path()
            + "/inferred-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for file in inferred.files {
            try Data(file.bytes).write(to: URL(filePath: "\(folder)/\(file.name)"))
        }
        let world = try WebPages().loadWorld(at: folder, settings: settings)
        try await body(#require(world as? WebPageWorld))
    }

    private func replayed(_ episode: RecordedEpisode) async throws -> EpisodeJudgement {
        let inferred = try await WebPages().inferWorld(from: episode, settings: [:])
        var judgement = EpisodeJudgement(judgements: [])
        try await loaded(inferred) { world in
            let task = world.task(of: episode)
            #expect(task == episode.id)
            judgement = await world.replay(episode, task: task, seed: 0)
        }
        return judgement
    }

    @Test(.enabled(if: Corpus.isPresent, "needs the corpus"))
    func `Every recorded question is asked again in its own world`() async throws {
        for row in try Corpus.rows("agentinstruct/mind2web.jsonl") {
            let texts = try #require(row["conversations"]?.array).compactMap { $0["value"]?.string }
            let id = try #require(row["id"]?.string)
            let judgement = try await replayed(
                RecordedEpisode(
                    id: id, task: texts[0], preamble: [],
                    turns: [.init(reply: texts[1], observation: nil, index: 2)]))
            #expect(judgement.opening?.verdict == .exact, "\(id)")
            #expect(judgement.opening?.basis == .supplied, "\(id)")
        }
    }

    /// A dialogue over a whole task of the shipped site.
    private func recorded(
        _ task: String, _ mistakes: AfterMistake, version: WebPageVersion = .agentInstruct
    ) async throws -> RecordedEpisode {
        let world = try WebPageWorld(
            path: Corpus.root + "/Worlds/mind2web/seedhouse", version: version,
            afterMistake: mistakes)
        var expert = try world.makeExpert(for: task, seed: 4)
        var environment = world.makeEnvironment()
        var step = try environment.reset(to: task, seed: 4)
        var episode = RecordedEpisode(
            id: "whole", task: step.observation, preamble: [], turns: [])
        while step.end == nil {
            var reply: String?
            if episode.turns.count % 3 == 1 { reply = try await expert.mistake(after: step) }
            if reply == nil { reply = try await expert.reply(after: step) }
            guard let reply else { break }
            step = try environment.step(reply: reply)
            episode.turns.append(
                .init(
                    reply: reply, observation: step.end == nil ? step.observation : nil,
                    index: 2 * episode.turns.count + 2))
        }
        return episode
    }

    @Test(arguments: AfterMistake.allCases)
    func `A whole task becomes a record of its steps`(mistakes: AfterMistake) async throws {
        let episode = try await recorded("seedhouse-11", mistakes)
        let judgement = try await replayed(episode)
        #expect(judgement.opening?.verdict == .exact)
        #expect(judgement.judgements.count == episode.turns.count - 1)
        #expect(judgement.judgements.allSatisfy { $0.verdict == .exact && $0.basis == .supplied })
    }

    @Test func `What the dialogue does not tell is refused, or made up by a seed`() async throws {
        let episode = try await recorded("seedhouse-11", .repeat)
        let inferred = try await WebPages().inferWorld(from: episode, settings: [:])
        #expect(inferred.unknown.contains { $0.hasPrefix("which element is right") })
        try await loaded(inferred) { world in
            #expect(world.afterMistake == .repeat)
            var environment = world.makeEnvironment()
            var step = try environment.reset(to: "whole", seed: 0)
            for turn in episode.turns.dropLast() {
                step = try environment.step(reply: turn.reply)
                #expect(step.details["invented"] == nil)
            }
            let last = try #require(episode.turns.last)
            let error = #expect(throws: EnvironmentError.self) {
                try environment.step(reply: last.reply)
            }
            #expect(error?.code == .unknown)
            // The episode is as it was.
            #expect(environment.completions(for: "A") == ["A"])
        }
        try await loaded(inferred, settings: ["complete": "3"]) { world in
            var environment = world.makeEnvironment()
            _ = try environment.reset(to: "whole", seed: 0)
            for turn in episode.turns.dropLast() { _ = try environment.step(reply: turn.reply) }
            let step = try environment.step(action: "A")
            #expect(step.details["invented"]?.array?.count == 1)
            #expect(step.details["step_success"] == false)
        }
        await #expect(throws: EnvironmentError.self) {
            try await loaded(inferred, settings: ["complete": "never"]) { _ in }
        }
    }

    @Test func `Rounds about one step are refused by name`() async throws {
        let episode = try await recorded("seedhouse-11#1", .end, version: .agentBench02)
        #expect(episode.turns.count > 1)
        let error = await #expect(throws: EnvironmentError.self) {
            try await WebPages().inferWorld(from: episode, settings: [:])
        }
        #expect(error?.message == "a record of several questions about one step")
    }

    @Test(arguments: [
        "<a id=0 x> a &lt; b &ldquo; </a>", "<p id=0> 1 < 2 & 3 > 2 </p>",
        "<a id=0 home > shoes> use <br> or <b>x</b> </a>", "<a id=0> é 中 👩‍🌾 </a>",
        "<table id=0> <tr> <td id=1 /> <td> x </td> </tr> </table>",
        "<svg id=0> <o:p id=1 y /> </svg>", "<div id=0> </div>",
    ])
    func `Odd pages are written and read again`(page: String) async throws {
        let snippet = "<html> \(PythonText.stripped(page)) <b id=9> end </b> </html>"
            .replacing("id=9", with: page.contains("id=1") ? "id=2" : "id=1")
        let reading = try InferredPage(snippet: snippet)
        let again = try Page(cleaned: reading.page.markup)
        #expect(again.nodes == reading.page.nodes)
        #expect(
            again.pruned(to: reading.candidates).text
                == reading.page.pruned(to: reading.candidates).text)
    }

    @Test func `A bare action has a message`() throws {
        let world = try WebPageWorld(path: Corpus.root + "/Worlds/mind2web/seedhouse")
        var environment = world.makeEnvironment()
        _ = try environment.reset(to: "seedhouse-11", seed: 0)
        for action in ["A", "C CLICK", "B TYPE New York", "D SELECT 2 seats"] {
            let reply = try #require(environment.reply(acting: action))
            #expect(environment.action(in: reply) == action)
        }
        #expect(environment.reply(acting: "what is this") == nil)
        _ = try environment.reset(to: nil, seed: 0)
        #expect(environment.reply(acting: "CLICK 1") == "CLICK 1")
    }
}
