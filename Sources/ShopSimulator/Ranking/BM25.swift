import Glibc

/// BM25 as Lucene computes it, in its single precision, with the original's parameters.
struct BM25 {
    private static let k1: Float = 0.9
    private static let b: Float = 0.4

    private let documents: Int
    /// For each code of a length, the factor of the number of occurrences.
    private let factors: [Float]

    /// - Parameters:
    ///   - documents: how many there are.
    ///   - terms: how many terms they have together.
    init(documents: Int, terms: Int) {
        self.documents = documents
        let average = Float(Double(terms) / Double(max(1, documents)))
        factors = (0...255).map { code in
            let length = Float(LengthCode.decode(UInt8(code)))
            return 1 / (Self.k1 * ((1 - Self.b) + Self.b * length / average))
        }
    }

    /// How much a term counts that stands in some documents, repeated in the query.
    func weight(documents count: Int, repetitions: Int) -> Float {
        let rarity = (Double(documents - count) + 0.5) / (Double(count) + 0.5)
        return Float(repetitions) * Float(log(1 + rarity))
    }

    /// The number of occurrences, weighed by the length of the document.
    func frequency(_ occurrences: Int, lengthCode: UInt8) -> Float {
        Float(occurrences) * factors[Int(lengthCode)]
    }

    /// What a term adds to a document's score.
    static func score(weight: Float, frequency: Float) -> Float {
        weight - weight / (1 + frequency)
    }
}
