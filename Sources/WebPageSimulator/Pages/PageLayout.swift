import Environments

/// A page as readable text: headings, paragraphs and lists on lines of their own, and what can be
/// acted on marked with a letter or a number.
struct PageLayout {
    private static let blocks: Set<String> = [
        "html", "body", "div", "p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "footer", "main", "nav", "section", "article", "aside", "form", "fieldset", "table",
        "thead",
        "tbody", "tr", "dl", "dt", "dd", "label", "legend", "figure", "details", "summary", "hr",
        "br",
    ]

    private let shows: (Int) -> Bool
    private let page: Page
    private let marks: [Int: String]
    private let columns: Int
    private var finished: [StyledLine] = []
    private var spans: [StyledLine.Span] = []
    private var width = 0
    private var indentation = 0

    init(_ page: PrunedPage, marks: [Int: String], columns: Int) {
        self.page = page.whole
        self.marks = marks
        self.columns = max(30, columns)
        shows = { page.shows($0) }
    }

    /// Lays the page out.
    mutating func lines() -> [StyledLine] {
        var open: [(end: Int, isBlock: Bool, isListItem: Bool, closing: String?)] = []
        var skipped = 0
        for (index, node) in page.nodes.enumerated() {
            while let last = open.last, last.end <= index {
                if let closing = last.closing { write(closing, .action) }
                if last.isBlock { breakLine() }
                if last.isListItem { indentation -= 2 }
                open.removeLast()
            }
            guard index >= skipped, shows(index) else { continue }
            if node.isText {
                write(node.text ?? "", role(in: open.map(\.end), of: index))
                continue
            }
            let isBlock = PageLayout.blocks.contains(node.name)
            if isBlock { breakLine() }
            if node.name == "li" {
                indentation += 2
                write("•", .faint)
            }
            if node.name == "td" || node.name == "th", !spans.isEmpty { write("|", .faint) }
            let mark = marks[index].map { "[\($0)] " } ?? ""
            if let field = field(index, node) {
                write(mark + field, marks[index] == nil ? .plain : .action)
                skipped = node.end
            } else {
                if !mark.isEmpty { write("[\(marks[index] ?? "")]", .action) }
                if node.name == "img" || node.name == "svg", let words = label(of: node) {
                    write("(\(words))", .faint)
                }
            }
            open.append(
                (node.end, isBlock, node.name == "li", nil))
        }
        breakLine()
        return finished
    }

    private func role(in ends: [Int], of index: Int) -> StyledLine.Role {
        var parent = page.nodes[index].parent
        while parent >= 0 {
            let name = page.nodes[parent].name
            if marks[parent] != nil { return .action }
            if name.count == 2, name.hasPrefix("h"), name.last?.isNumber == true {
                return .heading
            }
            parent = page.nodes[parent].parent
        }
        return .plain
    }

    /// A field of a form, in one piece: `(email: ____)`.
    private func field(_ index: Int, _ node: PageNode) -> String? {
        switch node.name {
        case "input", "textarea":
            let words = label(of: node) ?? "text"
            return ElementAbility(of: index, in: page).takesText == true
                ? "‹\(words) …›" : "(\(words))"
        case "select":
            let options = ElementAbility(of: index, in: page).options
            let shown = options.prefix(12).joined(separator: " | ")
            let more = options.count > 12 ? " | … \(options.count - 12) more" : ""
            return "‹\(label(of: node) ?? "choose"): \(shown)\(more)›"
        default: return nil
        }
    }

    private func label(of node: PageNode) -> String? {
        let words = ElementSummary.words(of: node)
        return words.isEmpty ? nil : words
    }

    private mutating func write(_ text: String, _ role: StyledLine.Role) {
        for word in text.split(separator: " ") {
            if width > 0, width + 1 + word.count > columns { breakLine() }
            if width == 0 {
                let start = String(repeating: " ", count: min(indentation, columns / 2))
                spans.append(.init(start, .plain))
                width = start.count
                append(String(word), role)
            } else {
                append(" " + word, role)
            }
        }
    }

    private mutating func append(_ text: String, _ role: StyledLine.Role) {
        width += text.count
        if spans.last?.role == role {
            spans[spans.count - 1].text += text
        } else {
            spans.append(.init(text, role))
        }
    }

    private mutating func breakLine() {
        if width > 0 { finished.append(StyledLine(spans)) }
        spans = []
        width = 0
    }
}
