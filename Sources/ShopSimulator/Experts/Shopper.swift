public import Environments
import JSONTree

/// An expert that judges products by what the pages have shown of them.
///
/// It knows which product is meant, and takes it where others look as good.
struct Shopper: Expert {
    private let version: ShopVersion
    private let instruction: String
    private let wish: Errand.Wish
    /// The product that is meant, as pages name it.
    private let target: String
    private var chance: SeededChance
    private var searches = 0
    private var pagesTurned = 0
    /// The product whose page was opened last.
    private var opened: String?
    /// Whether that was a mistake.
    private var slipped = false
    private var hasRead = false
    private let readsDetails: Bool
    private var picked: Set<String> = []
    private var rejected: Set<String> = []
    /// What the pages have said of the opened product.
    private var evidence: Evidence
    /// Whether the latest reply was a mistake that changed nothing.
    private var hasErred = false
    private var stepsLeft: Int

    init(
        _ errand: Errand, _ wish: Errand.Wish, target: String, version: ShopVersion, seed: UInt64
    ) {
        instruction = errand.instruction
        self.wish = wish
        self.target = target
        self.version = version
        chance = SeededChance(seed: seed, for: "shopper")
        evidence = Evidence(wish, instruction: errand.instruction)
        stepsLeft = version.stepLimit ?? 30
        readsDetails = Int.random(in: 0..<3, using: &chance) == 0
    }

    mutating func reply(after step: Step) -> String? {
        guard step.end == nil, stepsLeft > 0, let page = SeenPage(step, version) else { return nil }
        stepsLeft -= 1
        let (thought, action) = move(on: page)
        let regret = hasErred ? "That changed nothing. " : ""
        hasErred = false
        return version.reply(thought: regret + thought, action: action)
    }

    mutating func mistake(after step: Step) -> String? {
        // The rest of the way must still fit into the steps that are left.
        guard step.end == nil, stepsLeft > 6, !hasErred, let page = SeenPage(step, version),
            let (thought, action) = slip(on: page)
        else { return nil }
        stepsLeft -= 1
        return version.reply(thought: thought, action: action)
    }

    private mutating func one(of words: String...) -> String {
        words.randomElement(using: &chance) ?? ""
    }

    // MARK: - The way

    private mutating func move(on page: SeenPage) -> (String, String) {
        if page.hasSearchBar { return search() }
        if page.offers("next >") { return choose(on: page) }
        if page.offers("buy now") { return consider(page) }
        if page.offers("< prev") {
            evidence.read(page.text)
            guard evidence.isComplete else {
                return ("Not all that was asked for is said here. I go back.", "click[< Prev]")
            }
            return (
                one(
                    of: "That tells me enough; back to the product.",
                    "I have read what it says here, so I go back."), "click[< Prev]"
            )
        }
        return ("There is nothing more to do on this page.", "click[Back to Search]")
    }

    private mutating func search() -> (String, String) {
        let words = SearchWords.words(of: instruction, isShort: searches % 2 == 1)
        searches += 1
        pagesTurned = 0
        let thought =
            searches == 1
            ? one(
                of: "I am to find \(words). I start with a search for that.",
                "The search bar is here, so I search for what was asked: \(words).",
                "First I search with the words of the instruction.")
            : "That search did not bring it up. I try fewer words: \(words)."
        return (thought, "search[\(words)]")
    }

    /// Opens the product that fits best by what the list says.
    private mutating func choose(on page: SeenPage) -> (String, String) {
        let ranking = evidence.ranking(of: page.cards.filter { !rejected.contains($0.asin) })
        let roomToTurn = stepsLeft > wish.goal.options.count + 3
        if let best = ranking.first, best.fit > 0 {
            // Of those that look alike one is as good as another.
            let alike = ranking.prefix { $0.fit == best.fit }.map(\.card)
            let card = alike.first { $0.asin == target } ?? best.card
            opened = card.asin
            evidence.open(card)
            return (
                one(
                    of: "\(card.title) for \(card.priceTag) looks like what is wanted. I open it.",
                    "As far as the titles tell, \(card.asin) fits: \(card.title), "
                        + "\(card.priceTag).",
                    "I want a closer look at \(card.asin), which costs \(card.priceTag)."),
                "click[\(card.asin)]"
            )
        }
        if pagesTurned < 2, page.cards.count == ShownPage.size, roomToTurn {
            pagesTurned += 1
            return (
                one(
                    of: "None of these is quite right. I look at the next page.",
                    "Not yet what was asked for; there may be more on the next page."),
                "click[Next >]"
            )
        }
        if searches < 2, roomToTurn {
            return (
                "These results do not fit. I go back and search with other words.",
                "click[Back to Search]"
            )
        }
        guard let card = ranking.first?.card ?? page.cards.first else {
            return ("Nothing is listed here. I go back to the search.", "click[Back to Search]")
        }
        opened = card.asin
        evidence.open(card)
        return (
            "\(card.title) comes closest of what is listed here. I open it.",
            "click[\(card.asin)]"
        )
    }

    private mutating func consider(_ page: SeenPage) -> (String, String) {
        if slipped {
            slipped = false
            return (
                "On a second look this is not what was asked for. I go back to the results.",
                "click[< Prev]"
            )
        }
        let stepsToBuy = wish.goal.options.count { !picked.contains($0.value) } + 1
        if let missing = wish.goal.options.first(where: { !page.offers($0.value) }),
            stepsLeft > stepsToBuy + 1
        {
            return reject("It is not to be had in \(missing.value), so I go back to the results.")
        }
        if !evidence.isComplete {
            if !hasRead, stepsLeft > stepsToBuy + 1 {
                hasRead = true
                return (
                    one(
                        of: "Before I buy it I check what its features are.",
                        "The title does not say all that I need to know; its features may."),
                    "click[Features]"
                )
            }
            if hasRead, picked.isEmpty, stepsLeft > stepsToBuy + 1 {
                return reject("It lacks something that was asked for. I look at the others.")
            }
        } else if readsDetails, !hasRead, stepsLeft > stepsToBuy + 1 {
            hasRead = true
            return ("Before I buy it I check what its features are.", "click[Features]")
        }
        for option in wish.goal.options
        where !picked.contains(option.value) && page.offers(option.value) {
            picked.insert(option.value)
            let name = option.name.isEmpty ? "" : "\(option.name) "
            return (
                one(
                    of: "The page offers \(option.value), which was asked for. I pick it.",
                    "I choose \(name)\(option.value), as the instruction says."),
                "click[\(option.value)]"
            )
        }
        guard evidence.isComplete else {
            return (
                one(
                    of: "It is the closest that I have found, so I buy it.",
                    "I know of nothing better here. I buy this one."), "click[Buy Now]"
            )
        }
        return (
            one(
                of: "Everything is as it was asked for. I buy it.",
                "This fits the instruction, so I buy it now.",
                "It is what was asked for. Buy."), "click[Buy Now]"
        )
    }

    /// Goes back to the results from a product that does not fit.
    private mutating func reject(_ thought: String) -> (String, String) {
        if let opened { rejected.insert(opened) }
        opened = nil
        hasRead = false
        return (thought, "click[< Prev]")
    }

    // MARK: - Slips

    private mutating func slip(on page: SeenPage) -> (String, String)? {
        if page.hasSearchBar {
            hasErred = true
            return (
                "I ask for the right department first.",
                "click[\(SearchWords.words(of: instruction, isShort: true))]"
            )
        }
        if page.offers("next >") {
            let ranking = evidence.ranking(of: page.cards)
            guard let best = ranking.first, let worst = ranking.last, worst.fit < best.fit else {
                return nil
            }
            let card = worst.card
            opened = card.asin
            slipped = true
            return (
                "\(card.title) may be worth a look, so I open that one.",
                "click[\(card.asin)]"
            )
        }
        guard page.offers("buy now"), opened != nil else { return nil }
        hasErred = true
        return ("I put it into the cart.", "click[Add to Cart]")
    }
}

/// A page as a visitor sees it.
private struct SeenPage {
    let hasSearchBar: Bool
    let cards: [ProductCard]
    let text: String
    private let clickables: [String]

    init?(_ step: Step, _ version: ShopVersion) {
        guard let actions = step.details["available_actions"] else { return nil }
        text = step.observation
        hasSearchBar = actions["has_search_bar"]?.bool ?? false
        clickables = actions["clickables"]?.array?.compactMap(\.string) ?? []
        cards =
            version.page(in: step.observation, isFirst: false).flatMap(PageReader.results)?.cards
            ?? []
    }

    func offers(_ name: String) -> Bool { clickables.contains { $0.isSame(as: name) } }
}

extension ShopWorld {
    /// An expert for a task.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        guard observation == .text else {
            throw .unsupported("an expert for observations other than text")
        }
        let errand = try errand(for: task, seed: seed)
        guard let wish = errand.wish else {
            throw .unsupported("an expert for a task of which only the words are known")
        }
        return Shopper(
            errand, wish, target: try stock.card(wish.goal.product).asin, version: version,
            seed: seed)
    }
}
