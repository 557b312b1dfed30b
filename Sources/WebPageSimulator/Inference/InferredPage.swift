import MarkupKit

/// The page that a recorded question implies: its elements, texts and words of attributes.
///
/// Whatever the question leaves out is left out; what it shows is there as facts, so that the page
/// can be pruned and printed like any other, and questions about other elements can be asked of it.
struct InferredPage: Hashable, Sendable {
    private(set) var page: Page
    /// The names of the elements that the question offers, in the order of their numbers.
    private(set) var candidates: [String]

    /// Reads what a question shows of a page.
    ///
    /// - Throws: ``Fault`` where no page prints so.
    init(snippet: String) throws(Fault) {
        var reader = SnippetReader()
        for word in snippet.utf8.split(separator: 0x20, omittingEmptySubsequences: false) {
            try reader.take(String(decoding: word, as: UTF8.self))
        }
        page = Page(nodes: try reader.finish())
        candidates = reader.candidates
    }

    /// Why no page prints so.
    struct Fault: Error, Hashable {
        var message: String
        init(_ message: String) { self.message = message }
    }
}

/// Reads the words of a printed page, one after the other.
private struct SnippetReader {
    private var nodes: [PageNode] = []
    private var open: [Int] = []
    /// The start tag that has not ended: the element's name and the words so far.
    private var tag: (name: String, words: [String])?
    private var texts: [String] = []
    private(set) var candidates: [String] = []

    mutating func take(_ word: String) throws(InferredPage.Fault) {
        if tag != nil {
            try continueTag(word)
        } else if word.hasPrefix("</"), word.hasSuffix(">"), try closes(word) {
            return
        } else if let name = SnippetReader.elementName(word) {
            flushTexts()
            let rest = word.dropFirst(name.count + 1)
            tag = (name, [])
            switch rest {
            case "": break
            case ">": try endTag(isEmpty: false)
            case "/>": try endTag(isEmpty: true)
            default: try continueTag(String(rest))
            }
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

    private mutating func continueTag(_ word: String) throws(InferredPage.Fault) {
        if word == "/>" {
            try endTag(isEmpty: true)
        } else if word.hasSuffix(">") {
            if word != ">" { tag?.words.append(String(word.dropLast())) }
            try endTag(isEmpty: false)
        } else {
            tag?.words.append(word)
        }
    }

    private mutating func endTag(isEmpty: Bool) throws(InferredPage.Fault) {
        guard let name = tag?.name, var words = tag?.words else { return }
        tag = nil
        var id = "n\(nodes.count)"
        if let first = words.first, first.hasPrefix("id="), let number = Int(first.dropFirst(3)) {
            id = "c\(number)"
            if !candidates.contains(id) { candidates.append(id) }
            words.removeFirst()
        }
        var attributes = [MarkupAttribute("backend_node_id", id)]
        guard let summary = SummaryWords.attributes(for: words) else {
            throw InferredPage.Fault(
                "no attributes of a \(name) are printed as \(words.joined(separator: " "))")
        }
        attributes += summary
        // That it is shown at all may prove an attribute without words; one more does no harm.
        attributes.append(MarkupAttribute("tabindex", ""))
        nodes.append(
            PageNode(
                name: name, attributes: attributes, text: isEmpty ? nil : "\n", tail: "\n",
                parent: open.last ?? -1, end: nodes.count + 1))
        if !isEmpty { open.append(nodes.count - 1) }
    }

    private mutating func closes(_ word: String) throws(InferredPage.Fault) -> Bool {
        let name = word.dropFirst(2).dropLast()
        guard let last = open.last, nodes[last].name == name else {
            guard SnippetReader.elementName("<" + name) == String(name) else { return false }
            throw InferredPage.Fault("\(word) ends an element that is not open there")
        }
        flushTexts()
        open.removeLast()
        nodes[last].end = nodes.count
        return true
    }

    /// Puts text down in elements of up to twenty words.
    private mutating func flushTexts() {
        guard let parent = open.last else {
            texts = []
            return
        }
        var start = 0
        while start < texts.count {
            let end = min(texts.count, start + ElementSummary.totalLimit)
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

    mutating func finish() throws(InferredPage.Fault) -> [PageNode] {
        if let tag { throw InferredPage.Fault("the tag of a \(tag.name) does not end") }
        guard open.isEmpty else {
            throw InferredPage.Fault("\(nodes[open.last ?? 0].name) does not end")
        }
        guard let first = nodes.first, first.end == nodes.count else {
            throw InferredPage.Fault("the page is not one element")
        }
        return nodes
    }
}

/// Finds attributes that are printed as given words.
enum SummaryWords {
    /// The attributes; `nil` if there are none that print so.
    static func attributes(for words: [String]) -> [MarkupAttribute]? {
        guard words.count <= ElementSummary.totalLimit,
            words.allSatisfy({ $0 == PythonText.lowercased($0) && $0.unicodeScalars.count < 15 })
        else { return nil }
        // `class` and the more telling names are kept free: the words could be of any attribute.
        return split(words[...], names: ElementSummary.attributes[...], seen: [])
    }

    private static func split(
        _ words: ArraySlice<String>, names: ArraySlice<String>, seen: Set<String>
    ) -> [MarkupAttribute]? {
        if words.isEmpty { return [] }
        guard let name = names.first else { return nil }
        for count in stride(from: min(5, words.count), through: 1, by: -1) {
            let value = words.prefix(count).joined(separator: " ")
            guard ElementSummary.isShown(value), !seen.contains(value) else { continue }
            if let rest = split(
                words.dropFirst(count), names: names.dropFirst(), seen: seen.union([value]))
            {
                return [MarkupAttribute(name, value)] + rest
            }
        }
        return nil
    }
}
