import JSONTree

/// A page as it was when a recorded action was done on it.
public struct Snapshot: Hashable, Sendable {
    /// Who ordered the candidates.
    public enum Ranking: String, Hashable, Sendable {
        /// The record, or a file of scores beside it.
        case recorded
        /// Ourselves, by the words that task and element share: ``LexicalRanking``.
        case lexical
    }

    /// The page.
    public var page: Page
    /// What was done.
    public var operation: Operation
    /// The elements that a question may offer, the best first.
    public var candidates: [Candidate]
    /// Who ordered them.
    public var ranking: Ranking

    /// The names of the elements on which acting is right.
    public var targets: [String] { candidates.filter(\.isTarget).map(\.id) }
}

extension Snapshot {
    /// Reads a record's action.
    ///
    /// - Parameters:
    ///   - task: what the user wants, for a ranking of our own.
    ///   - ranks: the ranks from a file of scores, by the names of elements.
    init(_ json: JSON, task: String, ranks: [String: Int]?) throws(RecordFault) {
        guard let html = json["cleaned_html"]?.string else {
            throw RecordFault("it has no cleaned_html")
        }
        do {
            page = try Page(cleaned: html)
        } catch {
            throw RecordFault("its cleaned_html: \(error)")
        }
        operation = try Operation(json["operation"] ?? .null)
        var candidates: [Candidate] = []
        for (key, isTarget) in [("pos_candidates", true), ("neg_candidates", false)] {
            for element in json[key]?.array ?? [] {
                var candidate = try Candidate(element, isTarget: isTarget)
                if let ranks { candidate.rank = ranks[candidate.id] }
                guard page.index(of: candidate.id) != nil else {
                    throw RecordFault("its candidate \(candidate.id) is not in its page")
                }
                candidates.append(candidate)
            }
        }
        if candidates.contains(where: { $0.rank != nil }) {
            ranking = .recorded
            self.candidates = candidates.enumerated().sorted { left, right in
                (left.element.rank ?? .max, left.offset) < (
                    right.element.rank ?? .max, right.offset
                )
            }.map(\.element)
        } else {
            ranking = .lexical
            self.candidates = LexicalRanking(task: task).ranked(candidates, in: page)
        }
    }

    /// The elements that a question is about: those that the ranking has in its first places.
    ///
    /// As in the original, a target that the recorded ranking has further down is lost. Our own
    /// ranking only chooses what stands beside the targets.
    public func pool(of size: Int) -> (targets: [String], others: [String]) {
        switch ranking {
        case .recorded:
            let best = candidates.filter { ($0.rank ?? .max) < size }
            return (
                best.filter(\.isTarget).map(\.id), best.filter { !$0.isTarget }.map(\.id)
            )
        case .lexical:
            let others = candidates.filter { !$0.isTarget }.map(\.id)
            return (targets, Array(others.prefix(max(0, size - targets.count))))
        }
    }
}
