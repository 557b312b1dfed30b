import Environments

/// Runs a dialogue's actions in the shop that its pages imply, and learns from them what it must.
struct ShopJudge: Sendable {
    /// Something that was learnt, and the message that says so.
    struct Learnt: Hashable {
        var lesson: ShopLesson
        var turn: Int
        /// Whether that message was printed again exactly.
        var isSound: Bool
    }

    /// What other dialogues say of something that an observation says first.
    enum Testimony {
        /// They say all of it; one of them is named.
        case agrees(String)
        /// One of them says otherwise: what and where.
        case contradicts(String)
    }

    private let version: ShopVersion
    private(set) var stock = InferredStock()
    private(set) var learnt: [Learnt] = []
    /// What the agent was to buy.
    let instruction: String
    /// What the agent bought in the end, with the chosen options.
    private(set) var purchase: (asin: String, choices: [OptionChoice])?
    private var visit: Visit
    private var content: PageContent
    /// Why nothing can be said any more.
    private var lost: String?
    private var hasEnded = false

    /// Asks the other dialogues of a pool; `nil` if they say nothing of it.
    var testimony: @Sendable ([ShopLesson]) -> Testimony? = { _ in nil }

    /// Begins with the message that opens a dialogue; `nil` if that is no page of a shop.
    init?(_ episode: RecordedEpisode, _ behavior: ShopWorld.Behavior) {
        version = behavior.version
        guard let page = version.page(in: episode.task, isFirst: true),
            let instruction = PageReader.instruction(ofIndex: page)
        else { return nil }
        self.instruction = instruction
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
        guard let recorded = turn.observation else {
            if let action { notePurchase(action) }
            return nil
        }
        if let lost { return Judgement(.unverifiable, reason: "lost", action: action, note: lost) }
        if hasEnded {
            return Judgement(
                .divergent, basis: .predicted, action: action, replayed: "",
                note: "the episode has ended before this reply")
        }
        guard let action else { return judgeWithoutAction(recorded) }
        return judge(action, recorded, turn: turn.index)
    }

    private mutating func judgeWithoutAction(_ recorded: String) -> Judgement {
        if let answer = version.answerWithoutAction {
            return compare(recorded, answer, nil, basis: .predicted)
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

    private mutating func judge(_ action: String, _ recorded: String, turn: Int) -> Judgement {
        var lessons: [ShopLesson] = []
        while true {
            var next = visit
            do throws(EnvironmentError) {
                let outcome = try next.take(action, on: content, in: stock)
                if outcome.purchase != nil { return judgePurchase(action, recorded) }
                let page = outcome.moved ? try next.content(in: stock) : content
                let replayed = version.message(after: action, page.separatedText, page)
                visit = next
                content = page
                return compare(recorded, replayed, action, learning: lessons, turn: turn)
            } catch {
                // An action needs each fact once at most.
                guard lessons.count < 4, let missing = MissingFact(error) else {
                    return giveUp(action, error)
                }
                do throws(Misfit) {
                    guard let lesson = try lesson(on: missing, from: recorded, action, next) else {
                        return giveUp(action, error)
                    }
                    if let contradiction = stock.learn(lesson) { throw Misfit(contradiction) }
                    lessons.append(lesson)
                } catch {
                    lost = "the page before was not understood: \(error.reason)"
                    return Judgement(
                        .divergent, basis: .explained, action: action,
                        replayed: sketch(of: missing), note: error.reason)
                }
            }
        }
    }

    /// Compares an observation that taught something with what is printed by it.
    private mutating func compare(
        _ recorded: String, _ replayed: String, _ action: String, learning lessons: [ShopLesson],
        turn: Int
    ) -> Judgement {
        guard let first = lessons.first else {
            return compare(recorded, replayed, action, basis: .predicted)
        }
        var judgement = compare(
            recorded, replayed, action, basis: .explained, reason: first.reason)
        learnt += lessons.map {
            Learnt(lesson: $0, turn: turn, isSound: judgement.verdict == .exact)
        }
        guard judgement.verdict == .exact else { return judgement }
        switch testimony(lessons) {
        case .agrees(let place):
            judgement.basis = .pooled
            judgement.note = "\(place) says the same"
        case .contradicts(let statement):
            judgement.reason = "contradicted"
            judgement.note = statement
        case nil: judgement.note = "new: " + lessons.map(\.summary).joined(separator: "; ")
        }
        return judgement
    }

    private mutating func giveUp(_ action: String, _ error: EnvironmentError) -> Judgement {
        lost = error.message
        return Judgement(undecidedBecause: error, action: action)
    }

    /// A purchase ends the episode with a page that holds the reward, which only a catalog knows.
    private mutating func judgePurchase(_ action: String, _ recorded: String) -> Judgement {
        notePurchase(action)
        guard version.goesOnAfterPurchase else {
            hasEnded = true
            return Judgement(
                .divergent, basis: .predicted, action: action, replayed: "",
                note: "the purchase ends the episode")
        }
        lost = "the page after a purchase holds the reward, which takes a catalog to compute"
        return Judgement(.unverifiable, reason: "reward", action: action, note: lost)
    }

    /// Notes what an action buys.
    private mutating func notePurchase(_ action: String) {
        var next = visit
        guard lost == nil, !hasEnded,
            let bought = try? next.take(action, on: content, in: stock).purchase,
            let card = try? stock.card(bought.product)
        else { return }
        purchase = (card.asin, bought.choices)
    }

    /// What can be said of a page whose facts are not known.
    private func sketch(of fact: MissingFact) -> String {
        let head = "Instruction: [SEP] \(visit.instruction) [SEP] Back to Search [SEP] "
        return fact.kind == .listing
            ? head + "Page … (Total results: …) [SEP] …" : head + "< Prev [SEP] …"
    }
}

// MARK: - Lessons

extension ShopJudge {
    /// Why a page cannot be what the action leads to.
    private struct Misfit: Error {
        var reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    /// Reads from a recorded page what an action needs; `nil` if no page tells.
    ///
    /// - Parameter next: the visit after the action, as far as it came.
    private func lesson(
        on fact: MissingFact, from recorded: String, _ action: String, _ next: Visit
    ) throws(Misfit) -> ShopLesson? {
        guard let page = version.page(in: recorded, isFirst: false) else {
            throw Misfit("the message has not the form of this version")
        }
        switch fact.kind {
        case .listing: return try results(page, action, next)
        case .options:
            guard let card = product(of: next), let texts = PageReader.options(page, of: card)
            else { throw Misfit("this is not the page of the product that was listed") }
            let listed = version.actions(in: recorded).flatMap { OptionSplit.listed(texts, in: $0) }
            return .options(
                asin: card.asin,
                KnownOptions(
                    texts: texts, groups: listed ?? OptionSplit.assumed(texts),
                    hasKnownGroups: listed != nil))
        case .features, .description:
            guard let card = product(of: next), let lines = PageReader.lines(page) else {
                throw Misfit("this is no page of a product")
            }
            if fact.kind == .features { return .features(asin: card.asin, lines) }
            guard lines.count <= 1 else { throw Misfit("a description is one text") }
            return .description(asin: card.asin, lines.first ?? "")
        case .groups, .hidden, .product, .reward, .goal: return nil
        }
    }

    private func product(of visit: Visit) -> ProductCard? {
        visit.page.product.flatMap { try? stock.card($0) }
    }

    private func results(
        _ page: String, _ action: String, _ next: Visit
    ) throws(Misfit) -> ShopLesson? {
        let search: (keywords: [String], number: Int)
        if next == visit, case .search(let words) = ShopAction(action) {
            search = (words.splitAtSpaces, 1)
        } else {
            search = (next.page.keywords, next.page.number)
        }
        // A listing that chance made says nothing of the next one.
        if case .random = Query(search.keywords) { return nil }
        guard let results = PageReader.results(page) else {
            throw Misfit("this is no page of results")
        }
        let isText = if case .text = Query(search.keywords) { true } else { false }
        guard !isText || results.total <= SearchIndex.limit else {
            throw Misfit("a search finds at most \(SearchIndex.limit) products")
        }
        return .results(
            KnownSearch.Page(
                words: search.keywords.joined(separator: " "), total: results.total,
                number: search.number, cards: results.cards))
    }
}
