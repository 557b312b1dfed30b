extension PageContent {
    /// What BeautifulSoup makes of a piece's text: white space alone becomes one space, or is left
    /// out if it holds a line break.
    private func visible(_ piece: Piece) -> String? {
        guard piece.tag != .preformatted else { return piece.text }
        let spaces: [UInt8] = [0x20, 0x0A, 0x09, 0x0C, 0x0D]
        guard piece.text.utf8.allSatisfy({ spaces.contains($0) }) else { return piece.text }
        return piece.text.utf8.contains(0x0A) ? nil : " "
    }

    /// The observation `text`: the stripped pieces between separators.
    var separatedText: String {
        var text = ""
        var isFirst = true
        for piece in pieces {
            guard let visible = visible(piece) else { continue }
            if !isFirst { text += " [SEP] " }
            isFirst = false
            text += visible.pythonStripped
        }
        return text
    }

    /// The observation `text_rich`: a line for each piece, with marks for what can be clicked.
    ///
    /// - Parameters:
    ///   - url: the page's address, in which the original looks for chosen options.
    ///   - visited: the products that were opened since the last visit to the search page.
    func richText(url: String, visited: Set<String>) -> String {
        var text = ""
        var clicks = ""
        for piece in pieces {
            guard let visible = visible(piece) else { continue }
            switch piece.role {
            case .text: text += visible + "\n"
            case .button: text += "[button] \(visible) [button_]\n"
            case .option:
                if url.holds("\"\(visible)\"") {
                    text += "  [clicked button] \(visible) [clicked button_]\n"
                    clicks = "You have clicked \(visible).\n" + clicks
                } else {
                    text += "  [button] \(visible) [button_]\n"
                }
            case .product:
                let mark = visited.contains(visible) ? "clicked button" : "button"
                text += "\n[\(mark)] \(visible) [\(mark)_]\n"
            }
        }
        return clicks + text
    }
}
