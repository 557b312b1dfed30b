import Environments
import JSONTree

/// The nouns of titles, by which the original compares types of products.
///
/// It asks a part-of-speech tagger, which is not at hand here: the nouns come from a file beside
/// the catalog (`noun_tokens.json`: asin to words), else from a stub that takes every word for a
/// noun that is neither a stop word nor begins with a digit or a sign.
struct TitleNouns {
    private var words: [String: [String]] = [:]

    /// No file: every title has the stub's nouns.
    init() {}

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
        for member in members {
            guard let words = member.value.array?.map(\.string), !words.contains(nil) else {
                throw EnvironmentError(
                    .badWorld, "\(path): \(member.key) has no list of strings")
            }
            self.words[member.key] = words.compactMap { $0 }
        }
    }

    /// The nouns that the file names for a product.
    func known(of asin: String) -> [String]? { words[asin] }
}

extension Product {
    /// The nouns of the title, with repetitions.
    var titleNouns: [String] { nouns ?? TitleWords.nouns(of: title) }
}
