import SeededRandom

/// Fills in what an inferred graph leaves open: further members, their properties, and where
/// relations lead.
///
/// Nothing that is known changes: only nodes that are in no listed set get properties, and only
/// sets of which no listing depends get members.
struct GraphCompletion {
    /// The triples to add.
    private(set) var triples: [WitnessGraph.Triple] = []
    /// The ranges to add, by relation.
    private(set) var ranges: [String: String] = [:]

    private let graph: Graph
    private var generator: SeededGenerator
    /// Relations by the type in their name.
    private var relations: [String: [String]] = [:]
    private var attributes: [String: [String]] = [:]
    private var allRelations: [String] = []
    private var types: [String] = []
    /// By type, nodes that relations lead to.
    private var nodes: [String: [String]] = [:]
    private var lastMember = 0

    init(_ graph: Graph, knowing open: OpenGraph, seed: UInt64) {
        self.graph = graph
        generator = SeededGenerator(seed: seed)
        collectNames()
        chooseRanges()
        let evaluation = Evaluation(graph: graph, isLenient: true)
        var isListed: [ListingKey.Kind: Set<UInt32>] = [:]
        for key in open.listed {
            isListed[key.kind, default: []].formUnion(evaluation.terms(of: key.program))
        }
        describe(isListed)
    }

    private mutating func collectNames() {
        var found: Set<String> = []
        for number in 0..<UInt32(graph.propertyCount) {
            let name = graph.name(ofProperty: number)
            let marks = graph.marks(of: number)
            let domain = Self.domain(of: name)
            if marks.contains(.relation) {
                relations[domain, default: []].append(name)
                allRelations.append(name)
                found.insert(domain)
            }
            if marks.contains(.attribute) { attributes[domain, default: []].append(name) }
            if let range = graph.range(ofProperty: number) { found.insert(range) }
        }
        types = found.sorted()
    }

    /// The type of what has a property, as Freebase's names say it.
    private static func domain(of property: String) -> String {
        property.split(separator: ".").dropLast().joined(separator: ".")
    }

    /// A relation leads to a type that is called like it, else to any.
    private mutating func chooseRanges() {
        for relation in allRelations {
            guard let property = graph.property(relation),
                graph.range(ofProperty: property) == nil
            else { continue }
            let word = relation.split(separator: ".").last ?? ""
            let alike = types.filter { type in
                guard let last = type.split(separator: ".").last else { return false }
                return word.hasPrefix(last) || word.hasSuffix(last)
            }
            let choice = alike.isEmpty ? types : alike
            if let type = choice.randomElement(using: &generator) { ranges[relation] = type }
        }
    }

    private func range(of relation: String) -> String? {
        ranges[relation]
            ?? graph.property(relation).flatMap { graph.range(ofProperty: $0) }
    }

    // MARK: Nodes

    private mutating func newMember(of type: String) -> String {
        lastMember += 1
        let id = "m.invented_\(lastMember)"
        nodes[type, default: []].append(id)
        return id
    }

    private mutating func describe(_ isListed: [ListingKey.Kind: Set<UInt32>]) {
        let listed = isListed[.relations] ?? []
        var types: [UInt32: String] = [:]
        for subject in 0..<UInt32(graph.resourceCount) {
            for run in graph.runs(of: subject) {
                let relation = graph.name(ofProperty: graph.property(ofRun: run))
                guard let type = range(of: relation) else { continue }
                for object in graph.objects(ofRun: run) where !graph.isLiteral(object) {
                    if types[object] == nil {
                        nodes[type, default: []].append(graph.text(of: object))
                    }
                    types[object] = types[object] ?? type
                }
            }
        }
        addMembers(besides: listed)
        for node in 0..<UInt32(graph.resourceCount) {
            let id = graph.text(of: node)
            guard id.hasPrefix("m.") || id.hasPrefix("f.") || id.hasPrefix("g.") else { continue }
            let type = types[node] ?? self.types.randomElement(using: &generator) ?? "type.object"
            let own = graph.runs(of: node).map { graph.name(ofProperty: graph.property(ofRun: $0)) }
            if !listed.contains(node) { addRelations(of: id, type, besides: own) }
            if isListed[.attributes]?.contains(node) != true {
                addAttributes(of: id, type, besides: own)
            }
        }
        for member in 0..<lastMember {
            let id = "m.invented_\(member + 1)"
            let type = nodes.filter { $0.value.contains(id) }.keys.min() ?? "type.object"
            addRelations(of: id, type, besides: [])
            addAttributes(of: id, type, besides: [])
        }
    }

    /// Sets that were not listed get up to two members more.
    private mutating func addMembers(besides listed: Set<UInt32>) {
        for subject in 0..<UInt32(graph.resourceCount) {
            for run in graph.runs(of: subject) {
                let objects = graph.objects(ofRun: run)
                let relation = graph.name(ofProperty: graph.property(ofRun: run))
                guard objects.allSatisfy({ !graph.isLiteral($0) && !listed.contains($0) }),
                    let type = range(of: relation)
                else { continue }
                for _ in 0..<Int.random(in: 0...2, using: &generator) {
                    triples.append(
                        WitnessGraph.Triple(
                            subject: graph.text(of: subject), property: relation,
                            object: newMember(of: type)))
                }
            }
        }
    }

    private mutating func addRelations(of id: String, _ type: String, besides own: [String]) {
        var chosen = (relations[type] ?? []).filter { _ in
            Int.random(in: 0..<4, using: &generator) > 0
        }
        if chosen.isEmpty {
            chosen = (0..<2).compactMap { _ in allRelations.randomElement(using: &generator) }
        }
        for relation in Set(chosen).subtracting(own).sorted() {
            guard let type = range(of: relation),
                let object = nodes[type]?.filter({ $0 != id }).randomElement(using: &generator)
            else { continue }
            triples.append(WitnessGraph.Triple(subject: id, property: relation, object: object))
        }
    }

    private mutating func addAttributes(of id: String, _ type: String, besides own: [String]) {
        for attribute in attributes[type] ?? [] where !own.contains(attribute) {
            triples.append(
                WitnessGraph.Triple(
                    subject: id, property: attribute,
                    object: "\(Int.random(in: 1...2000, using: &generator))", isLiteral: true))
        }
    }
}
