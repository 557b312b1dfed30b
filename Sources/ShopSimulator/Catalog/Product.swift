/// A product as the shop lists, shows, ranks and scores it.
public struct Product: Hashable, Sendable {
    /// A group of values of which one can be chosen: sizes, colours.
    public struct OptionGroup: Hashable, Sendable {
        /// The group's name, in lower case.
        public var name: String
        /// The values, cleaned and in lower case.
        public var values: [String]

        /// Describes a group.
        public init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// The id that pages show, ten characters at most.
    public var asin: String
    /// The title.
    public var title: String
    /// The price as pages show it: `$15.0`, `$8.39 to $11.38`.
    public var priceTag: String
    /// One price, or the two ends of a range in which the real price lies.
    public var prices: [Double]
    /// The options, in the order of the page.
    public var options: [OptionGroup]
    /// The description; empty where there is none.
    public var description: String
    /// The lines of the page of features.
    public var bulletPoints: [String]
    /// What the product is praised for, hidden from the agent.
    public var attributes: [String]
    /// The department: `beauty`, `fashion`.
    public var category: String
    /// The query by which the product was found, in lower case.
    public var query: String
    /// The path through the departments, its levels joined by ` › `.
    public var productCategory: String
    /// The address of the picture.
    public var image: String
    /// The real price, where a file of draws fixes it.
    var drawnPrice: Double?
    /// The nouns of the title, where a file names them.
    var nouns: [String]?

    /// Describes a product.
    public init(
        asin: String, title: String, priceTag: String, prices: [Double],
        options: [OptionGroup] = [], description: String = "", bulletPoints: [String] = [],
        attributes: [String] = [], category: String = "", query: String = "",
        productCategory: String = "", image: String = ""
    ) {
        self.asin = asin
        self.title = title
        self.priceTag = priceTag
        self.prices = prices
        self.options = options
        self.description = description
        self.bulletPoints = bulletPoints
        self.attributes = attributes
        self.category = category
        self.query = query
        self.productCategory = productCategory
        self.image = image
    }

    /// What the search engine reads of the product.
    var searchText: String {
        let choices = options.map { "\($0.name): \($0.values.joined(separator: ", "))" }
            .joined(separator: ", and ")
        return "\(title) \(description) \(bulletPoints.first ?? "") \(choices)".pythonLowercased
    }
}

/// What a page of results shows of a product.
struct ProductCard: Hashable, Sendable {
    var asin: String
    var title: String
    var priceTag: String
}

/// A chosen value of an option.
public struct OptionChoice: Hashable, Sendable {
    /// The option's name.
    public var name: String
    /// The value.
    public var value: String

    /// Describes a choice.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
