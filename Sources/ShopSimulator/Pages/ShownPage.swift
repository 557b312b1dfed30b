/// A page as it was rendered: what it shows does not change until another one is shown.
struct ShownPage: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case index, results, item, description, features, reviews, attributes, done
    }

    var kind: Kind
    /// The search that led here.
    var keywords: [String] = []
    /// The products that the search found.
    var listing: [Int] = []
    /// The number of the page of results.
    var number = 0
    /// The product.
    var product: Int?
    /// The options chosen so far.
    var choices: [OptionChoice] = []
    /// The score, on the page after a purchase.
    var reward: Double?

    /// How many products a page of results shows.
    static let size = 10

    /// The products on this page of results; before page 1 there are none.
    var listed: ArraySlice<Int> {
        let start = (number - 1) * ShownPage.size
        guard start >= 0, start < listing.count else { return [] }
        return listing[start..<min(listing.count, start + ShownPage.size)]
    }

    /// The word by which an address names a subpage; `nil` for other pages.
    var subpage: String? {
        switch kind {
        case .description: "Description"
        case .features: "Features"
        case .reviews: "Reviews"
        case .attributes: "Attributes"
        default: nil
        }
    }
}
