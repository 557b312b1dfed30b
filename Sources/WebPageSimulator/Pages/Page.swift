public import MarkupKit

/// A web page as Mind2Web's records hold it: elements with names of their own
/// (`backend_node_id`), visible text in elements called `text`.
///
///     let page = try Page(cleaned: record.cleanedHTML)
///     let question = page.pruned(to: ["8727", "8635"])
///     question.text        // "<html> <body> … <button id=0 submit search> Search </button> …"
///     question.choices     // [(id: "8635", text: "<button id=0 submit search> Search </button>"), …]
///
/// A page is a value that shares its parts; pruning and printing read it and change nothing.
public struct Page: Sendable, Hashable {
    /// The elements, in the order in which they begin.
    public let nodes: [PageNode]
    /// What is printed of each, made ready once.
    let print: PagePrint

    /// A page of elements that stand in order, the outermost first.
    init(nodes: [PageNode]) {
        self.nodes = nodes
        print = PagePrint(nodes)
    }

    /// Reads a record's `cleaned_html`, which is well-formed XML.
    public init(cleaned text: String) throws(MarkupError) {
        let document = try MarkupDocument(xml: Array(text.utf8))
        var builder = PageBuilder()
        document.show(to: &builder)
        self.init(nodes: builder.nodes)
    }

    /// Compares the elements.
    public static func == (left: Page, right: Page) -> Bool { left.nodes == right.nodes }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) { hasher.combine(nodes) }

    /// The index of the first element of this name, if the page has one.
    public func index(of id: String) -> Int? {
        guard let number = print.idNumbers[id] else { return nil }
        return print.firstNodes[Int(number)]
    }

    /// The indices of a node's children.
    public func children(of index: Int) -> [Int] {
        var children: [Int] = []
        var child = index + 1
        while child < nodes[index].end {
            children.append(child)
            child = nodes[child].end
        }
        return children
    }

    /// The visible text within a node, its words separated by blanks.
    public func text(within index: Int) -> String {
        var words: [String] = []
        for node in nodes[index..<nodes[index].end] where node.isText {
            words += PythonText.words(node.text ?? "")
        }
        return words.joined(separator: " ")
    }
}
