/// Finds the groups in a flat list of option names and values.
///
/// The text of a page shows names and values alike. Where a version lists what can be clicked the
/// record decides; else only the names that shops use tell them apart.
enum OptionSplit {
    /// Names of option groups.
    private static let commonNames: Set<String> = [
        "capacity", "color", "edition", "finish type", "fit type", "flavor", "flavor name",
        "item display length", "item package quantity", "item shape", "length", "material",
        "material type", "number of items", "package quantity", "pattern", "pattern name", "scent",
        "scent name", "shape", "size", "size name", "special size", "style", "style name",
        "unit count", "width",
    ]

    /// The groups as they seem to be.
    static func assumed(_ texts: [String]) -> [Product.OptionGroup] {
        split(texts) { place, names in
            let text = texts[place]
            if !isCleanValue(text) { return true }
            let isLast = place == texts.count - 1
            return !isLast && commonNames.contains(text) && !names.contains(text)
        }
    }

    /// The groups by a list of what can be clicked, as Python prints it; `nil` if they do not fit.
    static func listed(_ texts: [String], in actions: String) -> [Product.OptionGroup]? {
        let buttons = PythonRepresentation.of("buy now")
        guard let start = actions.firstRange(of: Array(buttons.utf8)) else { return nil }
        var rest = actions[start.upperBound...]
        var values: Set<String> = []
        let groups = split(texts) { place, names in
            let text = texts[place]
            // A value that stands in two groups is listed once.
            if values.contains(text), !names.isEmpty { return false }
            let entry = ", " + PythonRepresentation.of(text)
            guard !names.isEmpty, rest.utf8.starts(with: entry.utf8) else { return true }
            rest = rest[rest.utf8.index(rest.startIndex, offsetBy: entry.utf8.count)...]
            values.insert(text)
            return false
        }
        return rest.isSame(as: "]}") ? groups : nil
    }

    /// Splits at the texts that are names; the first always is.
    private static func split(
        _ texts: [String], isName: (_ place: Int, _ names: Set<String>) -> Bool
    ) -> [Product.OptionGroup] {
        var groups: [Product.OptionGroup] = []
        var names: Set<String> = []
        for (place, text) in texts.enumerated() {
            if isName(place, names) || groups.isEmpty {
                groups.append(Product.OptionGroup(name: text, values: []))
                names.insert(text)
            } else {
                groups[groups.count - 1].values.append(text)
            }
        }
        return groups
    }

    /// Whether a text can be a value: of those, slashes and white space around them are cleaned.
    private static func isCleanValue(_ text: String) -> Bool {
        !text.utf8.contains(UInt8(ascii: "/")) && !text.pythonStripped.isEmpty
    }
}
