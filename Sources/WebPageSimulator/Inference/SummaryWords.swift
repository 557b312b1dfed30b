import MarkupKit

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
            var value = words.prefix(count).joined(separator: " ")
            // With a blank before it, a value that is not shown is one that is.
            if !ElementSummary.isShown(value) { value = " " + value }
            guard !seen.contains(value) else { continue }
            if let rest = split(
                words.dropFirst(count), names: names.dropFirst(), seen: seen.union([value]))
            {
                return [MarkupAttribute(name, value)] + rest
            }
        }
        return nil
    }
}
