import Environments
import JSONTree

/// The graph that dialogues imply, as files: triples, tables, questions, and what is left open.
struct InferredGraph {
    /// What a dialogue gives to the graph.
    struct Source {
        var episode: RecordedEpisode
        var facts: KnownFacts
    }

    private let sources: [Source]
    private let version: GraphVersion
    private let facts: KnownFacts
    private var ids: [String: String] = [:]

    /// The graph of dialogues that agree with each other.
    init(_ sources: [Source], version: GraphVersion) {
        self.sources = sources
        self.version = version
        var facts = KnownFacts()
        for source in sources { facts.add(source.facts) }
        self.facts = facts
        var taken = Set(facts.programs.flatMap(\.entities))
        let names = sources.flatMap { QuestionNames.parts(of: $0.episode.task)?.names ?? [] }
        for name in names where ids[name] == nil {
            taken.remove(name)
            ids[name] = Self.id(for: name, besides: &taken)
        }
    }

    /// An id that reads like the name: `m.Lake_Orvane`.
    private static func id(for name: String, besides taken: inout Set<String>) -> String {
        let stem =
            "m."
            + name.unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                    ? String(scalar) : "_"
            }.joined()
        var id = stem
        var number = 2
        while !taken.insert(id).inserted {
            id = "\(stem)_\(number)"
            number += 1
        }
        return id
    }

    /// The files.
    ///
    /// - Throws: where the triples do not give every listing again.
    func world() throws(EnvironmentError) -> InferredWorld {
        let known = facts.mapped { ids[$0] ?? $0 }
        let witness = WitnessGraph(known)
        var files = [
            file("graph.nt", witness.triples.map { $0.line + "\n" }.joined()),
            file("vocab.json", vocabulary),
            file("fb_roles", roles), file("tasks.json", try questions()),
            InferredWorld.marker(
                of: .kg, dialogues: sources.map(\.episode.id), unknown: unknown,
                details: OpenGraph(known).details),
        ]
        if !ids.isEmpty { files.insert(file("entity_names.tsv", nameTable), at: 1) }
        try check(known, in: witness)
        return InferredWorld(files: files, facts: words, unknown: unknown)
    }

    private func file(_ name: String, _ text: String) -> InferredWorld.File {
        InferredWorld.File(name: name, bytes: Array(text.utf8))
    }

    // MARK: Files

    private var vocabulary: String {
        func names(_ kind: ListingKey.Kind) -> JSON {
            .array(facts.names(of: kind).map { .string($0) })
        }
        return JSON.object(
            JSONObject([("relations", names(.relations)), ("attributes", names(.attributes))])
        ).text() + "\n"
    }

    /// Domain, relation, range; that a relation's domain is in its name is Freebase's way.
    private var roles: String {
        facts.ranges.sorted { $0.key < $1.key }.map { relation, range in
            let domain = relation.split(separator: ".").dropLast().joined(separator: ".")
            return "\(domain.isEmpty ? "type.object" : domain) \(relation) \(range.type)\n"
        }.joined()
    }

    private var nameTable: String {
        ids.sorted { $0.value < $1.value }.filter { isUsable($0.key) }
            .map { "\($0.value)\t\($0.key)\n" }.joined()
    }

    private func isUsable(_ name: String) -> Bool { facts.usability[name]?.isUsable ?? true }

    private func questions() throws(EnvironmentError) -> String {
        var records: [JSON] = []
        for source in sources {
            let lead = "A new question: "
            guard let (asked, parts) = QuestionNames.parts(of: source.episode.task),
                asked.hasPrefix(lead)
            else {
                throw .unsupported("a world for a message that asks no question about entities")
            }
            // The tools refuse a name that stands for a class, and so they do this.
            let entities = Self.names(in: parts).map { name in
                (name, JSON.string(isUsable(name) ? ids[name] ?? name : "class \(name)"))
            }
            records.append(
                .object(
                    JSONObject([
                        ("qid", .string(source.episode.id)),
                        ("question", .string(String(asked.dropFirst(lead.count)))),
                        ("entities", .object(JSONObject(entities))),
                    ])))
        }
        return JSON.array(records).text() + "\n"
    }

    /// Names from the parts of a list: no name occurs twice, so a part that does goes on with the
    /// name before it, which has a comma.
    private static func names(in parts: [String]) -> [String] {
        var names: [String] = []
        for part in parts {
            if names.contains(part), let last = names.popLast() {
                names.append("\(last), \(part)")
            } else {
                names.append(part)
            }
        }
        return names
    }

    // MARK: Words

    private var words: [InferredWorld.Fact] {
        var words: [InferredWorld.Fact] = []
        for source in sources {
            let facts = source.facts
            let lead = sources.count > 1 ? "\(source.episode.id): " : ""
            var found: [InferredWorld.Fact] = []
            func add(_ text: String, _ turn: Int) {
                found.append(InferredWorld.Fact(lead + text, turn: turn))
            }
            for (key, listing) in facts.listings {
                let kind = key.kind == .relations ? "relations" : "attributes"
                add("the \(listing.names.count) \(kind) of \(key.program)", listing.turn)
            }
            for (key, properties) in facts.used {
                for (property, turn) in properties { add("\(property) of \(key.program)", turn) }
            }
            for (name, usability) in facts.usability {
                let can = usability.isUsable ? "can" : "cannot"
                add("\(name) \(can) be used", usability.turn)
            }
            for (relation, range) in facts.ranges {
                add("\(relation) leads to \(range.type)", range.turn)
            }
            words += found.sorted { ($0.turn ?? 0, $0.text) < ($1.turn ?? 0, $1.text) }
        }
        return words
    }

    private var unknown: [String] {
        var unknown = [
            "the members of every set, and so every answer",
            "relations and attributes of what was not listed",
        ]
        let followed = Set(facts.ranges.keys)
        let open = Set(facts.listings.filter { $0.key.kind == .relations }.flatMap(\.value.names))
            .subtracting(followed).count
        if open > 0 { unknown.append("where \(open) of the listed relations lead") }
        let untried = ids.keys.filter { facts.usability[$0] == nil }.sorted()
        if !untried.isEmpty {
            unknown.append("whether these can be used: \(untried.joined(separator: "; "))")
        }
        return unknown
    }

    // MARK: Proof

    /// Runs every listing in the triples.
    private func check(
        _ known: KnownFacts, in witness: WitnessGraph
    ) throws(EnvironmentError) {
        var builder = GraphBuilder()
        builder.addVocabulary(
            relations: facts.names(of: .relations), attributes: facts.names(of: .attributes))
        for triple in witness.triples { builder.add(triple) }
        let graph = Graph(builder.image(tasks: []))
        let evaluation = Evaluation(graph: graph, isLenient: version == .corrected)
        for (key, listing) in known.listings.sorted(by: { $0.value.turn < $1.value.turn }) {
            let marks: PropertyMarks = key.kind == .relations ? .relation : .attribute
            let found = evaluation.properties(of: key.program, marked: marks)?
                .map { graph.name(ofProperty: $0) }
            guard found?.sorted() == listing.names.sorted() else {
                throw .unsupported(
                    "a graph in which \(key.words) are what turn \(listing.turn) says")
            }
        }
    }
}

extension KnownFacts {
    /// The programs that something is known of.
    var programs: [Program] {
        listings.keys.map(\.program) + used.keys.map(\.program)
    }

    /// The properties of a kind that occur, in order.
    fileprivate func names(of kind: ListingKey.Kind) -> [String] {
        var names = Set<String>()
        for (key, listing) in listings where key.kind == kind { names.formUnion(listing.names) }
        for (key, properties) in used where key.kind == kind { names.formUnion(properties.keys) }
        return names.sorted()
    }
}
