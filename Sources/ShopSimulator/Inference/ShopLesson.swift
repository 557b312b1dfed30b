import Environments

/// Something that a page of a recorded dialogue says of the shop.
enum ShopLesson: Hashable, Sendable {
    /// A page of results: how many products the search finds, and which stand on the page.
    case results(KnownSearch.Page)
    /// The options of a product.
    case options(asin: String, KnownOptions)
    /// The description of a product; empty if it has none.
    case description(asin: String, String)
    /// The features of a product, a line each.
    case features(asin: String, [String])

    /// What it says, in a few words.
    var summary: String {
        switch self {
        case .results(let page):
            "page \(page.number) of the \(page.total) products found by “\(page.words)”, with "
                + "\(page.cards.count) titles and prices"
        case .options(let asin, let options):
            options.texts.isEmpty ? "that \(asin) has no options" : "the options of \(asin)"
        case .description(let asin, _): "the description of \(asin)"
        case .features(let asin, _): "the features of \(asin)"
        }
    }

    /// A word for what was new, where a dialogue is judged.
    var reason: String {
        switch self {
        case .results: "search-order"
        case .options: "options"
        case .description: "description"
        case .features: "features"
        }
    }
}

/// The identity of a search: what the engine makes of its words, in any order, for it counts words.
struct SearchKey: Hashable, Sendable {
    private let terms: [String]

    init(_ keywords: [String]) {
        terms =
            switch Query(keywords) {
            case .text(let text): Analyzer.terms(of: text).sorted()
            default: ["<"] + keywords
            }
    }

    /// Whether the engine has nothing to look for.
    var isEmpty: Bool { terms.isEmpty }
}

/// What is known of a search.
struct KnownSearch: Hashable, Sendable {
    /// One page of its results.
    struct Page: Hashable, Sendable {
        /// The words that were searched for.
        var words: String
        var total: Int
        /// The page's number, from 1 on.
        var number: Int
        var cards: [ProductCard]

        var key: SearchKey { SearchKey(words.splitAtSpaces) }
    }

    /// The words by which it was made first.
    var words: String
    /// How many products it finds.
    var total: Int
    /// The found products by their places, as far as pages have shown them.
    var products: [Int: Int] = [:]
}

/// What is known of the options of a product.
struct KnownOptions: Hashable, Sendable {
    /// The names of groups and their values as the page shows them, one after the other.
    var texts: [String]
    /// The same in groups: as the record lists the values, else as they seem to be.
    var groups: [Product.OptionGroup]
    /// Whether the record lists which texts are values.
    var hasKnownGroups: Bool
}
