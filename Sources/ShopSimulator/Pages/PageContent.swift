import Environments

/// What stands on a page, from top to bottom.
struct PageContent {
    /// A piece of text and what it is.
    struct Piece {
        enum Role {
            case text, button, option, product
        }

        var role: Role
        /// The text between its tags, not stripped.
        var text: String
        /// The text as it is laid out in HTML.
        var tag: Tag = .paragraph

        enum Tag {
            case title, instruction, heading, small, paragraph, listItem, preformatted, optionName
        }
    }

    private(set) var pieces: [Piece] = []
    /// Whether there is a search bar.
    var hasSearchBar = false
    /// What can be clicked, in the order in which the original lists it.
    private(set) var clickables: [String] = []
    /// The group of each option value that can be clicked; of values that stand in two groups, the
    /// last group.
    private(set) var optionGroups: [String: String] = [:]

    mutating func text(_ text: String, _ tag: Piece.Tag = .paragraph) {
        // An element without text has no text node; one with white space alone has one.
        if !text.isEmpty { pieces.append(Piece(role: .text, text: text, tag: tag)) }
    }

    mutating func button(_ text: String) {
        pieces.append(Piece(role: .button, text: text))
        clickables.append(text.pythonLowercased)
    }

    mutating func product(_ asin: String) {
        pieces.append(Piece(role: .product, text: asin))
    }

    mutating func option(_ value: String) {
        if !value.isEmpty { pieces.append(Piece(role: .option, text: value)) }
    }

    /// Adds what can be clicked besides buttons, in its order, each name once.
    mutating func finish(products: [String], options: [Product.OptionGroup]) {
        let buttons = clickables
        clickables = []
        var known: Set<String> = []
        for name in buttons { addClickable(name, &known) }
        for asin in products { addClickable(asin.pythonLowercased, &known) }
        for group in options {
            for value in group.values {
                addClickable(value, &known)
                optionGroups[value] = group.name
            }
        }
    }

    private mutating func addClickable(_ name: String, _ known: inout Set<String>) {
        // A set takes two spellings of `é` for one; what can be clicked are code points.
        if known.insert(name).inserted || !clickables.contains(where: { $0.isSame(as: name) }) {
            clickables.append(name)
        }
    }
}

extension PageContent {
    /// Lays out a page.
    ///
    /// - Parameter instruction: what the agent is to buy.
    init(
        _ page: ShownPage, instruction: String, showsAttributes: Bool, in stock: some Stock
    ) throws(EnvironmentError) {
        switch page.kind {
        case .index: index(instruction)
        case .done: try done(page, in: stock)
        case .results: try results(page, instruction, in: stock)
        case .item: try item(page, instruction, showsAttributes, in: stock)
        case .description, .features, .reviews, .attributes:
            try subpage(page, instruction, in: stock)
        }
    }

    private mutating func index(_ instruction: String) {
        hasSearchBar = true
        text("WebShop", .title)
        text("Instruction: ", .instruction)
        text(instruction, .instruction)
        button("Search")
    }

    private mutating func head(_ instruction: String) {
        text("Instruction:", .instruction)
        text(instruction, .instruction)
        button("Back to Search")
    }

    private mutating func results(
        _ page: ShownPage, _ instruction: String, in stock: some Stock
    ) throws(EnvironmentError) {
        head(instruction)
        text("Page \(page.number) (Total results: \(page.listing.count))", .heading)
        if page.number > 1 { button("< Prev") }
        button("Next >")
        var asins: [String] = []
        for number in page.listed {
            let card = try stock.card(number)
            asins.append(card.asin)
            product(card.asin)
            text(card.title, .heading)
            text(card.priceTag, .small)
        }
        finish(products: asins, options: [])
    }

    private mutating func item(
        _ page: ShownPage, _ instruction: String, _ showsAttributes: Bool, in stock: some Stock
    ) throws(EnvironmentError) {
        guard let number = page.product else { return }
        let options = try stock.options(number)
        let card = try stock.card(number)
        head(instruction)
        button("< Prev")
        for group in options {
            text(group.name, .optionName)
            for value in group.values { option(value) }
        }
        text(card.title, .title)
        text("Price: \(card.priceTag)", .heading)
        text("Rating: N.A.", .heading)
        button("Description")
        button("Features")
        button("Reviews")
        if showsAttributes { button("Attributes") }
        button("Buy Now")
        finish(products: [], options: options)
    }

    private mutating func subpage(
        _ page: ShownPage, _ instruction: String, in stock: some Stock
    ) throws(EnvironmentError) {
        guard let number = page.product else { return }
        head(instruction)
        button("< Prev")
        switch page.kind {
        case .description: text(try stock.description(number))
        case .features:
            for line in try stock.bulletPoints(number) { text(" " + line, .listItem) }
        case .attributes:
            let product = try stock.product(number)
            for attribute in product.attributes { text(" " + attribute, .listItem) }
            text(product.category, .small)
            text(product.query, .small)
            text(product.productCategory, .small)
        default: break
        }
        finish(products: [], options: [])
    }

    /// The page after a purchase, with what the original hides on it.
    private mutating func done(
        _ page: ShownPage, in stock: some Stock
    ) throws(EnvironmentError) {
        guard let number = page.product else { return }
        let sorted = page.choices.sorted {
            $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
        }
        let asin = try stock.card(number).asin
        text("Thank you for shopping with us!", .title)
        text("Your code: ", .heading)
        text("None", .preformatted)
        text(" (Paste it in your MTurk interface.)")
        text("Purchased", .heading)
        let purchased = [
            ("asin", asin), ("options", PythonRepresentation.json(sorted, forHTML: true)),
            ("attrs", "None"), ("category", "None"), ("query", "None"),
            ("product category", "None"),
        ]
        for (name, value) in purchased {
            text(name, .small)
            text(value, .preformatted)
        }
        text("Target", .heading)
        // The goal is not handed to the page; "instuction" is the original's spelling.
        for name in [
            "asin", "options", "attrs", "price upper", "instuction text", "category",
            "product category", "query",
        ] {
            text(name, .small)
        }
        text("Goal ", .heading)
        text("None", .preformatted)
        text("Reward", .heading)
        text("Your score (min 0.0, max 1.0)", .heading)
        text(page.reward.map { PythonRepresentation.of($0) } ?? "None", .preformatted)
        text("Reward Details ", .heading)
        text("None", .preformatted)
    }
}
