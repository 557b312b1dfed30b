extension PageContent {
    /// The observation `html`: a document of our own making.
    ///
    /// It has the elements, ids and classes by which the original's pages are read (`search_input`,
    /// `instruction-text`, `btn`, `product-link`, radio buttons with their labels), and read as the
    /// original reads its own it gives the same texts and clickables. Styles, scripts, pictures and
    /// forms are left out.
    var document: String {
        var html = "<!DOCTYPE html>\n<html>\n<body>\n"
        let instruction = pieces.filter { $0.tag == .instruction }.map { Self.escaped($0.text) }
        var group = ""
        for (place, piece) in pieces.enumerated() {
            let text = Self.escaped(piece.text)
            switch piece.role {
            case .button: html += "<button class=\"btn\">\(text)</button>\n"
            case .product: html += "<h4><a class=\"product-link\">\(text)</a></h4>\n"
            case .option:
                html +=
                    "<input type=\"radio\" name=\"\(group)\" value=\"\(text)\">\n"
                    + "<label>\(text)</label>\n"
            case .text where piece.tag == .instruction:
                if place > 0, pieces[place - 1].tag == .instruction { continue }
                html +=
                    "<div id=\"instruction-text\">\n<h4>"
                    + "\(instruction.joined(separator: "<br>"))</h4>\n</div>\n"
            case .text:
                let tag = piece.tag.elementName
                if piece.tag == .optionName { group = text }
                html += "<\(tag)>\(text)</\(tag)>\n"
            }
        }
        if hasSearchBar { html += "<input id=\"search_input\" type=\"text\">\n" }
        return html + "</body>\n</html>"
    }

    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&#34;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension PageContent.Piece.Tag {
    fileprivate var elementName: String {
        switch self {
        case .title: "h2"
        case .heading, .instruction, .optionName: "h4"
        case .small: "h5"
        case .paragraph: "p"
        case .listItem: "li"
        case .preformatted: "pre"
        }
    }
}
