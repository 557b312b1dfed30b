/// What a page of results shows, read back.
struct ReadResults {
    var total: Int
    var cards: [ProductCard]
}

/// Reads the facts of a page back from its text.
///
/// Only the form is checked here; whether the rest of the page is right shows when it is printed
/// again from the facts.
enum PageReader {
    private static let separator = Array(" [SEP] ".utf8)

    /// The texts between separators.
    static func segments(_ text: String) -> [String] {
        var segments: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: separator) {
            segments.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        segments.append(String(rest))
        return segments
    }

    /// The instruction of the page that opens a dialogue.
    static func instruction(ofIndex text: String) -> String? {
        let head = "WebShop [SEP] Instruction: [SEP] "
        let tail = " [SEP] Search"
        if text.isSame(as: "WebShop [SEP] Instruction: [SEP] Search") { return "" }
        guard text.utf8.count > head.utf8.count + tail.utf8.count, text.hasPrefix(head),
            text.hasSuffix(tail)
        else { return nil }
        return String(text.utf8.dropFirst(head.utf8.count).dropLast(tail.utf8.count))
    }

    /// How many products a page of results counts and which it lists.
    static func results(_ text: String) -> ReadResults? {
        let segments = segments(text)
        guard let next = segments.firstIndex(of: "Next >"),
            let count = segments[..<next].last(where: { $0.hasPrefix("Page ") }),
            let start = count.firstRange(of: Array("(Total results: ".utf8)),
            let end = count.lastIndex(of: ")"), start.upperBound <= end,
            let total = Int(count[start.upperBound..<end]), (0...10_000_000).contains(total)
        else { return nil }
        var cards: [ProductCard] = []
        var place = next + 1
        while place < segments.count {
            guard isASIN(segments[place]) else { return nil }
            let isUntitled =
                place + 1 < segments.count && isPrice(segments[place + 1])
                && (place + 2 == segments.count || !isPrice(segments[place + 2]))
            // A product without a title shows no text for it.
            let size = isUntitled ? 2 : 3
            guard place + size <= segments.count, isPrice(segments[place + size - 1]) else {
                return nil
            }
            cards.append(
                ProductCard(
                    asin: segments[place], title: isUntitled ? "" : blank(segments[place + 1]),
                    priceTag: segments[place + size - 1]))
            place += size
        }
        return ReadResults(total: total, cards: cards)
    }

    /// The texts of the options on the page of a product.
    static func options(_ text: String, of card: ProductCard) -> [String]? {
        let segments = segments(text)
        guard let back = segments.firstIndex(of: "< Prev"),
            let price = segments.lastIndex(where: { $0.isSame(as: "Price: \(card.priceTag)") }),
            price > back
        else { return nil }
        let end = card.title.isEmpty ? price : price - 1
        guard end > back else { return nil }
        let options = Array(segments[(back + 1)..<end])
        // Names and values are in lower case and without white space at their ends.
        guard
            options.allSatisfy({
                $0.isSame(as: $0.pythonLowercased) && $0.isSame(as: $0.pythonStripped)
            })
        else { return nil }
        return options.map(blank)
    }

    /// What shows as nothing between two separators was white space; nothing at all has no place.
    private static func blank(_ text: String) -> String { text.isEmpty ? " " : text }

    /// The texts below the buttons of a subpage.
    static func lines(_ text: String) -> [String]? {
        let segments = segments(text)
        guard let back = segments.firstIndex(of: "< Prev") else { return nil }
        return segments[(back + 1)...].map(blank)
    }

    /// Ten digits or capitals.
    private static func isASIN(_ text: String) -> Bool {
        text.utf8.count == 10
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// `$15.0` or `$8.39 to $11.38`, as Python prints floats.
    static func isPrice(_ text: String) -> Bool {
        let parts = segments(text, at: " to ")
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                guard part.hasPrefix("$"), let price = Double(part.dropFirst()) else {
                    return false
                }
                return part.dropFirst().isSame(as: PythonRepresentation.of(price))
            }
    }

    private static func segments(_ text: String, at word: String) -> [Substring] {
        guard let range = text.firstRange(of: Array(word.utf8)) else { return [text[...]] }
        return [text[..<range.lowerBound], text[range.upperBound...]]
    }
}
