/// Triples in which every listing of a dialogue comes out as it was recorded.
///
/// Each set that was listed gets a member of its own that has just the listed properties, and that
/// is also a member of every set of which the listed one is a part. What a set holds besides is
/// not known, so these members are witnesses, no answers.
struct WitnessGraph {
    /// A statement; the object is an id or, for attributes, a number.
    struct Triple: Hashable {
        var subject: String
        var property: String
        var object: String
        var isLiteral = false
    }

    private(set) var triples: [Triple] = []
    private var seen: Set<Triple> = []
    private var members: [Program: String] = [:]
    private var lastMember = 0

    /// Makes the triples of facts whose entities are named by ids.
    init(_ facts: KnownFacts) {
        var listed: [ListingKey: Set<String>] = [:]
        for (key, listing) in facts.listings {
            listed[key.canonical, default: []].formUnion(listing.names)
        }
        for (key, properties) in facts.used {
            listed[key.canonical, default: []].formUnion(properties.keys)
        }
        var programs = Set(listed.keys.flatMap { $0.program.parts })
        for (key, properties) in facts.used where key.kind == .relations {
            for property in properties.keys {
                programs.insert(.join(property: property, key.program.canonical))
            }
        }
        let ordered = programs.map { (text: $0.description, program: $0) }
            .sorted { ($0.text.utf8.count, $0.text) < ($1.text.utf8.count, $1.text) }
            .map(\.program)
        for program in ordered {
            if case .entity(let id) = program {
                members[program] = id
            } else {
                members[program] = newMember()
            }
        }
        for program in ordered {
            guard let member = members[program] else { continue }
            place(member, in: program)
            describe(
                member, of: program,
                relations: listed[ListingKey(kind: .relations, program: program)] ?? [],
                attributes: listed[ListingKey(kind: .attributes, program: program)] ?? [])
        }
    }

    private mutating func newMember() -> String {
        lastMember += 1
        return "m.member_\(lastMember)"
    }

    private mutating func add(_ triple: Triple) {
        if seen.insert(triple).inserted { triples.append(triple) }
    }

    /// Makes a node a member of a set.
    private mutating func place(_ node: String, in program: Program) {
        switch program {
        case .entity: break
        case .join(let property, let inner):
            guard let subject = members[inner] else { return }
            add(Triple(subject: subject, property: property, object: node))
        case .intersection(let first, let second):
            place(node, in: first)
            place(node, in: second)
        case .extremum(let extremum, let inner, let attribute):
            place(node, in: inner)
            add(
                Triple(
                    subject: node, property: attribute,
                    object: extremum == .highest ? "3" : "1", isLiteral: true))
        case .count(let inner): place(node, in: inner)
        }
    }

    /// Gives a member the properties that were listed.
    private mutating func describe(
        _ member: String, of program: Program, relations: Set<String>, attributes: Set<String>
    ) {
        for relation in relations.sorted()
        where members[.join(property: relation, program)] == nil {
            add(Triple(subject: member, property: relation, object: newMember()))
        }
        for attribute in attributes.sorted()
        where !triples.contains(where: { $0.subject == member && $0.property == attribute }) {
            add(Triple(subject: member, property: attribute, object: "2", isLiteral: true))
        }
    }
}

extension WitnessGraph.Triple {
    /// The triple as a line of N-Triples.
    var line: String {
        let space = "http://rdf.freebase.com/ns/"
        let object = isLiteral ? "\"\(object)\"" : "<\(space)\(object)>"
        return "<\(space)\(subject)> <\(space)\(property)> \(object) ."
    }
}

extension GraphBuilder {
    /// Adds a triple that names no place in a file.
    mutating func add(_ triple: WitnessGraph.Triple) {
        var line = triple.line
        line.withUTF8 { bytes in
            if let parsed = try? TripleParser.triple(in: UnsafeRawBufferPointer(bytes)) {
                add(parsed)
            }
        }
    }
}
