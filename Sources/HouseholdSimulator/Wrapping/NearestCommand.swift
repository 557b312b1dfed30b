import Glibc

/// AgentBench's guess at what an agent meant: the admissible command with the highest BLEU score.
///
/// Recorded dialogues were played through it, so it is part of the environment they ran in. The
/// score is NLTK's `sentence_bleu(…, smoothing_function=method4)` with the command as reference.
enum NearestCommand {
    /// A score that is not above this counts as no resemblance at all.
    static let threshold = 0.01

    /// The first of the commands that resemble the action most; `nil` if none does.
    static func choose(for action: String, among commands: [String]) -> String? {
        let candidate = WordSequence(action)
        var best: (score: Double, command: String)?
        for command in commands {
            let score = candidate.score(against: WordSequence(command))
            if score > best?.score ?? 0 { best = (score, command) }
        }
        guard let best, best.score > threshold else { return nil }
        return best.command
    }

    /// The commands that resemble the action, best first; equals in their given order.
    static func ranking(for action: String, among commands: [String]) -> [String] {
        let candidate = WordSequence(action)
        var scored: [(position: Int, score: Double)] = []
        for (position, command) in commands.enumerated() {
            let score = candidate.score(against: WordSequence(command))
            if score > threshold { scored.append((position, score)) }
        }
        scored.sort { left, right in
            left.score == right.score
                ? left.position < right.position : left.score > right.score
        }
        return scored.map { commands[$0.position] }
    }
}

/// The words of a text, and how much they resemble another's.
struct WordSequence {
    private let words: [Substring]
    private static let orders = 4

    init(_ text: String) {
        words = text.pythonWords
    }

    /// The BLEU score of these words against a reference.
    func score(against reference: WordSequence) -> Double {
        guard !words.isEmpty else { return 0 }
        var logarithms: [Double] = []
        var unmatched = 0
        for order in 1...Self.orders {
            let total = max(0, words.count - order + 1)
            let matches = matches(in: reference, order: order)
            if order == 1, matches == 0 { return 0 }
            var precision = Double(matches) / Double(max(1, total))
            if matches == 0, words.count > 1 {
                // Method 4 of Chen and Cherry (2014): orders without a match count the less the
                // more of them there are, and the shorter the text is.
                unmatched += 1
                let weight = 1 / (exp2(Double(unmatched)) * 5 / log(Double(words.count)))
                precision = weight / Double(max(1, total))
            }
            if precision > 0 { logarithms.append(log(precision) * 0.25) }
        }
        let brevity =
            words.count > reference.words.count
            ? 1 : exp(1 - Double(reference.words.count) / Double(words.count))
        return brevity * exp(Self.exactSum(logarithms))
    }

    /// How many n-grams occur in the reference, each at most as often as there.
    private func matches(in reference: WordSequence, order: Int) -> Int {
        guard words.count >= order, reference.words.count >= order else { return 0 }
        var remaining = (0...(reference.words.count - order)).map {
            reference.words[$0..<($0 + order)]
        }
        var matches = 0
        for start in 0...(words.count - order) {
            let gram = words[start..<(start + order)]
            if let found = remaining.firstIndex(where: { $0.elementsEqual(gram) }) {
                remaining.remove(at: found)
                matches += 1
            }
        }
        return matches
    }

    /// The sum, rounded once (`math.fsum`): ties between commands must be true ties.
    private static func exactSum(_ values: [Double]) -> Double {
        var partials: [Double] = []
        for value in values {
            var high = value
            var kept: [Double] = []
            for partial in partials {
                let (large, small) =
                    abs(high) < abs(partial) ? (partial, high) : (high, partial)
                let sum = large + small
                let rest = small - (sum - large)
                if rest != 0 { kept.append(rest) }
                high = sum
            }
            partials = kept + [high]
        }
        guard var sum = partials.popLast() else { return 0 }
        while let next = partials.popLast() {
            let previous = sum
            sum = previous + next
            let rest = next - (sum - previous)
            guard rest != 0 else { continue }
            // What is left over decides a tie between two neighbouring doubles.
            if let following = partials.last, (rest < 0) == (following < 0) {
                let doubled = rest * 2
                let rounded = sum + doubled
                if doubled == rounded - sum { sum = rounded }
            }
            break
        }
        return sum
    }
}
