import Environments
import JSONTree
import SeededRandom
import Testing

@testable import ShopSimulator

/// What the original text environment answered.
@Suite(.enabled(if: Corpus.isAtHand)) struct OracleTests {
    private func world(_ change: (inout ShopWorld.Behavior) -> Void = { _ in }) throws -> ShopWorld
    {
        var behavior = ShopWorld.Behavior(version: .original)
        change(&behavior)
        return try Corpus.world(behavior)
    }

    @Test func `Every search finds the same products in the same order`() throws {
        let world = try world()
        var chance = SeededChance(seed: 0)
        for row in try Corpus.rows("webshop/oracle/searches.jsonl") {
            let query = row["query"]?.string ?? ""
            let found = try world.stock.listing(for: query.splitAtSpaces, false, using: &chance)
            let asins = try found.map { try world.stock.card($0).asin }
            #expect(asins == row["asins"]?.array?.compactMap(\.string), "\(query)")
        }
    }

    @Test func `Scores are the recorded ones but for the rounding`() throws {
        let world = try world()
        let shelves = try #require(world.stock as? Shelves)
        for row in try Corpus.rows("webshop/oracle/searches.jsonl") {
            let hits = shelves.index.search(row["query"]?.string ?? "")
            for (hit, score) in zip(hits, row["scores"]?.array?.compactMap(\.double) ?? []) {
                #expect(abs(Double(hit.score) - score) < 1.2e-4)
            }
        }
    }

    @Test func `Every step of the recorded episodes is the same`() throws {
        let plain = try world()
        let showing = try world { $0.showsAttributes = true }
        for row in try Corpus.rows("webshop/oracle/episodes.jsonl") {
            let id = row["id"]?.string ?? ""
            var visit = (row["show_attrs"] == nil ? plain : showing).makeEnvironment()
            let task = "\(row["mode"]?.string ?? ""):\(row["goal_index"]?.int ?? -1)"
            for (index, step) in (row["steps"]?.array ?? []).enumerated() {
                let answer =
                    index == 0
                    ? try visit.reset(to: task, seed: 0)
                    : try visit.step(action: step["action"]?.string ?? "")
                if let error = step["error"]?.string {
                    #expect(answer.details["raised"]?.string == error, "\(id) \(index)")
                }
                #expect(answer.observation == step["observation"]?.string, "\(id) \(index)")
                #expect(
                    answer.details["available_actions"] == step["available_actions"],
                    "\(id) \(index)")
                #expect((answer.end != nil) == (step["done"]?.bool ?? false), "\(id) \(index)")
                let reward = step["reward"]?.double ?? 0
                #expect(abs((answer.reward ?? 0) - reward) < 1e-9, "\(id) \(index)")
            }
        }
    }

    @Test func `Rich texts and addresses are the recorded ones`() throws {
        let actions = Dictionary(
            uniqueKeysWithValues: try Corpus.rows("webshop/oracle/episodes.jsonl").map {
                ($0["id"]?.string ?? "", $0)
            })
        let rich = try world { $0.observation = .rich }
        let url = try world { $0.observation = .url }
        let shownRich = try world {
            $0.observation = .rich
            $0.showsAttributes = true
        }
        let shownURL = try world {
            $0.observation = .url
            $0.showsAttributes = true
        }
        for row in try Corpus.rows("webshop/oracle/rich.jsonl") {
            let id = row["id"]?.string ?? ""
            let episode = try #require(actions[id])
            let task = "\(episode["mode"]?.string ?? ""):\(episode["goal_index"]?.int ?? -1)"
            let isShown = episode["show_attrs"] != nil
            var first = (isShown ? shownRich : rich).makeEnvironment()
            var second = (isShown ? shownURL : url).makeEnvironment()
            for (index, step) in (row["steps"]?.array ?? []).enumerated() {
                let action = step["action"]?.string
                let text =
                    try action.map { try first.step(action: $0) } ?? first.reset(to: task, seed: 0)
                let address =
                    try action.map { try second.step(action: $0) }
                    ?? second.reset(to: task, seed: 0)
                if let recorded = step["text_rich"]?.string {
                    #expect(text.observation == recorded, "\(id) \(index)")
                }
                if let recorded = step["url"]?.string {
                    #expect(address.observation == recorded, "\(id) \(index)")
                }
            }
        }
    }

    @Test func `Every purchase has the recorded reward with all its parts`() throws {
        let world = try world()
        for row in try Corpus.rows("webshop/oracle/rewards.jsonl") {
            let id = row["id"]?.string ?? ""
            let kind = try #require(GoalKind(rawValue: row["mode"]?.string ?? ""))
            let goal = try world.goals.goal(kind, at: row["goal_index"]?.int ?? -1)
            let number = try #require(try world.stock.number(of: row["asin"]?.string ?? ""))
            let choices = (row["options"]?.object ?? JSONObject()).map {
                OptionChoice(name: $0.key, value: $0.value.string ?? "")
            }
            let score = Score(
                Score.Purchase(
                    product: ScoredProduct(try world.stock.product(number)), choices: choices,
                    price: try #require(row["price"]?.double)),
                for: Score.Wish(
                    product: ScoredProduct(try world.stock.product(goal.product)), goal: goal,
                    cap: try world.cap(of: goal, seed: 0)),
                correctsQuirks: false)
            #expect(abs(score.reward - (row["reward"]?.double ?? -1)) < 1e-9, "\(id)")
            for part in row["info"]?.object ?? JSONObject() {
                let ours = score.details[part.key]
                if let flag = part.value.bool {
                    #expect(ours?.bool == flag, "\(id) \(part.key)")
                } else if let number = part.value.double {
                    #expect(abs((ours?.double ?? -1) - number) < 1e-9, "\(id) \(part.key)")
                }
            }
        }
    }

    @Test func `Every product's pages are the recorded ones`() throws {
        let world = try world()
        var start = world.makeEnvironment()
        _ = try start.reset(to: "synthetic:0", seed: 0)
        for row in try Corpus.rows("webshop/oracle/pages.jsonl") {
            let asin = row["asin"]?.string ?? ""
            let number = try #require(try world.stock.number(of: asin))
            let instruction = start.errand?.instruction ?? ""
            for (name, kind) in [
                ("item", ShownPage.Kind.item), ("description", .description),
                ("features", .features), ("reviews", .reviews),
            ] {
                guard let recorded = row[name]?.string else { continue }
                let page = ShownPage(kind: kind, number: 1, product: number)
                let content = try PageContent(
                    page, instruction: instruction, showsAttributes: false, in: world.stock)
                #expect(content.separatedText == recorded, "\(asin) \(name)")
                if name == "item" {
                    #expect(
                        content.clickables == row["clickables"]?.array?.compactMap(\.string),
                        "\(asin)")
                }
            }
        }
    }

    @Test func `Goals stand in the recorded order`() throws {
        let world = try world()
        let draws = try JSON.parse(bytes: Corpus.bytes("webshop/oracle/draws.json"))
        for kind in GoalKind.allCases {
            let list = draws[kind.rawValue]?.array ?? []
            #expect(try world.goals.count(of: kind) == list.count)
            for (place, recorded) in list.enumerated() {
                let goal = try world.goals.goal(kind, at: place)
                let cap = try world.cap(of: goal, seed: 0)
                #expect(
                    goal.instruction + cap.clause == recorded["instruction_text"]?.string,
                    "\(kind) \(place)")
                if let weight = recorded["weight"]?.double {
                    #expect(abs(goal.weight - weight) < 1e-9)
                }
            }
        }
    }

    @Test func `Titles have the stub's nouns without a file of nouns`() throws {
        let nouns = try JSON.parse(bytes: Corpus.bytes("webshop/oracle/noun_tokens.json"))
        let shelves = try #require(try world().stock as? Shelves)
        var same = 0
        for product in shelves.products {
            let ours = TitleWords.nouns(of: product.title)
            let recorded = nouns[product.asin]?.array?.compactMap(\.string)
            same += ours == recorded ? 1 : 0
        }
        // The stub's own tokenizer is larger than ours.
        #expect(same >= 950, "\(same) of \(shelves.products.count)")
    }

    @Test func `Without a catalog every recorded dialogue is reproduced, and lies are seen`()
        async throws
    {
        var counts: [Verdict: Int] = [:]
        for row in try Corpus.rows("agentinstruct/webshop.jsonl") {
            let episode = try #require(Corpus.episode(row))
            for judgement in await Shop().judge(episode, settings: [:]).judgements {
                counts[judgement.verdict, default: 0] += 1
                #expect(judgement.verdict == .exact, "\(episode.id) \(judgement)")
            }
            try await checkLies(episode)
        }
        #expect(counts[.exact] == 557)
    }

    /// Every digit of what is predicted matters.
    private func checkLies(_ episode: RecordedEpisode) async throws {
        let judgements = await Shop().judge(episode, settings: [:]).judgements
        for (index, judgement) in judgements.enumerated() where judgement.basis == .predicted {
            var changed = episode
            var text = try #require(episode.turns[index].observation)
            guard let digit = text.lastIndex(where: \.isNumber) else { continue }
            text.replaceSubrange(digit...digit, with: text[digit] == "7" ? "3" : "7")
            changed.turns[index].observation = text
            let verdict = await Shop().judge(changed, settings: [:]).judgements[index].verdict
            #expect(verdict == .divergent, "\(episode.id) \(index)")
        }
    }
}
