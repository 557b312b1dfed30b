import Environments
import JSONTree

/// The nouns of titles, by which the original compares types of products.
///
/// It asks a part-of-speech tagger, which is not at hand here: the nouns come from a file beside
/// the catalog (`noun_tokens.json`: asin to words), else from a stub that takes every word for a
/// noun that is neither a stop word nor begins with a digit or a sign.
struct TitleNouns: Sendable {
    private let known: [String: [String]]?

    /// The stub.
    init() {
        known = nil
    }

    /// The nouns of a file.
    init(path: String) throws(EnvironmentError) {
        let bytes = try MappedFile(path)
        let file: JSON
        do {
            file = try JSON.parse(bytes: bytes.copy(0..<bytes.bytes.count))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
        guard let members = file.object else {
            throw EnvironmentError(.badWorld, "\(path): \(file.kind) where an object is expected")
        }
        var known: [String: [String]] = [:]
        for member in members {
            guard let words = member.value.array?.map(\.string), !words.contains(nil) else {
                throw EnvironmentError(
                    .badWorld, "\(path): \(member.key) has no list of strings")
            }
            known[member.key] = words.compactMap { $0 }
        }
        self.known = known
    }

    /// Where the nouns come from, for details.
    var source: String { known == nil ? "stub" : "sidecar" }

    /// The nouns of a product's title, with repetitions.
    func of(_ product: Product) -> [String] {
        known?[product.asin] ?? TitleWords.nouns(of: product.title)
    }
}
