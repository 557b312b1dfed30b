/// How candidates fit to what stands before the cursor.
struct Completion: Hashable {
    /// The candidates that go on from what is typed, in their order.
    private(set) var candidates: [String]
    /// How many typed characters they replace.
    private(set) var replaced: Int

    /// Keeps the candidates that begin, in any case, with the longest end of the typed text that
    /// any candidate begins with: words complete words, whole actions complete lines.
    init(of typed: String, among candidates: [String]) {
        let folded = Array(typed.lowercased())
        var best = 0
        var kept: [String] = []
        for candidate in candidates {
            let overlap = Completion.overlap(of: folded, with: Array(candidate.lowercased()))
            if overlap > best {
                best = overlap
                kept = []
            }
            if overlap == best, !kept.contains(candidate) { kept.append(candidate) }
        }
        // With nothing in common they may follow a finished word but not continue one.
        if best == 0, let last = typed.last, last.isLetter || last.isNumber { kept = [] }
        self.candidates = kept
        replaced = best
    }

    /// What all candidates have in common; `nil` if there is no candidate.
    var commonPrefix: String? {
        guard var common = candidates.first.map(Array.init) else { return nil }
        for candidate in candidates.dropFirst() {
            let shared = zip(common, candidate).prefix {
                String($0).lowercased() == String($1).lowercased()
            }
            common = Array(common.prefix(shared.count))
        }
        return String(common)
    }

    /// What the first candidate would add, to be shown as a hint.
    var hint: String? {
        guard replaced > 0, let first = candidates.first, first.count > replaced else { return nil }
        return String(first.dropFirst(replaced))
    }

    private static func overlap(of typed: [Character], with candidate: [Character]) -> Int {
        for length in stride(from: min(typed.count, candidate.count), to: 0, by: -1)
        where typed.suffix(length).elementsEqual(candidate.prefix(length)) {
            // It must not begin inside a word.
            let before = typed.dropLast(length).last
            let begins = candidate[0].isLetter || candidate[0].isNumber || candidate[0] == "_"
            if let before, begins, before.isLetter || before.isNumber || before == "_" { continue }
            return length
        }
        return 0
    }
}
