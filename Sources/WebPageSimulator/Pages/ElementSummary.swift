import MarkupKit

/// What is shown of an element's attributes: the words of those that say something.
enum ElementSummary {
    /// The attributes that are looked at, in this order.
    static let attributes = [
        "role", "aria_role", "type", "alt", "aria_description", "aria_label", "label", "title",
        "name", "text_value", "value", "placeholder", "input_checked", "input_value",
        "option_selected", "class",
    ]

    /// How many words of an attribute are shown, and how many of all together.
    private static let wordLimit = 5
    static let totalLimit = 20
    /// Words of this length and longer are not.
    private static let longWord = 15

    private static let empty: Set<String> = ["hidden", "none", "presentation", "null", "undefined"]

    /// Whether a value in small letters says something.
    static func isShown(_ value: String) -> Bool {
        !empty.contains(value) && !value.hasPrefix("http")
    }

    /// The words that are shown of a node's attributes, separated by blanks.
    static func words(of node: PageNode) -> String {
        guard node.attributes.contains(where: { $0.name != "backend_node_id" }) else { return "" }
        var seen: Set<String> = []
        var words: [String] = []
        for name in attributes {
            guard let value = node[name].map(PythonText.lowercased), isShown(value) else {
                continue
            }
            let chosen = PythonText.words(value)
                .filter { $0.unicodeScalars.count < longWord }.prefix(wordLimit)
            guard !chosen.isEmpty, seen.insert(chosen.joined(separator: " ")).inserted else {
                continue
            }
            words += chosen
        }
        return words.prefix(totalLimit).joined(separator: " ")
    }
}
