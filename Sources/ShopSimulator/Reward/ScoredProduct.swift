import Environments
import Synchronization

/// A product as scores read it, its texts taken apart.
struct ScoredProduct: Sendable {
    let product: Product
    /// The nouns of its title, each once.
    let nouns: Set<String>
    /// How many nouns its title has, with repetitions.
    let nounCount: Int
    /// The levels of its category.
    let levels: Set<String>
    let attributes: [FuzzyText]
    let text: SearchedText

    init(_ product: Product) {
        self.product = product
        let nouns = product.titleNouns
        self.nouns = Set(nouns)
        nounCount = nouns.count
        levels = Self.levels(of: product.productCategory)
        attributes = product.attributes.map { FuzzyText($0) }
        text = SearchedText(of: product)
    }

    private static func levels(of category: String) -> Set<String> {
        let sign = Array("›".utf8)
        var levels: Set<String> = []
        var rest = category[...]
        while let end = rest.firstRange(of: sign) {
            levels.insert(rest[..<end.lowerBound].pythonStripped)
            rest = rest[end.upperBound...]
        }
        levels.insert(rest.pythonStripped)
        return levels
    }
}

/// The products that were scored last, for many attempts are made at the same goals.
///
/// A class because all episodes of a world share it; a lock keeps them apart.
final class ScoredProducts: Sendable {
    private let recent = Mutex<[Int: ScoredProduct]>([:])
    private static let limit = 512

    /// A product by its number.
    ///
    /// - Parameter read: gives the product where it is not at hand.
    func product(
        _ number: Int, read: () throws(EnvironmentError) -> Product
    ) throws(EnvironmentError) -> ScoredProduct {
        if let product = recent.withLock({ $0[number] }) { return product }
        let product = ScoredProduct(try read())
        recent.withLock { recent in
            if recent.count >= Self.limit { recent.removeAll(keepingCapacity: true) }
            recent[number] = product
        }
        return product
    }
}
