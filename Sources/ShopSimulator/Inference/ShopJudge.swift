public import Environments

extension Shop {
    /// Judges a dialogue in the shop that it implies.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        do {
            let behavior = try behavior(settings)
            guard behavior.observation == .text else {
                throw EnvironmentError.unsupported(
                    "replay without a catalog of observations other than text")
            }
            guard var judge = ShopJudge(episode, behavior) else {
                throw EnvironmentError(
                    .unknown, "the dialogue does not open as WebShop's pages do")
            }
            return EpisodeJudgement(judgements: episode.turns.compactMap { judge.judge($0) })
        } catch let error as EnvironmentError {
            return EpisodeJudgement(undecided: episode, because: error)
        } catch {
            return EpisodeJudgement(
                undecided: episode, because: EnvironmentError(.unknown, "\(error)"))
        }
    }
}

/// Runs a dialogue's actions in the shop that its pages imply, and learns from them what it must.
struct ShopJudge {
    private let version: ShopVersion
    private var stock = InferredStock()
    private var visit: Visit
    private var content: PageContent
    /// Why nothing can be said any more.
    private var lost: String?
    private var hasEnded = false

    /// Begins with the message that opens a dialogue; `nil` if that is no page of a shop.
    init?(_ episode: RecordedEpisode, _ behavior: ShopWorld.Behavior) {
        version = behavior.version
        guard let page = version.page(in: episode.task, isFirst: true),
            let instruction = PageReader.instruction(ofIndex: page)
        else { return nil }
        visit = Visit(
            instruction: instruction, session: "", showsAttributes: behavior.showsAttributes,
            correctsQuirks: version.correctsQuirks, seed: 0)
        guard let content = try? visit.content(in: stock),
            version.message(after: nil, content.separatedText, content).isSame(as: episode.task)
        else { return nil }
        self.content = content
    }

    /// Judges a turn's observation; `nil` if nothing answers its reply.
    mutating func judge(_ turn: RecordedEpisode.Turn) -> Judgement? {
        let action = version.action(in: turn.reply)
        guard let recorded = turn.observation else { return nil }
        if let lost { return Judgement(.unverifiable, reason: "lost", action: action, note: lost) }
        if hasEnded {
            return Judgement(
                .divergent, basis: .predicted, action: action, replayed: "",
                note: "the episode has ended before this reply")
        }
        guard let action else { return judgeWithoutAction(recorded) }
        return judge(action, recorded)
    }

    private mutating func judgeWithoutAction(_ recorded: String) -> Judgement {
        if version == .agentBenchFC {
            return compare(recorded, ToolCall.missing, nil, basis: .predicted)
        }
        if version == .eto {
            lost = "what ETO answers to a message without an action is not known"
            return Judgement(.unverifiable, reason: "unsupported", note: lost)
        }
        hasEnded = true
        return Judgement(
            .divergent, basis: .predicted, replayed: "",
            note: "the reply holds no action, which ends the episode")
    }

    private func compare(
        _ recorded: String, _ replayed: String, _ action: String?, basis: Basis,
        reason: String? = nil, note: String? = nil
    ) -> Judgement {
        let isExact = recorded.isSame(as: replayed)
        return Judgement(
            isExact ? .exact : .divergent, basis: basis, reason: isExact ? reason : nil,
            action: action, replayed: isExact ? nil : replayed, note: note)
    }

    private mutating func judge(_ action: String, _ recorded: String) -> Judgement {
        var learnt: [InferredStock.Fact] = []
        while true {
            var next = visit
            do throws(EnvironmentError) {
                let outcome = try next.take(action, on: content, in: stock)
                if outcome.purchase != nil { return judgePurchase(action, recorded) }
                let page = outcome.moved ? try next.content(in: stock) : content
                let replayed = version.message(after: action, page.separatedText, page)
                visit = next
                content = page
                return compare(
                    recorded, replayed, action, basis: learnt.isEmpty ? .predicted : .explained,
                    reason: learnt.isEmpty ? nil : Self.reason(for: learnt))
            } catch {
                guard error.code == .unknown,
                    let fact = InferredStock.Fact(rawValue: error.message),
                    !learnt.contains(fact)
                else { return giveUp(action, error.message) }
                if let contradiction = learn(fact, for: action, from: recorded, next) {
                    lost = "the page before was not understood: \(contradiction)"
                    return Judgement(
                        .divergent, basis: .explained, action: action,
                        replayed: sketch(of: fact), note: contradiction)
                }
                learnt.append(fact)
            }
        }
    }

    private mutating func giveUp(_ action: String, _ reason: String) -> Judgement {
        lost = reason
        return Judgement(.unverifiable, reason: "unsupported", action: action, note: reason)
    }

    /// A purchase ends the episode with a page that holds the reward, which only a catalog knows.
    private mutating func judgePurchase(_ action: String, _ recorded: String) -> Judgement {
        guard version.goesOnAfterPurchase else {
            hasEnded = true
            return Judgement(
                .divergent, basis: .predicted, action: action, replayed: "",
                note: "the purchase ends the episode")
        }
        lost = "the page after a purchase holds the reward, which takes a catalog to compute"
        return Judgement(.unverifiable, reason: "reward", action: action, note: lost)
    }

    /// A word for what was new.
    private static func reason(for facts: [InferredStock.Fact]) -> String {
        switch facts.first {
        case .options: "options"
        case .description: "description"
        case .features: "features"
        default: "search-order"
        }
    }

    /// What can be said of a page whose facts are not known.
    private func sketch(of fact: InferredStock.Fact) -> String {
        let head = "Instruction: [SEP] \(visit.instruction) [SEP] Back to Search [SEP] "
        return fact == .listing
            ? head + "Page … (Total results: …) [SEP] …" : head + "< Prev [SEP] …"
    }

    /// Learns from a recorded page what an action needs.
    ///
    /// - Returns: what is wrong with the page; `nil` if it was learnt from.
    private mutating func learn(
        _ fact: InferredStock.Fact, for action: String, from recorded: String, _ next: Visit
    ) -> String? {
        guard let page = version.page(in: recorded, isFirst: false) else {
            return "the message has not the form of this version"
        }
        switch fact {
        case .listing:
            let search: (keywords: [String], number: Int)
            if next == visit, case .search(let words) = ShopAction(action) {
                search = (words.splitAtSpaces, 1)
            } else {
                search = (next.page.keywords, next.page.number)
            }
            guard let results = PageReader.results(page) else {
                return "this is no page of results"
            }
            let isText = if case .text = Query(search.keywords) { true } else { false }
            guard !isText || results.total <= SearchIndex.limit else {
                return "a search finds at most \(SearchIndex.limit) products"
            }
            return stock.learn(results, for: search.keywords, number: search.number)
        case .options:
            guard let product = next.page.product, let card = try? stock.card(product),
                let options = PageReader.options(page, of: card)
            else { return "this is not the page of the product that was listed" }
            stock.learn(options: options, of: product)
        case .description, .features:
            guard let product = next.page.product, let lines = PageReader.lines(page) else {
                return "this is no page of a product"
            }
            if fact == .features {
                stock.learn(bulletPoints: lines, of: product)
            } else {
                guard lines.count <= 1 else { return "a description is one text" }
                stock.learn(description: lines.first ?? "", of: product)
            }
        }
        return nil
    }
}
