import Environments

/// Lays out a page for a person at a terminal.
struct PageLayout {
    private let content: PageContent
    private let page: ShownPage
    private let columns: Int

    init(_ content: PageContent, _ page: ShownPage, columns: Int) {
        self.content = content
        self.page = page
        self.columns = max(20, columns)
    }

    var lines: [StyledLine] {
        switch page.kind {
        case .results: results
        case .item: item
        case .done: [StyledLine("Bought. Thank you for shopping with us!", .heading)]
        case .index:
            Self.wrapped(instruction ?? "Nothing in particular is to be bought.", columns)
                + [
                    StyledLine([
                        .init("search[", .action), .init("words", .faint), .init("]", .action),
                    ])
                ]
        default: other
        }
    }

    /// What is to be bought; `nil` if nothing is said.
    private var instruction: String? {
        let texts = content.pieces.filter { $0.tag == .instruction }.map(\.text)
        return texts.count > 1 ? texts.last : nil
    }

    /// A product a line: its id, its price, and as much of its title as there is room for.
    private var results: [StyledLine] {
        var lines: [StyledLine] = [buttons]
        let pieces = content.pieces
        if let count = pieces.first(where: { $0.text.hasPrefix("Page ") }) {
            lines.insert(StyledLine(count.text, .heading), at: 0)
        }
        var rows: [(asin: String, title: String, price: String)] = []
        for piece in pieces {
            if piece.role == .product {
                rows.append((piece.text, "", ""))
            } else if !rows.isEmpty, piece.role == .text {
                if piece.tag == .small {
                    rows[rows.count - 1].price = piece.text
                } else {
                    rows[rows.count - 1].title = piece.text
                }
            }
        }
        if page.listing.isEmpty { lines.append(StyledLine("Nothing was found.", .faint)) }
        let width = rows.map(\.price.count).max() ?? 0
        for row in rows {
            let gap = String(repeating: " ", count: width - row.price.count)
            let room = max(10, columns - row.asin.count - width - 4)
            lines.append(
                StyledLine([
                    .init(row.asin, .action), .init("  \(gap)\(row.price)  ", .good),
                    .init(Self.cut(row.title, to: room)),
                ]))
        }
        return lines
    }

    private var item: [StyledLine] {
        var lines: [StyledLine] = []
        var options: [StyledLine] = []
        var group: [StyledLine.Span] = []
        var name = ""
        func close() {
            if !group.isEmpty { options.append(StyledLine(group)) }
            group = []
        }
        for piece in content.pieces {
            switch piece.role {
            case .option:
                let isChosen = page.choices.contains {
                    $0.value.isSame(as: piece.text) && $0.name.isSame(as: name)
                }
                group.append(.init("  " + (isChosen ? "● " : "○ "), isChosen ? .good : .faint))
                group.append(.init(piece.text, isChosen ? .good : .action))
            case .text where piece.tag == .optionName:
                close()
                name = piece.text.pythonLowercased
                group.append(.init(piece.text + ":", .faint))
            case .text where piece.tag == .title:
                lines += Self.wrapped(piece.text, columns).map {
                    StyledLine($0.spans.map { StyledLine.Span($0.text, .heading) })
                }
            case .text where piece.text.hasPrefix("Price: "):
                lines.append(StyledLine(piece.text, .good))
            default: break
            }
        }
        close()
        return lines + options + [buttons]
    }

    private var other: [StyledLine] {
        var lines: [StyledLine] = [
            StyledLine(page.subpage ?? "", .heading)
        ]
        // What stands below the buttons is what the page is for.
        let start = content.pieces.lastIndex { $0.role == .button }.map { $0 + 1 } ?? 0
        for piece in content.pieces[start...] {
            let text = piece.text.pythonStripped
            if piece.tag == .listItem {
                lines += Self.wrapped("• " + text, columns)
            } else {
                lines += Self.wrapped(text, columns)
            }
        }
        if content.pieces.count == start { lines.append(StyledLine("Nothing is here.", .faint)) }
        return lines + [buttons]
    }

    private var buttons: StyledLine {
        let names = content.pieces.filter { $0.role == .button }.map { $0.text }
        return StyledLine(
            names.flatMap { [StyledLine.Span("[\($0)]", .action), StyledLine.Span(" ")] })
    }

    private static func cut(_ text: String, to count: Int) -> String {
        text.count <= count ? text : text.prefix(count - 1) + "…"
    }

    /// A text broken between words.
    static func wrapped(_ text: String, _ columns: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, line.count + 1 + word.count > max(20, columns) {
                lines.append(StyledLine(line))
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        if !line.isEmpty { lines.append(StyledLine(line)) }
        return lines
    }
}
