public import Environments
import JSONTree

/// A visit to a shop.
///
///     var visit = try ShopWorld(path: "Worlds/webshop/bazaar").makeEnvironment()
///     _ = try visit.reset(to: "synthetic:0", seed: 0)
///     let results = try visit.step(action: "search[wool socks]")
///     // results.observation begins "Instruction: [SEP] …"
///
/// Each step's details say what can be done next (`available_actions`), what was raised where the
/// original raises an exception (`raised`), and after a purchase how the score came about
/// (`score`).
public struct ShopEnvironment: Environment {
    let world: ShopWorld
    private(set) var errand: Errand?
    private var seed: UInt64 = 0
    private(set) var visit: Visit?
    /// What stands on the page that is shown.
    private(set) var content = PageContent()
    /// How the last purchase was scored.
    private(set) var score: Score?
    /// Whether the last action changed nothing.
    private(set) var hasIdled = false
    private var hasEnded = false
    private var steps = 0

    init(world: ShopWorld) {
        self.world = world
    }

    private var version: ShopVersion { world.version }

    /// Starts an errand; without a task a visit without one.
    public mutating func reset(
        to task: String?, seed: UInt64
    ) throws(EnvironmentError) -> Step {
        let errand = try world.errand(for: task, seed: seed)
        let visit = Visit(
            instruction: errand.instruction, session: errand.session,
            showsAttributes: world.showsAttributes, correctsQuirks: version.correctsQuirks,
            seed: seed)
        content = try visit.content(in: world.stock)
        self.errand = errand
        self.visit = visit
        self.seed = seed
        score = nil
        hasIdled = false
        hasEnded = false
        steps = 0
        return Step(
            observation: version.message(after: nil, try observation(of: visit), content),
            details: details())
    }

    /// Takes the agent's whole message.
    public mutating func step(reply: String) throws(EnvironmentError) -> Step {
        if let action = version.action(in: reply) { return try step(action: action) }
        guard let errand, !hasEnded else { throw notRunning }
        if let answer = version.answerWithoutAction {
            steps += 1
            return limited(Step(observation: answer, details: details()))
        }
        hasEnded = true
        return Step(
            observation: "", reward: errand.isScored ? 0 : nil, end: .terminated,
            details: details())
    }

    /// Takes a bare action.
    public mutating func step(action: String) throws(EnvironmentError) -> Step {
        guard var visit, !hasEnded else { throw notRunning }
        let outcome = try visit.take(action, on: content, in: world.stock)
        var score = self.score
        if let purchase = outcome.purchase {
            if let errand, errand.isScored, errand.wish == nil {
                throw MissingFact(.reward, of: "what the goal wants beyond its words").error
            }
            score = try errand?.wish.map { wish throws(EnvironmentError) in
                try world.score(purchase.product, purchase.choices, wish: wish, seed: seed)
            }
            if let reward = score?.reward { visit.note(reward: reward) }
        }
        var content = self.content
        if outcome.moved {
            content = try visit.content(in: world.stock)
            try refuseGuesses(on: visit.page)
        }
        self.visit = visit
        self.content = content
        self.score = score
        hasIdled = !outcome.moved && outcome.raised == nil
        steps += 1
        var step = Step(
            observation: version.message(after: action, try observation(of: visit), content),
            details: details())
        if let raised = outcome.raised { step.details.append("raised", .string(raised)) }
        guard outcome.purchase != nil else { return limited(step) }
        step.end = .terminated
        step.reward = score?.reward
        if let score {
            step.details.append("score", .object(score.details))
            step.details.append("price", JSON(score.price))
        }
        hasEnded = !version.goesOnAfterPurchase
        return step
    }

    /// The action that this version's reply format reads in a message.
    public func action(in reply: String) -> String? { version.action(in: reply) }

    /// The whole message that takes a bare action.
    public func reply(acting action: String) -> String? { version.reply(acting: action) }

    /// Ends an errand that took too many steps.
    private mutating func limited(_ step: Step) -> Step {
        guard let errand, errand.isScored, let limit = version.stepLimit, steps >= limit else {
            return step
        }
        var step = step
        step.end = .truncated
        step.reward = 0
        hasEnded = true
        return step
    }

    private var notRunning: EnvironmentError {
        EnvironmentError(
            .notRunning, visit == nil ? "reset the episode first" : "the episode has ended")
    }

    private func observation(of visit: Visit) throws(EnvironmentError) -> String {
        switch world.observation {
        case .text: content.separatedText
        case .html: content.document
        case .url: try visit.address(in: world.stock)
        case .rich:
            content.richText(
                url: try visit.address(in: world.stock), visited: visit.visited)
        }
    }

    /// Refuses a page that would tell what is only assumed.
    private func refuseGuesses(on page: ShownPage) throws(EnvironmentError) {
        let tells =
            version.listsActions || world.observation == .rich || world.observation == .html
        if tells, !world.stock.isCompleted, let guess = world.stock.guesses(on: page).first {
            throw guess.error
        }
    }

    /// What can be done, and what of the page is no fact.
    private func details() -> JSONObject {
        var details = JSONObject([
            (
                "available_actions",
                .object(
                    JSONObject([
                        ("has_search_bar", .bool(content.hasSearchBar)),
                        ("clickables", .array(content.clickables.map(JSON.string))),
                    ]))
            )
        ])
        if let guesses = visit.map({ world.stock.guesses(on: $0.page) }), !guesses.isEmpty {
            details.append(
                world.stock.isCompleted ? "invented" : "assumed",
                .array(guesses.map { .string($0.text) }))
        }
        return details
    }
}
