/// Collects triples and tables, and lays them out as an image.
struct GraphBuilder {
    private var resources = Interner(capacity: 1 << 12)
    private var literals = Interner(capacity: 1 << 10)
    private(set) var properties = Interner(capacity: 1 << 12)
    private var types = Interner(capacity: 1 << 10)
    private var subjects: [UInt32] = []
    private var predicates: [UInt32] = []
    /// Resources and literals; the top bit tells literals.
    private var objects: [UInt32] = []
    private var names: [UInt32: [UInt8]] = [:]
    private var roles: [UInt32: (domain: UInt32, range: UInt32)] = [:]
    private var vocabulary: (relations: Set<UInt32>, attributes: Set<UInt32>)?
    private var reverses: [UInt32: UInt32] = [:]
    private var supertypes: Set<UInt64> = []
    private var previousSubject: (bytes: [UInt8], number: UInt32) = ([], 0)
    private var scratch: [UInt8] = []
    private var namingProperties: Set<UInt32>

    private static let literalBit: UInt32 = 1 << 31

    init() {
        namingProperties = []
        namingProperties = [
            properties.number(of: "type.object.name"),
            properties.number(of: "http://www.w3.org/2000/01/rdf-schema#label"),
        ]
    }

    /// The most terms of a kind that a graph can have.
    var isFull: Bool {
        resources.bytes.count > Int(UInt32.max) - (1 << 27)
            || literals.bytes.count > Int(UInt32.max) - (1 << 27)
            || objects.count >= Int(UInt32.max)
    }

    // MARK: Collecting

    mutating func add(_ triple: LineTriple) {
        let subject = triple.subject.withText { text in
            if !previousSubject.bytes.elementsEqual(text) {
                previousSubject = (Array(text), resources.number(of: text))
            }
            return previousSubject.number
        }
        let property = triple.property.withText { properties.number(of: $0) }
        let object: UInt32 =
            switch triple.object.kind {
            case .resource: triple.object.withText { resources.number(of: $0) }
            case .literal: literal(triple.object) | GraphBuilder.literalBit
            }
        if triple.object.kind == .literal, namingProperties.contains(property) {
            addName(triple.object, of: subject)
        }
        subjects.append(subject)
        predicates.append(property)
        objects.append(object)
    }

    /// A value and its tag are one literal; a zero byte, which is in no tag, stands between them.
    private mutating func literal(_ term: LineTerm) -> UInt32 {
        scratch.removeAll(keepingCapacity: true)
        term.withText { scratch.append(contentsOf: $0) }
        scratch.append(0)
        scratch.append(contentsOf: term.tag)
        return scratch.withUnsafeBytes { literals.number(of: $0) }
    }

    private mutating func addName(_ term: LineTerm, of subject: UInt32) {
        let language = term.tag.prefix(3)
        guard names[subject] == nil, language.isEmpty || language.elementsEqual("@en".utf8) else {
            return
        }
        names[subject] = term.withText { Array($0) }
    }

    /// Gives a resource its readable name.
    mutating func addName(_ name: UnsafeRawBufferPointer, of id: UnsafeRawBufferPointer) {
        names[resources.number(of: id)] = Array(name)
    }

    mutating func addRole(domain: String, property: String, range: String) {
        roles[properties.number(of: property)] = (types.number(of: domain), types.number(of: range))
    }

    mutating func addVocabulary(relations: [String], attributes: [String]) {
        if vocabulary == nil { vocabulary = ([], []) }
        for name in relations { vocabulary?.relations.insert(properties.number(of: name)) }
        for name in attributes { vocabulary?.attributes.insert(properties.number(of: name)) }
    }

    mutating func addReverse(of property: String, _ other: String) {
        let (first, second) = (properties.number(of: property), properties.number(of: other))
        reverses[first] = second
        if reverses[second] == nil { reverses[second] = first }
    }

    mutating func addType(_ type: String, kindOf other: String) {
        supertypes.insert(
            UInt64(types.number(of: type)) << 32 | UInt64(types.number(of: other)))
    }

    // MARK: Laying out

    /// The image of all that was added, with a text of tasks.
    func image(tasks: [UInt8]) -> GraphImage {
        var contents = [[UInt8]](repeating: [], count: ImageSection.allCases.count)
        func put(_ section: ImageSection, _ bytes: [UInt8]) { contents[section.rawValue] = bytes }
        func put(_ section: ImageSection, _ numbers: [UInt32]) {
            put(section, numbers.withUnsafeBytes { Array($0) })
        }
        let resourceOrder = resources.sorted()
        let literalOrder = literals.sorted()
        let propertyOrder = properties.sorted()
        let typeOrder = types.sorted()
        let propertyRank = ranks(of: propertyOrder)
        let typeRank = ranks(of: typeOrder)

        put(.counts, [UInt32(resourceOrder.count)])
        let literalParts = literalSections(literalOrder)
        let terms = strings(resources, resourceOrder, then: literalParts)
        put(.termBounds, terms.bounds)
        put(.termBytes, terms.bytes)
        put(.literalTags, literalParts.tagNumbers)
        put(.literalKeys, literalParts.keys.withUnsafeBytes { Array($0) })
        put(.tagBounds, literalParts.tags.bounds)
        put(.tagBytes, literalParts.tags.bytes)

        let propertyNames = strings(properties, propertyOrder)
        put(.propertyBounds, propertyNames.bounds)
        put(.propertyBytes, propertyNames.bytes)
        let typeNames = strings(types, typeOrder)
        put(.typeBounds, typeNames.bounds)
        put(.typeBytes, typeNames.bytes)
        put(
            .propertyRanges,
            propertyOrder.map { roles[$0].map { typeRank[Int($0.range)] } ?? Graph.none })
        put(
            .propertyDomains,
            propertyOrder.map { roles[$0].map { typeRank[Int($0.domain)] } ?? Graph.none })
        put(
            .propertyReverses,
            propertyOrder.map { reverses[$0].map { propertyRank[Int($0)] } ?? Graph.none })
        let pairs = supertypes.map { pair in
            UInt64(typeRank[Int(pair >> 32)]) << 32 | UInt64(typeRank[Int(pair & 0xFFFF_FFFF)])
        }
        put(
            .supertypes,
            pairs.sorted().flatMap { [UInt32($0 >> 32), UInt32($0 & 0xFFFF_FFFF)] })
        put(.propertyMarks, marks(propertyOrder, literalKeys: literalParts.keysByNumber))

        let triples = SortedTriples(
            subjects: subjects, predicates: predicates, objects: objects,
            resourceRank: ranks(of: resourceOrder), literalRank: ranks(of: literalOrder),
            propertyRank: propertyRank, literalBit: GraphBuilder.literalBit)
        put(.runBounds, triples.runBounds)
        put(.runProperties, triples.runProperties)
        put(.runStarts, triples.runStarts)
        put(.objects, triples.objects)

        let named = nameSections(resourceOrder)
        put(.nameBounds, named.bounds)
        put(.nameBytes, named.bytes)
        put(.nameOrder, named.order)
        put(.tasks, tasks)
        return GraphImage(sections: contents)
    }

    private func ranks(of order: [UInt32]) -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: order.count)
        for (rank, number) in order.enumerated() { ranks[Int(number)] = UInt32(rank) }
        return ranks
    }

    private struct Strings {
        var bounds: [UInt32] = [0]
        var bytes: [UInt8] = []

        mutating func append(_ text: some Sequence<UInt8>) {
            bytes.append(contentsOf: text)
            bounds.append(UInt32(bytes.count))
        }
    }

    private func strings(
        _ interner: Interner, _ order: [UInt32], then literals: LiteralSections? = nil
    ) -> Strings {
        var strings = Strings()
        strings.bytes.reserveCapacity(interner.bytes.count)
        strings.bounds.reserveCapacity(order.count + 1)
        for number in order {
            let start = Int(interner.bounds[Int(number)])
            strings.append(interner.bytes[start..<Int(interner.bounds[Int(number) + 1])])
        }
        for value in literals?.values ?? [] { strings.append(value) }
        return strings
    }

    private struct LiteralSections {
        var values: [ArraySlice<UInt8>] = []
        var tagNumbers: [UInt32] = []
        var keys: [Double] = []
        var keysByNumber: [Double] = []
        var tags = Strings()
    }

    private func literalSections(_ order: [UInt32]) -> LiteralSections {
        var sections = LiteralSections()
        var tags = Interner()
        sections.keysByNumber = [Double](repeating: .nan, count: order.count)
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        _ = tags.number(of: none)
        for number in order {
            let start = Int(literals.bounds[Int(number)])
            let whole = literals.bytes[start..<Int(literals.bounds[Int(number) + 1])]
            let end = whole.lastIndex(of: 0) ?? whole.endIndex
            let value = whole[..<end]
            sections.values.append(value)
            let key = value.withUnsafeBytes { LiteralKey.key(of: $0) }
            sections.keys.append(key)
            sections.keysByNumber[Int(number)] = key
            let tag = whole[min(end + 1, whole.endIndex)...]
            sections.tagNumbers.append(tag.withUnsafeBytes { tags.number(of: $0) })
        }
        sections.tags = strings(tags, (0..<UInt32(tags.count)).map { $0 })
        return sections
    }

    private struct NameSections {
        var bounds: [UInt32]
        var bytes: [UInt8]
        var order: [UInt32]
    }

    private func nameSections(_ order: [UInt32]) -> NameSections {
        var strings = Strings()
        var named: [(name: [UInt8], rank: UInt32)] = []
        for (rank, number) in order.enumerated() {
            let name = names[number] ?? []
            strings.append(name)
            if !name.isEmpty { named.append((name, UInt32(rank))) }
        }
        named.sort { left, right in
            let order = left.name.withUnsafeBytes { first in
                right.name.withUnsafeBytes { ByteOrder.compare(first, $0) }
            }
            return order != 0 ? order < 0 : left.rank < right.rank
        }
        return NameSections(
            bounds: strings.bounds, bytes: strings.bytes, order: named.map(\.rank))
    }

    /// What each property is, by the vocabulary, its range, or what the triples show.
    private func marks(_ order: [UInt32], literalKeys: [Double]) -> [UInt8] {
        var leadsToResource = Set<UInt32>()
        var leadsToNumber = Set<UInt32>()
        for (predicate, object) in zip(predicates, objects) {
            if object & GraphBuilder.literalBit == 0 {
                leadsToResource.insert(predicate)
            } else if !literalKeys[Int(object & ~GraphBuilder.literalBit)].isNaN {
                leadsToNumber.insert(predicate)
            }
        }
        let numeric: Set = ["type.int", "type.float", "type.datetime"]
        let typeNames = (0..<types.count).map { number in
            String(
                decoding: types.bytes[Int(types.bounds[number])..<Int(types.bounds[number + 1])],
                as: UTF8.self)
        }
        return order.map { number in
            var marks: PropertyMarks = []
            if let role = roles[number] {
                let range = typeNames[Int(role.range)]
                if numeric.contains(range) {
                    marks.insert(.leadsToNumbers)
                } else if !range.hasPrefix("type.") {
                    // Texts, truth values, and what Freebase says about itself.
                    marks.insert(.leadsToEntities)
                }
            } else if leadsToResource.contains(number) {
                marks.insert(.leadsToEntities)
            } else if leadsToNumber.contains(number) {
                marks.insert(.leadsToNumbers)
            }
            if let vocabulary {
                if vocabulary.relations.contains(number) { marks.insert(.relation) }
                if vocabulary.attributes.contains(number) { marks.insert(.attribute) }
            } else {
                if marks.contains(.leadsToEntities) { marks.insert(.relation) }
                if marks.contains(.leadsToNumbers) { marks.insert(.attribute) }
            }
            return marks.rawValue
        }
    }
}
