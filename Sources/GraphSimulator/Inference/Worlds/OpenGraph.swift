import Environments
import JSONTree

/// What an inferred world knows: which listings its dialogues showed.
///
/// Whatever else its triples say is a witness and proves nothing.
struct OpenGraph: Hashable, Sendable {
    /// The listings that are known, each in one spelling.
    var listed: Set<ListingKey> = []
    /// Properties that can be followed although the episode has not listed them: another one had.
    var licensed: [ListingKey: Set<String>] = [:]
    /// Where relations lead that was filled in.
    var inventedRanges: Set<String> = []
    /// Whether what is not known was filled in.
    var isCompleted = false

    /// Whether a listing is known.
    func knows(_ key: ListingKey) -> Bool { listed.contains(key.canonical) }

    /// Whether a property can be followed without a listing.
    func licenses(_ property: String, of key: ListingKey) -> Bool {
        licensed[key]?.contains(property) ?? false
    }
}

// MARK: Asking

extension GraphWorld {
    /// `the relations of (JOIN …)`, with the names of entities.
    func words(for key: ListingKey) -> String {
        let named = ListingKey(
            kind: key.kind, program: key.program.mapped { graph.name(of: $0) ?? $0 })
        return named.words
    }

    /// What an outcome rests on that no dialogue shows; empty in a world that is not inferred.
    func inventions(behind outcome: Workspace.Outcome) -> [String] {
        guard let open, open.isCompleted else { return [] }
        switch outcome {
        case .listed(let key, _): return open.knows(key) ? [] : [words(for: key)]
        case .made(let variable):
            guard case .join(let relation, _) = variable.program,
                open.inventedRanges.contains(relation)
            else { return [] }
            return ["where \(relation) leads"]
        case .refused: return []
        }
    }

    /// What a variable comes to; its members are known of no inferred graph.
    func answer(of variable: Variable) throws(EnvironmentError) -> ProgramValue {
        let value = evaluation.value(of: variable.program)
        if value == .badlyFormed || open?.isCompleted != false { return value }
        throw EnvironmentError(.unknown, "no dialogue shows \(answerWords(for: variable))")
    }

    /// `the members of (JOIN …)`, with the names of entities.
    func answerWords(for variable: Variable) -> String {
        "the members of \(variable.program.mapped { graph.name(of: $0) ?? $0 })"
    }
}

// MARK: The marker

extension OpenGraph {
    /// What facts say that triples do not.
    init(_ facts: KnownFacts) {
        listed = Set(facts.listings.keys.map(\.canonical))
        licensed = facts.used.mapValues { Set($0.keys) }
    }

    /// The members of `inferred.json`.
    var details: JSONObject {
        func texts(_ kind: ListingKey.Kind) -> JSON {
            .array(
                listed.filter { $0.kind == kind }.map(\.program.description).sorted()
                    .map { .string($0) })
        }
        var details = JSONObject()
        details.append("relations_of", texts(.relations))
        details.append("attributes_of", texts(.attributes))
        var entries: [JSON] = []
        for (key, properties) in licensed.sorted(by: { $0.key.words < $1.key.words }) {
            entries += properties.sorted().map { property in
                .object(
                    JSONObject([
                        ("kind", .string(key.kind == .relations ? "relations" : "attributes")),
                        ("of", .string(key.program.description)), ("property", .string(property)),
                    ]))
            }
        }
        details.append("licensed", .array(entries))
        return details
    }

    /// Reads `inferred.json`.
    init(at path: String) throws(EnvironmentError) {
        let marker: JSON
        do {
            marker = try JSON.parse(bytes: try contents(ofFile: path))
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
        for (member, kind) in [
            ("relations_of", ListingKey.Kind.relations), ("attributes_of", .attributes),
        ] {
            for text in marker[member]?.array?.compactMap(\.string) ?? [] {
                guard let program = Program(text: text) else {
                    throw EnvironmentError(.badWorld, "\(path): \(text) is no program")
                }
                listed.insert(ListingKey(kind: kind, program: program))
            }
        }
        for entry in marker["licensed"]?.array ?? [] {
            guard let program = entry["of"]?.string.flatMap(Program.init(text:)),
                let property = entry["property"]?.string
            else {
                throw EnvironmentError(.badWorld, "\(path): a license names no program or property")
            }
            let kind: ListingKey.Kind =
                entry["kind"]?.string == "attributes" ? .attributes : .relations
            licensed[ListingKey(kind: kind, program: program), default: []].insert(property)
        }
    }
}
