import MarkupKit

/// How words of a printed page are read that could be two things: texts and attributes may speak of
/// markup, for the page is printed without quotes and escapes.
struct SnippetReading: Hashable, Sendable {
    enum Remedy: Hashable, Sendable {
        /// The word at a place looks like a tag and is part of a text.
        case plain(Int)
        /// The word at a place looks like the end of a tag and is one of its words.
        case inner(Int)
        /// The `/>` at a place is a word of a tag and its end, not the end of an empty element.
        case slash(Int)
    }

    private var remedies: Set<Remedy> = []

    /// Whether the reading takes a word so.
    func has(_ remedy: Remedy) -> Bool { remedies.contains(remedy) }

    /// The reading with a word read otherwise; `nil` if it has it so already.
    func with(_ remedy: Remedy) -> SnippetReading? {
        var reading = self
        return reading.remedies.insert(remedy).inserted ? reading : nil
    }
}

/// Reads the words of a printed page, one after the other.
struct SnippetReader {
    /// Where the words of an element's start tag stand.
    private struct Tag {
        var name: String
        var words: [String] = []
        var start: Int
        var end = 0
    }

    private let reading: SnippetReading
    private(set) var nodes: [PageNode] = []
    private(set) var candidates: [String] = []
    /// The start tag that has not ended.
    private var tag: Tag?
    private var texts: [String] = []
    /// The elements that have not ended, with their tags.
    private var open: [(node: Int, tag: Tag)] = []
    /// The empty elements' tags.
    private var empty: [Tag] = []
    /// The words of the latest tag, and the place of the last.
    private var latestWords: [String] = []
    private var latestEnd = 0

    init(_ reading: SnippetReading) {
        self.reading = reading
    }

    mutating func take(_ word: String, at place: Int) throws(InferredPage.Fault) {
        if tag != nil {
            try continueTag(word, at: place)
        } else if reading.has(.plain(place)) {
            texts.append(word)
        } else if word.hasPrefix("</"), word.hasSuffix(">"), try closes(word, at: place) {
            return
        } else if let name = SnippetReader.elementName(word) {
            let rest = word.dropFirst(name.count + 1)
            guard rest.isEmpty || rest == ">" || rest == "/>" else {
                texts.append(word)
                return
            }
            flushTexts()
            tag = Tag(name: name, start: place)
            if !rest.isEmpty { try endTag(isEmpty: rest == "/>", at: place) }
        } else if word == "/>", !latestWords.isEmpty {
            throw InferredPage.Fault(
                "a tag ends where none begins", remedies: [.inner(latestEnd), .plain(place)])
        } else {
            texts.append(word)
        }
    }

    /// The element that a word begins, if it does.
    private static func elementName(_ word: String) -> String? {
        guard word.hasPrefix("<"), let first = word.dropFirst().unicodeScalars.first,
            first.properties.isAlphabetic
        else { return nil }
        return String(
            word.dropFirst().prefix {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" || $0 == "."
            })
    }

    private mutating func continueTag(
        _ word: String, at place: Int
    ) throws(InferredPage.Fault) {
        if reading.has(.inner(place)) {
            tag?.words.append(word)
        } else if word == "/>", !reading.has(.slash(place)) {
            try endTag(isEmpty: true, at: place)
        } else if word.hasSuffix(">"), word != ">" {
            // No blank stands before the end of a tag: one by itself is a word.
            tag?.words.append(String(word.dropLast()))
            try endTag(isEmpty: false, at: place)
        } else {
            tag?.words.append(word)
        }
    }

    private mutating func endTag(isEmpty: Bool, at place: Int) throws(InferredPage.Fault) {
        guard var tag else { return }
        tag.end = place
        self.tag = nil
        latestWords = tag.words
        latestEnd = place
        var id = "n\(nodes.count)"
        var words = tag.words
        if let first = words.first, first.hasPrefix("id="), let number = Int(first.dropFirst(3)) {
            id = "c\(number)"
            if !candidates.contains(id) { candidates.append(id) }
            words.removeFirst()
        }
        var attributes = [MarkupAttribute("backend_node_id", id)]
        guard let summary = SummaryWords.attributes(for: words) else {
            throw InferredPage.Fault(
                "no attributes of a \(tag.name) are printed as \(words.joined(separator: " "))",
                remedies: mayBePlain(tag.name, id) ? [.plain(tag.start)] : [])
        }
        attributes += summary
        // That it is shown at all may prove an attribute without words; one more does no harm.
        // Of a text all attributes are printed, so that it has none.
        if tag.name != "text" { attributes.append(MarkupAttribute("tabindex", "")) }
        nodes.append(
            PageNode(
                name: tag.name, attributes: attributes, text: isEmpty ? nil : "\n",
                tail: nodes.isEmpty ? nil : "\n", parent: open.last?.node ?? -1,
                end: nodes.count + 1))
        if !isEmpty {
            open.append((nodes.count - 1, tag))
        } else {
            empty.append(tag)
        }
    }

    /// Markup that texts speak of; elements like these are hardly ever on offer.
    private static let plainNames: Set<String> = [
        "b", "big", "br", "em", "font", "hr", "i", "p", "small", "span", "strong", "sub", "sup",
        "u", "wbr",
    ]

    private func mayBePlain(_ name: String, _ id: String) -> Bool {
        SnippetReader.plainNames.contains(name) && !id.hasPrefix("c")
    }

    /// How the innermost open element could be read so that it is not open.
    private var remedies: [SnippetReading.Remedy] {
        guard let (node, tag) = open.last else { return [] }
        var remedies: [SnippetReading.Remedy] = []
        if !tag.words.isEmpty { remedies.append(.inner(tag.end)) }
        if mayBePlain(tag.name, nodes[node].id) { remedies.append(.plain(tag.start)) }
        return remedies
    }

    private mutating func closes(
        _ word: String, at place: Int
    ) throws(InferredPage.Fault) -> Bool {
        let name = String(word.dropFirst(2).dropLast())
        guard let last = open.last?.node, nodes[last].name == name else {
            guard SnippetReader.elementName("<" + name) == name else { return false }
            let isOpen = open.contains { nodes[$0.node].name == name }
            var remedies = isOpen ? self.remedies : []
            if mayBePlain(name, "") { remedies.append(.plain(place)) }
            remedies += empty.reversed().filter { $0.name == name }.map { .slash($0.end) }
            remedies += empty.suffix(8).reversed().map { .slash($0.end) }
            throw InferredPage.Fault(
                "\(word) ends an element that is not open there",
                remedies: remedies.isEmpty ? self.remedies : remedies)
        }
        flushTexts()
        open.removeLast()
        nodes[last].end = nodes.count
        return true
    }

    /// Puts text down in elements of up to twenty words.
    private mutating func flushTexts() {
        guard let parent = open.last?.node else {
            texts = []
            return
        }
        var start = 0
        while start < texts.count {
            let limit = min(texts.count, start + ElementSummary.totalLimit)
            // The blank behind these is only left where a text ends.
            let last = texts[start..<limit].firstIndex {
                $0.hasSuffix("id=") || $0.hasSuffix("meta=")
            }
            let end = last.map { $0 + 1 } ?? limit
            // A double quote in a text is printed as a blank; this is what prints one.
            let text = texts[start..<end].joined(separator: " ")
                .split(separator: "\"", omittingEmptySubsequences: false).joined(
                    separator: "&ldquo;")
            nodes.append(
                PageNode(
                    name: "text",
                    attributes: [MarkupAttribute("backend_node_id", "n\(nodes.count)")],
                    text: text, tail: "\n", parent: parent, end: nodes.count + 1))
            start = end
        }
        texts = []
    }

    mutating func finish() throws(InferredPage.Fault) {
        if let tag { throw InferredPage.Fault("the tag of a \(tag.name) does not end") }
        guard open.isEmpty else {
            throw InferredPage.Fault(
                "\(nodes[open.last?.node ?? 0].name) does not end", remedies: remedies)
        }
        guard let first = nodes.first, first.end == nodes.count else {
            throw InferredPage.Fault("the page is not one element")
        }
    }
}
