import Environments

/// What dialogues about one knowledge graph say together.
///
/// A name in a question stands for an entity, and nothing says that it is the same entity in
/// another question; so dialogues that list a set otherwise contradict each other, and neither is
/// called false for it.
struct GraphPool: EpisodePool {
    private let version: GraphVersion
    private let ontology: Graph?
    /// What each dialogue says by itself.
    private let facts: [KnownFacts]
    private let ids: [String]
    /// Which dialogues list a set.
    private let listers: [ListingKey: [Int]]

    init(_ episodes: [RecordedEpisode], version: GraphVersion, ontology: Graph?) {
        self.version = version
        self.ontology = ontology
        ids = episodes.map(\.id)
        facts = episodes.map { episode in
            var judge = DialogueJudge(episode: episode, version: version, ontology: ontology)
            _ = judge.judgement()
            return judge.facts
        }
        var listers: [ListingKey: [Int]] = [:]
        for (number, facts) in facts.enumerated() {
            for key in facts.listings.keys { listers[key, default: []].append(number) }
        }
        self.listers = listers
    }

    func judge(_ episode: RecordedEpisode, number: Int) -> EpisodeJudgement {
        var judge = DialogueJudge(episode: episode, version: version, ontology: ontology)
        judge.witnesses = { witness(of: $0, besides: number) }
        return judge.judgement()
    }

    /// What the other dialogues say of a lesson.
    private func witness(
        of lesson: KnownFacts.Lesson, besides number: Int
    ) -> DialogueJudge.Witness? {
        switch lesson {
        case .listing(let key, let names):
            let others = (listers[key] ?? []).filter { $0 != number }
            guard let other = others.first else { return nil }
            let against = others.first { facts[$0].listings[key]?.names.sorted() != names.sorted() }
            guard let against else { return .agrees(ids[other]) }
            return .contradicts(dispute(over: key, among: names, in: against))
        case .use(let key, let property):
            let others = (listers[key] ?? []).filter { $0 != number }
            let lister = others.first {
                facts[$0].listings[key]?.names.contains(property) == true
            }
            if let lister { return .agrees(ids[lister]) }
            return others.first.map {
                .contradicts(
                    "\(place(of: key, in: $0)) lists \(key.program.description) without "
                        + "\(property), which is used here")
            }
        case .usability(let name, let isUsable):
            let others = facts.indices.filter { $0 != number && facts[$0].usability[name] != nil }
            guard let other = others.first else { return nil }
            let against = others.first { facts[$0].usability[name]?.isUsable != isUsable }
            guard let against, let turn = facts[against].usability[name]?.turn else {
                return .agrees(ids[other])
            }
            return .contradicts(
                "\(ids[against]), turn \(turn) says that \(name) can\(isUsable ? "not" : "") be "
                    + "used, and here it can\(isUsable ? "" : "not")")
        case .range(let relation, let type):
            let others = facts.indices.filter { $0 != number && facts[$0].ranges[relation] != nil }
            guard let other = others.first else { return nil }
            let against = others.first { facts[$0].ranges[relation]?.type != type }
            guard let against, let known = facts[against].ranges[relation] else {
                return .agrees(ids[other])
            }
            return .contradicts(
                "\(ids[against]), turn \(known.turn) says that \(relation) leads to \(known.type), "
                    + "and here it leads to \(type)")
        }
    }

    /// What one dialogue lists of a set and another does not.
    private func dispute(
        over key: ListingKey, among names: [String], in number: Int
    ) -> String {
        let others = facts[number].listings[key]?.names ?? []
        let parts = [
            (Set(others).subtracting(names), "which is not listed here"),
            (Set(names).subtracting(others), "which is listed here"),
        ]
        let words = ["lists", "does not list"]
        let sides = zip(parts, words).filter { !$0.0.0.isEmpty }.map { part, word in
            "\(word) \(part.0.sorted().joined(separator: ", ")), \(part.1)"
        }
        return "\(place(of: key, in: number)) "
            + (sides.isEmpty ? "lists the same names otherwise" : sides.joined(separator: ", and "))
    }

    private func place(of key: ListingKey, in number: Int) -> String {
        let turn = facts[number].listings[key].map { ", turn \($0.turn)" } ?? ""
        return ids[number] + turn
    }

    var contradictions: [String] {
        var lines: [String] = []
        for (key, numbers) in listers.sorted(by: { $0.value.lexicographicallyPrecedes($1.value) }) {
            guard let first = numbers.first else { continue }
            let names = facts[first].listings[key]?.names.sorted()
            let other = numbers.first { facts[$0].listings[key]?.names.sorted() != names }
            guard let other else { continue }
            lines.append(
                "\(place(of: key, in: first)) and \(place(of: key, in: other)) list "
                    + "\(key.program.description) otherwise")
        }
        return lines.sorted()
    }
}
