public import MarkupKit

/// A page as a browser saves it, cleaned by the original's rules.
///
/// Kept are the elements that can be seen, the attributes that say something, and visible text;
/// boxes that hold a single thing give way to it. Every element is named by its place in the file.
public struct SavedPage: Hashable, Sendable {
    /// The cleaned page.
    public var page: Page
    /// The names of the elements that one can act on, in the order of the page.
    public var operable: [String]
    /// Where links lead, by the names of their elements.
    public var links: [String: String]

    /// A page with what is known of its elements.
    init(page: Page, operable: [String], links: [String: String]) {
        self.page = page
        self.operable = operable
        self.links = links
    }

    /// Reads and cleans HTML of the wild.
    public init(html bytes: [UInt8]) throws(MarkupError) {
        let document = try MarkupDocument(html: bytes)
        var builder = PageBuilder()
        document.show(to: &builder)
        guard !builder.nodes.isEmpty else { throw MarkupError("the page has no element") }
        var cleaner = PageCleaner(builder.nodes)
        page = cleaner.cleaned()
        operable = cleaner.operable
        links = cleaner.links
    }
}

/// Cleans a page by the rules of Mind2Web.
///
/// The original sees a page in a browser and leaves out what has no box on the screen; here that is
/// what HTML itself hides: scripts, styles, hidden inputs, `hidden`, `display: none`.
private struct PageCleaner {
    /// The attributes that say something, as the original's pages name them.
    private static let salient: Set<String> = [
        "alt", "aria_description", "aria_label", "aria_role", "input_checked", "input_value",
        "label", "name", "option_selected", "placeholder", "role", "text_value", "title", "type",
        "value",
    ]
    private static let invisible: Set<String> = [
        "script", "style", "noscript", "template", "head", "meta", "link", "base", "title", "param",
        "area", "datalist",
    ]
    private static let operableNames: Set<String> = [
        "button", "input", "select", "textarea", "summary",
    ]
    private static let operableRoles: Set<String> = [
        "button", "link", "tab", "option", "menuitem", "menuitemcheckbox", "menuitemradio",
        "checkbox", "radio", "combobox", "textbox", "searchbox", "switch", "slider", "spinbutton",
    ]

    private let source: [PageNode]
    private var outline = PageOutline()
    private(set) var operable: [String] = []
    private(set) var links: [String: String] = [:]

    init(_ source: [PageNode]) {
        self.source = source
    }

    mutating func cleaned() -> Page {
        arrange()
        return outline.page(fates())
    }

    /// Puts the visible elements and texts in order, with cleaned attributes.
    private mutating func arrange() {
        var places: [Int] = []
        var open: [Int] = []
        for (index, node) in source.enumerated() {
            while let last = open.last, source[last].end <= index {
                open.removeLast()
                appendTail(of: last, places)
            }
            let parent = node.parent < 0 ? -1 : places[node.parent]
            let isVisible =
                (node.parent < 0 || parent >= 0) && !PageCleaner.isHidden(node)
            places.append(isVisible ? outline.nodes.count : -1)
            if isVisible { append(node, parent: parent) }
            if isVisible, node.name != "textarea" {
                appendText(node.text, parent: places[index])
            }
            open.append(index)
        }
        while let last = open.popLast() { appendTail(of: last, places) }
    }

    /// The text behind an element belongs to what the element is in, even if it is hidden itself.
    private mutating func appendTail(of index: Int, _ places: [Int]) {
        let parent = source[index].parent
        guard parent >= 0, places[parent] >= 0, source[parent].name != "textarea" else { return }
        appendText(source[index].tail, parent: places[parent])
    }

    private var nextId: String { "\(outline.nodes.count + 1)" }

    private mutating func append(_ node: PageNode, parent: Int) {
        let id = nextId
        if PageCleaner.isOperable(node) { operable.append(id) }
        if node.name == "a", let target = node["href"] { links[id] = target }
        var attributes = [MarkupAttribute("backend_node_id", id)]
        for attribute in PageCleaner.renamed(node) {
            guard let value = PageCleaner.cleaned(attribute, of: node) else { continue }
            attributes.append(MarkupAttribute(attribute.name, value))
        }
        outline.nodes.append(
            PageNode(
                name: PageCleaner.elementName(node.name), attributes: attributes, text: nil,
                tail: nil, parent: parent, end: 0))
    }

    private mutating func appendText(_ text: String?, parent: Int) {
        let words = PythonText.words(text ?? "")
        guard !words.isEmpty, parent >= 0 else { return }
        outline.nodes.append(
            PageNode(
                name: "text", attributes: [MarkupAttribute("backend_node_id", nextId)],
                text: words.joined(separator: " "), tail: nil, parent: parent, end: 0))
    }

    /// Boxes without attributes and text of their own, around one thing at most, give way to it.
    private func fates() -> [PageOutline.Fate] {
        let nodes = outline.nodes
        let candidates = Set(operable)
        var fates = [PageOutline.Fate](repeating: .kept, count: nodes.count)
        var children = [Int](repeating: 0, count: nodes.count)
        var hasText = [Bool](repeating: false, count: nodes.count)
        for index in stride(from: nodes.count - 1, through: 1, by: -1) {
            let node = nodes[index]
            guard node.parent >= 0 else { continue }
            if !node.isText, node.attributes.count == 1, !candidates.contains(node.id),
                !hasText[index], children[index] <= 1
            {
                fates[index] = .spliced
                children[node.parent] += children[index]
            } else {
                children[node.parent] += 1
                if node.isText { hasText[node.parent] = true }
            }
        }
        return fates
    }

    // MARK: Elements

    /// A page's own element called `text` (as in SVG) would pass for visible text.
    private static func elementName(_ name: String) -> String {
        name == "text" ? "tspan" : name
    }

    private static func isHidden(_ node: PageNode) -> Bool {
        if invisible.contains(node.name) || node["hidden"] != nil { return true }
        if node.name == "input", node["type"]?.lowercased() == "hidden" { return true }
        guard let style = node["style"] else { return false }
        let rules = style.lowercased().filter { !$0.isWhitespace }
        return rules.utf8Range(of: "display:none") != nil
            || rules.utf8Range(of: "visibility:hidden") != nil
    }

    private static func isOperable(_ node: PageNode) -> Bool {
        if node.name == "a" { return node["href"] != nil || node["role"] != nil }
        return operableNames.contains(node.name) || node["onclick"] != nil
            || node["role"].map { operableRoles.contains($0.lowercased()) } ?? false
            || node["contenteditable"].map { $0.lowercased() != "false" } ?? false
    }

    /// The attributes under the names that the original's pages have, with what a browser adds.
    private static func renamed(_ node: PageNode) -> [MarkupAttribute] {
        var attributes: [MarkupAttribute] = []
        for attribute in node.attributes {
            switch attribute.name {
            case "checked": attributes.append(MarkupAttribute("input_checked", "true"))
            case "selected": attributes.append(MarkupAttribute("option_selected", "true"))
            case "backend_node_id": continue
            default:
                let name = attribute.name.map { $0 == "-" || $0 == ":" ? "_" : $0 }
                attributes.append(MarkupAttribute(String(name), attribute.value))
            }
        }
        if node.name == "textarea", let text = node.text {
            attributes.append(MarkupAttribute("text_value", text))
        }
        return attributes
    }

    /// The value as it is kept; `nil` if the attribute is not.
    private static func cleaned(_ attribute: MarkupAttribute, of node: PageNode) -> String? {
        if attribute.name == "class" {
            let icons = PythonText.words(attribute.value)
                .filter { $0.lowercased().utf8Range(of: "icon") != nil }
            return node.name == "svg" && !icons.isEmpty ? icons.joined(separator: " ") : nil
        }
        guard salient.contains(attribute.name) else { return nil }
        switch (attribute.name, attribute.value) {
        case ("role", "presentation"), ("role", "none"), ("role", "link"), ("type", "hidden"):
            return nil
        default:
            let value = PythonText.words(attribute.value).joined(separator: " ")
            return value.isEmpty ? nil : value
        }
    }
}
