import Environments

/// A visit to a shop: the page that is shown, and what the shop remembers of the visitor.
///
/// A value: a copy is another visit that goes on from here. The rules are the original's, with its
/// quirks: search from any page, no last page of results, options lost on the way back to them.
struct Visit: Hashable, Sendable {
    /// What the visitor is to buy.
    let instruction: String
    /// The visitor's name in addresses.
    let session: String
    /// Whether products have a page of attributes.
    let showsAttributes: Bool
    /// Whether the original's mistakes are put right.
    let correctsQuirks: Bool

    /// The page that is shown.
    private(set) var page = ShownPage(kind: .index)
    /// The products that were opened since the last visit to the search page.
    private(set) var visited: Set<String> = []
    private var chance: SeededChance
    // What the shop remembers; after an exception of the original it differs from the page.
    private var keywords: [String]?
    private var listing: [Int] = []
    private var number = 1
    private var product: Int?
    private var choices: [OptionChoice] = []
    /// The exception that the last search raised.
    private var raisedLast: String?

    /// What came of an action.
    struct Outcome {
        /// Whether another page was rendered; the original's reward is then 0.0, otherwise 0.
        var moved = false
        /// The product that was bought, with the chosen options.
        var purchase: (product: Int, choices: [OptionChoice])?
        /// The exception that the original raises, in Python's words; the page stays as it was.
        var raised: String?
    }

    init(
        instruction: String, session: String, showsAttributes: Bool = false,
        correctsQuirks: Bool = false, seed: UInt64
    ) {
        self.instruction = instruction
        self.session = session
        self.showsAttributes = showsAttributes
        self.correctsQuirks = correctsQuirks
        chance = SeededChance(seed: seed, for: "results")
    }

    /// What stands on the page that is shown.
    func content(in stock: some Stock) throws(EnvironmentError) -> PageContent {
        try PageContent(
            page, instruction: instruction, showsAttributes: showsAttributes, in: stock)
    }

    /// The address of the page that is shown.
    func address(in stock: some Stock) throws(EnvironmentError) -> String {
        let asin = try page.product.map { number throws(EnvironmentError) in
            try stock.card(number).asin
        }
        return PageAddress.of(page, session: session, asin: asin ?? "")
    }

    /// Notes the score on the page after a purchase.
    mutating func note(reward: Double) {
        page.reward = reward
    }

    /// Carries out an action.
    ///
    /// - Parameter content: what stands on the page that is shown.
    /// - Throws: what the stock does not know; the visit is then as it was.
    mutating func take(
        _ action: String, on content: PageContent, in stock: some Stock
    ) throws(EnvironmentError) -> Outcome {
        var next = self
        let outcome: Outcome
        switch ShopAction(action) {
        case .search(let text): outcome = try next.search(text.splitAtSpaces, page: 1, in: stock)
        case .click(let name): outcome = try next.click(name, content, in: stock)
        case .nothing: outcome = Outcome()
        }
        self = next
        return outcome
    }

    private mutating func search(
        _ words: [String], page number: Int, in stock: some Stock
    ) throws(EnvironmentError) -> Outcome {
        let isRepeated =
            stock.listingsStay && words.first != "<r>"
            && keywords?.elementsEqual(words, by: { $0.isSame(as: $1) }) ?? false
        keywords = words
        self.number = number
        product = nil
        choices = []
        if !isRepeated {
            do {
                listing = try stock.listing(for: words, correctsQuirks, using: &chance)
            } catch {
                switch error {
                // Asked again, the same words raise again.
                case .raised(let exception): return raise(exception)
                case .failed(let failure): throw failure
                }
            }
        } else if let exception = raisedLast {
            return raise(exception)
        }
        raisedLast = nil
        page = ShownPage(kind: .results, keywords: words, listing: listing, number: number)
        return Outcome(moved: true)
    }

    private mutating func raise(_ exception: String) -> Outcome {
        raisedLast = exception
        return Outcome(raised: exception)
    }

    private mutating func click(
        _ name: String, _ content: PageContent, in stock: some Stock
    ) throws(EnvironmentError) -> Outcome {
        guard name != "search", content.clickables.contains(where: { $0.isSame(as: name) }) else {
            return Outcome()
        }
        switch name {
        case "buy now": return purchase()
        case "back to search": return returnToIndex()
        default: break
        }
        if name == "next >" || name == "< prev",
            let outcome = try turn(name == "next >", in: stock)
        {
            return outcome
        }
        switch name {
        case "description": return show(.description)
        case "features": return show(.features)
        case "reviews": return show(.reviews)
        case "attributes": return show(.attributes)
        default: return try open(name, content, in: stock)
        }
    }

    private mutating func returnToIndex() -> Outcome {
        keywords = nil
        listing = []
        product = nil
        visited = []
        choices = []
        raisedLast = nil
        page = ShownPage(kind: .index)
        return Outcome(moved: true)
    }

    /// The original looks up a product that its own exception made it forget.
    private var missingProduct: Outcome { Outcome(raised: "KeyError: None") }

    private mutating func purchase() -> Outcome {
        guard let product else { return missingProduct }
        page = ShownPage(
            kind: .done, keywords: keywords ?? [], number: number, product: product,
            choices: choices)
        return Outcome(moved: true, purchase: (product, choices))
    }

    private mutating func show(_ kind: ShownPage.Kind) -> Outcome {
        guard let product else { return missingProduct }
        page = ShownPage(
            kind: kind, keywords: keywords ?? [], number: number, product: product,
            choices: choices)
        return Outcome(moved: true)
    }

    /// Goes to the next or the previous page; `nil` where the button means neither.
    ///
    /// Where it leads is read off the address, in which the words of the search stand too.
    private mutating func turn(
        _ isForward: Bool, in stock: some Stock
    ) throws(EnvironmentError) -> Outcome? {
        let here = correctsQuirks ? page.kind : PageAddress.kind(of: try address(in: stock))
        switch here {
        case .results:
            return try search(keywords ?? [], page: number + (isForward ? 1 : -1), in: stock)
        case _ where isForward: return nil
        case .item: return try search(keywords ?? [], page: number, in: stock)
        default: return show(.item)
        }
    }

    /// Opens a product, or chooses an option on its page.
    private mutating func open(
        _ name: String, _ content: PageContent, in stock: some Stock
    ) throws(EnvironmentError) -> Outcome {
        if let group = content.optionGroups[name]?.pythonLowercased {
            let choice = OptionChoice(name: group, value: name)
            if let place = choices.firstIndex(where: { $0.name.isSame(as: group) }) {
                choices[place] = choice
            } else {
                choices.append(choice)
            }
        } else if page.kind == .results {
            let asin = name.pythonUppercased
            guard let number = try stock.number(of: asin) else {
                return Outcome(raised: "KeyError: \(PythonRepresentation.of(asin))")
            }
            product = number
            visited.insert(asin)
        }
        return show(.item)
    }
}
