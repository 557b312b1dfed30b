import MarkupKit

/// The page that a recorded question implies: its elements, texts and words of attributes.
///
/// Whatever the question leaves out is left out; what it shows is there as facts, so that the page
/// can be pruned and printed like any other, and questions about other elements can be asked of it.
struct InferredPage: Hashable, Sendable {
    private(set) var page: Page
    /// The names of the elements that the question offers, in the order of their numbers.
    private(set) var candidates: [String]

    /// Reads what a question shows of a page.
    ///
    /// - Throws: ``Fault`` where no page prints so.
    init(snippet: String) throws(Fault) {
        let words = snippet.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        var search = ReadingSearch(words)
        let reader = try search.read(SnippetReading())
        page = Page(nodes: reader.nodes)
        candidates = reader.candidates
    }

    /// Why no page prints so.
    struct Fault: Error, Hashable {
        var message: String
        /// How words could be read otherwise to undo it, the likeliest first.
        var remedies: [SnippetReading.Remedy] = []

        init(_ message: String, remedies: [SnippetReading.Remedy] = []) {
            self.message = message
            self.remedies = remedies
        }
    }
}

/// Tries ways of reading a page until one works.
private struct ReadingSearch {
    /// No more ways than this are tried.
    private static let limit = 200

    private let words: [String]
    private var tried = 0

    init(_ words: [String]) {
        self.words = words
    }

    mutating func read(_ reading: SnippetReading) throws(InferredPage.Fault) -> SnippetReader {
        tried += 1
        var reader = SnippetReader(reading)
        do {
            for (place, word) in words.enumerated() { try reader.take(word, at: place) }
            try reader.finish()
            return reader
        } catch {
            for remedy in error.remedies where tried < Self.limit {
                guard let other = reading.with(remedy) else { continue }
                if let reader = try? read(other) { return reader }
            }
            throw error
        }
    }
}
