/// Triples with their ontology, in memory or mapped from a prepared file.
///
/// Terms and properties are numbers in the order of their names, resources before literals; the
/// triples are lists of objects by subject and property. A value: copies share the bytes, which
/// never change.
///
/// `@unchecked Sendable`: the buffers point into the image, which is immutable and held.
public struct Graph: @unchecked Sendable {
    let image: GraphImage
    private let terms: StringTable
    private let properties: StringTable
    private let types: StringTable
    private let names: StringTable
    private let literalTags: UnsafeBufferPointer<UInt32>
    private let literalKeys: UnsafeBufferPointer<Double>
    private let tags: StringTable
    private let marks: UnsafeBufferPointer<UInt8>
    private let ranges: UnsafeBufferPointer<UInt32>
    private let domains: UnsafeBufferPointer<UInt32>
    private let reverses: UnsafeBufferPointer<UInt32>
    private let supertypes: UnsafeBufferPointer<UInt32>
    private let runBounds: UnsafeBufferPointer<UInt32>
    private let runProperties: UnsafeBufferPointer<UInt32>
    private let runStarts: UnsafeBufferPointer<UInt32>
    private let objects: UnsafeBufferPointer<UInt32>
    private let nameOrder: UnsafeBufferPointer<UInt32>
    /// How many of the terms are resources: they come first.
    let resourceCount: Int

    /// In place of a number that is not known.
    static let none = UInt32.max

    init(_ image: GraphImage) {
        self.image = image
        terms = StringTable(image, .termBounds, .termBytes)
        properties = StringTable(image, .propertyBounds, .propertyBytes)
        types = StringTable(image, .typeBounds, .typeBytes)
        names = StringTable(image, .nameBounds, .nameBytes)
        tags = StringTable(image, .tagBounds, .tagBytes)
        literalTags = image.numbers(.literalTags, as: UInt32.self)
        literalKeys = image.numbers(.literalKeys, as: Double.self)
        marks = image.numbers(.propertyMarks, as: UInt8.self)
        ranges = image.numbers(.propertyRanges, as: UInt32.self)
        domains = image.numbers(.propertyDomains, as: UInt32.self)
        reverses = image.numbers(.propertyReverses, as: UInt32.self)
        supertypes = image.numbers(.supertypes, as: UInt32.self)
        runBounds = image.numbers(.runBounds, as: UInt32.self)
        runProperties = image.numbers(.runProperties, as: UInt32.self)
        runStarts = image.numbers(.runStarts, as: UInt32.self)
        objects = image.numbers(.objects, as: UInt32.self)
        nameOrder = image.numbers(.nameOrder, as: UInt32.self)
        resourceCount = image.numbers(.counts, as: UInt32.self).first.map { Int($0) } ?? 0
    }

    /// How many triples there are.
    public var tripleCount: Int { objects.count }
    /// How many different subjects and objects there are.
    public var termCount: Int { terms.count }
    /// How many properties the triples and the ontology name.
    public var propertyCount: Int { properties.count }

    // MARK: Terms

    /// The number of the resource of a name.
    func resource(_ name: String) -> UInt32? {
        terms.index(of: name, in: 0..<resourceCount).map { UInt32($0) }
    }

    /// The name of a resource, or the value of a literal.
    func text(of term: UInt32) -> String { terms[Int(term)] }

    func isLiteral(_ term: UInt32) -> Bool { term >= resourceCount }

    /// Whether a term may stand in an answer: no text in another language than English may.
    func isEnglishOrPlain(_ term: UInt32) -> Bool {
        guard isLiteral(term) else { return true }
        let tag = tags.bytes(Int(literalTags[Int(term) - resourceCount]))
        guard tag.first == UInt8(ascii: "@") else { return true }
        let language = tag.dropFirst().prefix { $0 != UInt8(ascii: "-") }
        return language.count == 2 && language.elementsEqual("en".utf8) { $0 | 0x20 == $1 }
    }

    /// By what a literal is ordered among numbers and dates; NaN for other texts.
    func key(of literal: UInt32) -> Double {
        isLiteral(literal) ? literalKeys[Int(literal) - resourceCount] : .nan
    }

    /// The readable name of a resource.
    func name(of term: UInt32) -> String? {
        guard !isLiteral(term), !names.isEmpty(Int(term)) else { return nil }
        return names[Int(term)]
    }

    /// The readable name of a resource, by its id.
    public func name(of id: String) -> String? { resource(id).flatMap { name(of: $0) } }

    /// The ids of the resources that have a readable name, in the order of the ids.
    public func ids(named name: String) -> [String] {
        let bytes = Array(name.utf8)
        return nameOrder[position(ofName: bytes)...]
            .prefix { names.bytes(Int($0)).elementsEqual(bytes) }
            .sorted().map { text(of: $0) }
    }

    /// Where a name stands, or would stand, in the order of names.
    private func position(ofName name: [UInt8]) -> Int {
        name.withUnsafeBytes { name in
            var low = 0
            var high = nameOrder.count
            while low < high {
                let middle = (low + high) / 2
                let order = ByteOrder.compare(names.bytes(Int(nameOrder[middle])), name)
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// A resource with a readable name, drawn at random; `nil` if none has one.
    func randomNamedTerm(using generator: inout some RandomNumberGenerator) -> UInt32? {
        nameOrder.randomElement(using: &generator)
    }

    /// Readable names that begin with a text, in their order, at most as many as asked for.
    func names(beginningWith prefix: String, limit: Int) -> [String] {
        let bytes = Array(prefix.utf8)
        return nameOrder[position(ofName: bytes)...].prefix(limit)
            .map { names.bytes(Int($0)) }.prefix { $0.starts(with: bytes) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Triples

    /// The runs of a resource: positions in the list of properties with their objects.
    func runs(of term: UInt32) -> Range<Int> {
        guard term < resourceCount else { return 0..<0 }
        return Int(runBounds[Int(term)])..<Int(runBounds[Int(term) + 1])
    }

    func property(ofRun run: Int) -> UInt32 { runProperties[run] }

    func objects(ofRun run: Int) -> Slice<UnsafeBufferPointer<UInt32>> {
        objects[Int(runStarts[run])..<Int(runStarts[run + 1])]
    }

    /// The objects of a subject and a property, in order.
    func objects(of term: UInt32, _ property: UInt32) -> Slice<UnsafeBufferPointer<UInt32>> {
        let runs = runs(of: term)
        var low = runs.lowerBound
        var high = runs.upperBound
        while low < high {
            let middle = (low + high) / 2
            if runProperties[middle] < property { low = middle + 1 } else { high = middle }
        }
        guard low < runs.upperBound, runProperties[low] == property else { return objects[0..<0] }
        return objects(ofRun: low)
    }

    // MARK: Ontology

    /// Whether the world has tables that say what properties there are and where they lead.
    public var hasOntology: Bool { types.count > 0 }

    /// The number of a property.
    func property(_ name: String) -> UInt32? { properties.index(of: name).map { UInt32($0) } }

    /// The name of a property.
    func name(ofProperty property: UInt32) -> String { properties[Int(property)] }

    func marks(of property: UInt32) -> PropertyMarks {
        PropertyMarks(rawValue: marks[Int(property)])
    }

    /// The type of what a property leads to, if a table says so.
    func range(ofProperty property: UInt32) -> String? {
        let type = ranges[Int(property)]
        return type == Graph.none ? nil : types[Int(type)]
    }

    /// The type of what has a property, if a table says so.
    func domain(ofProperty property: UInt32) -> String? {
        let type = domains[Int(property)]
        return type == Graph.none ? nil : types[Int(type)]
    }

    /// The property that says the same the other way round, if a table names it.
    public func reverse(ofProperty name: String) -> String? {
        guard let property = property(name) else { return nil }
        let reverse = reverses[Int(property)]
        return reverse == Graph.none ? nil : self.name(ofProperty: reverse)
    }

    /// Whether everything of one type is of the other, by the table of types.
    func isKind(_ type: String, of other: String) -> Bool {
        if type == other { return true }
        guard let first = types.index(of: type), let second = types.index(of: other) else {
            return false
        }
        var pending = [UInt32(first)]
        var seen = Set(pending)
        while let type = pending.popLast() {
            for next in directSupertypes(of: type) where seen.insert(next).inserted {
                if next == UInt32(second) { return true }
                pending.append(next)
            }
        }
        return false
    }

    private func directSupertypes(of type: UInt32) -> [UInt32] {
        var low = 0
        var high = supertypes.count / 2
        while low < high {
            let middle = (low + high) / 2
            if supertypes[2 * middle] < type { low = middle + 1 } else { high = middle }
        }
        var found: [UInt32] = []
        while low < supertypes.count / 2, supertypes[2 * low] == type {
            found.append(supertypes[2 * low + 1])
            low += 1
        }
        return found
    }
}
