/// The inverted index of a catalog: which terms stand in which products, and how often.
///
/// Documents are numbered in the order of their asins, which is how equal scores are ordered.
struct SearchIndex: Sendable {
    /// How many products a search finds at most.
    static let limit = 50

    private let image: IndexImage
    private let ranking: BM25

    init(_ image: IndexImage) {
        self.image = image
        ranking = BM25(documents: image.documentCount, terms: image.termTotal)
    }

    /// How many products are indexed.
    var count: Int { image.documentCount }

    /// The mean number of terms of a product.
    var meanLength: Double { Double(image.termTotal) / Double(max(1, image.documentCount)) }

    /// A found product and its score.
    struct Hit: Hashable {
        var product: Int
        var score: Float
    }

    /// The products that match a text best, the best first.
    func search(_ text: String) -> [Hit] {
        search(text, isThorough: image.documentCount <= 20_000)
    }

    /// The same, by one of two ways that find the same.
    ///
    /// - Parameter isThorough: scores every document, which is quicker if there are few.
    func search(_ text: String, isThorough: Bool) -> [Hit] {
        let terms = queryTerms(text)
        guard !terms.isEmpty else { return [] }
        var best = BestDocuments(limit: SearchIndex.limit)
        if isThorough {
            scoreAll(terms, into: &best)
        } else {
            scorePromising(terms, into: &best)
        }
        return best.sorted().map {
            Hit(product: image.product(ofDocument: $0.document), score: $0.score)
        }
    }

    /// A term of a query that stands in some document.
    private struct QueryTerm {
        var postings: IndexImage.Postings
        var weight: Float
        /// The most that it can add to a score.
        var most: Float
    }

    private func queryTerms(_ text: String) -> [QueryTerm] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        Analyzer.forEachTerm(of: text) { term in
            if counts.updateValue((counts[term] ?? 0) + 1, forKey: term) == nil {
                order.append(term)
            }
        }
        return order.compactMap { term in
            guard let postings = image.postings(of: term), let count = counts[term] else {
                return nil
            }
            let weight = ranking.weight(documents: postings.count, repetitions: count)
            return QueryTerm(
                postings: postings, weight: weight,
                most: BM25.score(weight: weight, frequency: postings.highestFrequency))
        }
    }

    @inline(__always)
    private func score(_ term: QueryTerm, at index: Int, document: Int) -> Float {
        BM25.score(
            weight: term.weight,
            frequency: ranking.frequency(
                term.postings.occurrences(at: index), lengthCode: image.lengthCode(of: document)))
    }

    /// Scores every document that has one of the terms.
    private func scoreAll(_ terms: [QueryTerm], into best: inout BestDocuments) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: image.documentCount) { sums in
            sums.initialize(repeating: 0)
            for term in terms {
                for index in 0..<term.postings.count {
                    let document = term.postings.document(at: index)
                    sums[document] += Double(score(term, at: index, document: document))
                }
            }
            for document in 0..<image.documentCount where sums[document] > 0 {
                best.offer(document, score: Float(sums[document]))
            }
        }
    }

    /// Scores the documents that could still be among the best: those that have one of the terms
    /// without whose help nothing gets there (MaxScore; Turtle and Flood, 1995).
    private func scorePromising(_ terms: [QueryTerm], into best: inout BestDocuments) {
        let order = terms.indices.sorted { terms[$0].most < terms[$1].most }
        // The sums of what the weakest terms can add together.
        var reach: [Double] = [0]
        for place in order { reach.append(reach[reach.count - 1] + Double(terms[place].most)) }
        var cursors = [Int](repeating: 0, count: terms.count)
        var additions = [Float](repeating: 0, count: terms.count)
        /// How many of the weakest terms cannot bring a document among the best by themselves.
        var weak = 0
        while true {
            if let bar = best.bar {
                while weak < order.count, Float(reach[weak + 1]) <= bar { weak += 1 }
            }
            var document = Int.max
            for place in order[weak...] where cursors[place] < terms[place].postings.count {
                document = min(document, terms[place].postings.document(at: cursors[place]))
            }
            guard document < Int.max else { return }
            var sum = 0.0
            for place in order[weak...] {
                additions[place] = 0
                let cursor = cursors[place]
                guard cursor < terms[place].postings.count,
                    terms[place].postings.document(at: cursor) == document
                else { continue }
                additions[place] = score(terms[place], at: cursor, document: document)
                sum += Double(additions[place])
                cursors[place] = cursor + 1
            }
            var isPromising = true
            for rank in (0..<weak).reversed() {
                let place = order[rank]
                additions[place] = 0
                if let bar = best.bar, Float(sum + reach[rank + 1]) <= bar {
                    isPromising = false
                    break
                }
                let cursor = terms[place].postings.firstIndex(
                    ofDocument: document, from: cursors[place])
                cursors[place] = cursor
                guard cursor < terms[place].postings.count,
                    terms[place].postings.document(at: cursor) == document
                else { continue }
                additions[place] = score(terms[place], at: cursor, document: document)
                sum += Double(additions[place])
            }
            guard isPromising else { continue }
            // Summed in the query's order, so that it is the same sum however it was found.
            best.offer(document, score: Float(additions.reduce(0.0) { $0 + Double($1) }))
        }
    }
}

/// The best of the documents that were offered, which come in ascending order.
private struct BestDocuments {
    private let limit: Int
    /// A heap with the worst on top: lower scores, and of equals later documents.
    private var heap: [(score: Float, document: Int)] = []

    init(limit: Int) {
        self.limit = limit
        heap.reserveCapacity(limit)
    }

    /// The score that must be beaten; `nil` while there is room.
    var bar: Float? { heap.count < limit ? nil : heap.first?.score }

    mutating func offer(_ document: Int, score: Float) {
        if heap.count < limit {
            heap.append((score, document))
            var child = heap.count - 1
            while child > 0, isWorse(heap[child], heap[(child - 1) / 2]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if let worst = heap.first, score > worst.score {
            heap[0] = (score, document)
            sink()
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { return }
            if child + 1 < heap.count, isWorse(heap[child + 1], heap[child]) { child += 1 }
            guard isWorse(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            parent = child
        }
    }

    private func isWorse(
        _ left: (score: Float, document: Int), _ right: (score: Float, document: Int)
    ) -> Bool {
        left.score == right.score ? left.document > right.document : left.score < right.score
    }

    func sorted() -> [(score: Float, document: Int)] {
        heap.sorted { isWorse($1, $0) }
    }
}
