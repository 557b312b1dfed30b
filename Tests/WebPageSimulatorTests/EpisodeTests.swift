import EnvironmentTesting
import Environments
import FoundationEssentials
import JSONTree
import Testing

@testable import WebPageSimulator

@Suite struct EpisodeTests {
    private static let shop = Corpus.root + "/Worlds/mind2web/seedhouse"

    private func moves(_ world: WebPageWorld, _ task: String) async throws -> [Move] {
        var expert = try world.makeExpert(for: task, seed: 3)
        var environment = world.makeEnvironment()
        var step = try environment.reset(to: task, seed: 7)
        var moves: [Move] = []
        while step.end == nil, let reply = try await expert.reply(after: step) {
            moves.append(.reply(reply))
            step = try environment.step(reply: reply)
        }
        return moves
    }

    @Test(arguments: WebPageVersion.allCases, ["seedhouse-11", "seedhouse-02#3", "derived:5:1"])
    func `The laws of environments hold`(version: WebPageVersion, task: String) async throws {
        let world = try WebPageWorld(path: Self.shop, version: version)
        var moves = try await moves(world, task)
        moves.insert(.action("what is this"), at: 0)
        let violations = await checkEnvironment(world, task: task, moves: moves)
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test(arguments: WebPageVersion.allCases, PromptStyle.allCases)
    func `The expert solves every task, listed and derived`(
        version: WebPageVersion, style: PromptStyle
    ) async throws {
        let world = try WebPageWorld(path: Self.shop, version: version, style: style)
        #expect(world.records.count == 25)
        let derived = (0..<20).map { DerivedTask(seed: 1, index: $0).description }
        for task in world.tasks.map(\.id) + derived {
            var expert = try world.makeExpert(for: task, seed: 1)
            var environment = world.makeEnvironment()
            var step = try environment.reset(to: task, seed: 1)
            while step.end == nil, let reply = try await expert.reply(after: step) {
                step = try environment.step(reply: reply)
            }
            #expect(step.reward == 1, "\(task): \(step.details)")
        }
    }

    @Test func `A wrong answer ends a task, or is asked again`() async throws {
        for wrong in AfterMistake.allCases {
            let world = try WebPageWorld(path: Self.shop, afterMistake: wrong)
            var environment = world.makeEnvironment()
            let first = try environment.reset(to: "seedhouse-09", seed: 0)
            let second = try environment.step(action: "A")
            #expect(second.details["step_success"] == false)
            #expect((second.end == nil) == (wrong == .repeat))
            if wrong == .repeat { #expect(second.observation == first.observation) }
        }
    }

    @Test func `Mistakes are made where they can be mended`() async throws {
        let world = try WebPageWorld(path: Self.shop, afterMistake: .repeat)
        var expert = try world.makeExpert(for: "seedhouse-09", seed: 5)
        var environment = world.makeEnvironment()
        var step = try environment.reset(to: "seedhouse-09", seed: 5)
        let mistake = try #require(try await expert.mistake(after: step))
        step = try environment.step(reply: mistake)
        #expect(step.details["step_success"] == false)
        while step.end == nil, let reply = try await expert.reply(after: step) {
            step = try environment.step(reply: reply)
        }
        #expect(step.reward == 1)
        #expect(step.details["task_success"] == false)
    }

    @Test func `A recorded question is found whichever elements it was about`() async throws {
        let world = try WebPageWorld(path: Self.shop)
        var environment = world.makeEnvironment()
        let first = try environment.reset(to: "seedhouse-09", seed: 99)
        var expert = try world.makeExpert(for: "seedhouse-09", seed: 1)
        let reply = try #require(try await expert.reply(after: first))
        let second = try environment.step(reply: reply)
        let last = try #require(try await expert.reply(after: second))
        let episode = RecordedEpisode(
            id: "x", task: first.observation, preamble: [],
            turns: [
                .init(reply: reply, observation: second.observation, index: 2),
                .init(reply: last, observation: nil, index: 4),
            ])
        #expect(world.task(of: episode) == "seedhouse-09")
        #expect(world.opens(episode, with: "seedhouse-09"))
        let judgement = await world.replay(episode, task: "seedhouse-09", seed: 0)
        #expect(judgement.opening?.verdict == .exact)
        #expect(judgement.judgements.map(\.verdict) == [.exact])
        #expect(judgement.judgements.first?.basis == .supplied)
        #expect(judgement.reward == 1)
    }

    @Test func `One moves about on saved pages`() throws {
        let world = try WebPageWorld(path: Self.shop)
        var visit = world.makeEnvironment()
        let front = try visit.reset(to: nil, seed: 0)
        #expect(front.details["page"] == "index.html")
        let link = try #require(
            visit.completions(for: "CLICK").first { action in
                var fork = visit
                return (try? fork.step(action: action))?.details["page"] == "calendar.html"
            })
        let calendar = try visit.step(action: link)
        #expect(calendar.observation.contains("Sowing calendar"))
        let list = try #require(visit.completions(for: "SELECT").first)
        let changed = try visit.step(action: list + "May")
        #expect(changed.observation.contains("<option true> May"))
        #expect(throws: EnvironmentError.self) { try visit.step(action: list + "Maybe") }
        #expect(throws: EnvironmentError.self) { try visit.step(action: "CLICK 999") }
    }

    @Test(arguments: [
        ("[1]", "a task record"), ("[{}]", "no confirmed_task"), ("{\"a\":", "ends within"),
        ("[{\"confirmed_task\":\"x\",\"actions\":[]}]", "no actions"), ("{]}", "byte"),
    ])
    func `A bad file is told in one line`(text: String, words: String) throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "pages-\(abs(text.utf8.reduce(0) { $0 &* 31 &+ Int($1) })).json").path
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: EnvironmentError.self) { try WebPageWorld(path: path) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(path) == true)
    }
}
