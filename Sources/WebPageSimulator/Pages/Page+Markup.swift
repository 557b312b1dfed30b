import MarkupKit

extension Page {
    /// The page as a record's `cleaned_html` has it; ``init(cleaned:)`` reads the same page again.
    public var markup: String {
        var markup = ""
        var open: [Int] = []
        for (index, node) in nodes.enumerated() {
            while let last = open.last, nodes[last].end <= index {
                close(last, in: &markup)
                open.removeLast()
            }
            markup += "<" + node.name
            for attribute in node.attributes {
                markup += " \(attribute.name)=\"\(Page.escaped(attribute.value, in: .attribute))\""
            }
            guard node.text != nil || node.end > index + 1 else {
                markup += "/>" + Page.escaped(node.tail ?? "", in: .text)
                continue
            }
            markup += ">" + Page.escaped(node.text ?? "", in: .text)
            open.append(index)
        }
        while let last = open.popLast() { close(last, in: &markup) }
        return markup
    }

    private func close(_ index: Int, in markup: inout String) {
        markup += "</\(nodes[index].name)>" + Page.escaped(nodes[index].tail ?? "", in: .text)
    }

    private enum Place { case text, attribute }

    private static func escaped(_ text: String, in place: Place) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch (scalar, place) {
            case ("&", _): escaped += "&amp;"
            case ("<", _): escaped += "&lt;"
            case (">", _): escaped += "&gt;"
            case ("\r", _): escaped += "&#13;"
            case ("\"", .attribute): escaped += "&quot;"
            case ("\n", .attribute): escaped += "&#10;"
            case ("\t", .attribute): escaped += "&#9;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
