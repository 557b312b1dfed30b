/// A ranking of elements for records without one: elements that share words with the task come
/// first.
///
/// Of an element count the words that a question would print of it and of what is in it, fewer than
/// 60. A shared word counts one, once; the sum is divided by the square root of the number of
/// different words, so that small elements come before the boxes around them. Equals stand in the
/// order of the page. It is no model of what people click: it finds what looks relevant, as
/// Mind2Web's own ranker does, without its weights.
struct LexicalRanking {
    /// More words of an element are not looked at.
    private static let wordLimit = 60

    private let taskWords: Set<String>

    init(task: String) {
        taskWords = Set(LexicalRanking.words(of: task))
    }

    /// The candidates in order, each with its rank.
    func ranked(_ candidates: [Candidate], in page: Page) -> [Candidate] {
        let scored = candidates.map { candidate in
            let node = page.index(of: candidate.id) ?? 0
            return (candidate: candidate, node: node, score: score(of: node, in: page))
        }
        let order = scored.sorted { left, right in
            left.score != right.score ? left.score > right.score : left.node < right.node
        }
        return order.enumerated().map { place, entry in
            Candidate(id: entry.candidate.id, isTarget: entry.candidate.isTarget, rank: place)
        }
    }

    private func score(of node: Int, in page: Page) -> Double {
        var words: Set<String> = []
        for index in node..<page.nodes[node].end where words.count < LexicalRanking.wordLimit {
            let part = page.nodes[index]
            words.formUnion(
                LexicalRanking.words(
                    of: part.isText ? part.text ?? "" : ElementSummary.words(of: part)))
        }
        guard !words.isEmpty else { return 0 }
        return Double(words.intersection(taskWords).count) / Double(words.count).squareRoot()
    }

    /// The words of letters and digits, in small letters.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                words.append(word.lowercased())
                word = ""
            }
        }
        if !word.isEmpty { words.append(word.lowercased()) }
        return words
    }
}
