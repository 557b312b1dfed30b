import Environments
import JSONTree
import MarkupKit

/// A visit to saved pages without a task: links lead to pages that are at hand, and forms keep what
/// is put into them.
///
/// What scripts and servers would do is refused by name.
struct PageVisit: Sendable {
    private let world: WebPageWorld
    private var name: String?
    private var saved: SavedPage
    private var pruned: PrunedPage

    /// Begins on the front page, or where there is none on a recorded page that the seed chooses.
    init(in world: WebPageWorld, seed: UInt64) throws(EnvironmentError) {
        self.world = world
        if let front = world.frontPage {
            name = front
            saved = try world.page(front)
        } else {
            let record = Int(seed % UInt64(max(1, world.records.count)))
            let snapshot = try world.snapshot(of: record, step: 0)
            let operable = Set(snapshot.candidates.map(\.id)).filter { id in
                guard let index = snapshot.page.index(of: id) else { return false }
                return PageVisit.isOperable(index, in: snapshot.page)
            }
            saved = SavedPage(
                page: snapshot.page,
                operable: snapshot.page.nodes.map(\.id).filter { operable.contains($0) },
                links: [:])
        }
        pruned = saved.page.pruned(to: saved.operable)
    }

    private static func isOperable(_ index: Int, in page: Page) -> Bool {
        switch page.nodes[index].name {
        case "a", "button", "input", "select", "textarea", "option": true
        default: page.nodes[index]["role"] != nil
        }
    }

    /// The page as it is now.
    var step: Step {
        var details = JSONObject()
        if let name { details.append("page", .string(name)) }
        details.append("elements", JSON(pruned.candidateNodes.count))
        return Step(observation: pruned.text, details: details)
    }

    /// Carries out `CLICK 3`, `TYPE 4 words` or `SELECT 5 option`.
    mutating func take(_ action: String) throws(EnvironmentError) -> Step {
        let parts = action.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, let kind = Operation.Kind(rawValue: parts[0].uppercased()),
            let number = Int(parts[1])
        else {
            throw .unsupported(
                "the action \(action.debugDescription): an action is CLICK 3, TYPE 4 words or "
                    + "SELECT 5 option")
        }
        let nodes = pruned.candidateNodes
        guard nodes.indices.contains(number) else {
            throw .unsupported("element \(number): the page has \(nodes.count), from 0")
        }
        let value = parts.count > 2 ? String(parts[2]) : ""
        switch kind {
        case .click: try click(nodes[number])
        case .type: try type(value, into: nodes[number])
        case .select: try select(value, in: nodes[number])
        }
        return step
    }

    private mutating func click(_ index: Int) throws(EnvironmentError) {
        let node = saved.page.nodes[index]
        if let target = saved.links[node.id] {
            let path = target.prefix { $0 != "#" && $0 != "?" }
            let page = path.split(separator: "/").last.map(String.init) ?? ""
            if path.isEmpty, target.hasPrefix("#") { return }
            guard world.pageNames.contains(page), target.utf8Range(of: "://") == nil else {
                throw .unsupported("following the link to \(target), which is not at hand")
            }
            saved = try world.page(page)
            name = page
            pruned = saved.page.pruned(to: saved.operable)
            return
        }
        let words = Set(PythonText.words(ElementSummary.words(of: node)))
        guard node.name == "input", !words.isDisjoint(with: ["checkbox", "radio"]) else {
            throw .unsupported(
                "what a click on this \(node.name) does is up to the page's scripts or its server")
        }
        let isOn = node["input_checked"] == "true" && words.contains("checkbox")
        set("input_checked", to: isOn ? nil : "true", of: index)
    }

    private mutating func type(_ text: String, into index: Int) throws(EnvironmentError) {
        let node = saved.page.nodes[index]
        guard ElementAbility(of: index, in: saved.page).takesText == true,
            node.name == "input" || node.name == "textarea"
        else {
            throw .unsupported("typing into this \(node.name), which takes no text")
        }
        set(node.name == "input" ? "input_value" : "text_value", to: text, of: index)
    }

    private mutating func select(_ option: String, in index: Int) throws(EnvironmentError) {
        let page = saved.page
        guard page.nodes[index].name == "select" else {
            throw .unsupported(
                "selecting from this \(page.nodes[index].name), which has no options")
        }
        let options = (index..<page.nodes[index].end).filter { page.nodes[$0].name == "option" }
        guard let chosen = options.first(where: { page.text(within: $0) == option }) else {
            let known = options.map { page.text(within: $0) }.joined(separator: ", ")
            throw .unsupported("the option \(option.debugDescription); there is \(known)")
        }
        for other in options {
            set("option_selected", to: other == chosen ? "true" : nil, of: other)
        }
    }

    /// Changes an attribute; the page is printed anew.
    private mutating func set(_ name: String, to value: String?, of index: Int) {
        saved.page = saved.page.setting(name, to: value, of: index)
        pruned = saved.page.pruned(to: saved.operable)
    }

    /// What could be done.
    var actions: [String] {
        pruned.candidateNodes.enumerated().flatMap { number, node in
            ElementAbility(of: node, in: saved.page).operations.map { kind in
                "\(kind.rawValue) \(number)" + (kind == .click ? "" : " ")
            }
        }
    }

    func presentation(columns: Int) -> [StyledLine] {
        var marks: [Int: String] = [:]
        for (number, node) in pruned.candidateNodes.enumerated() { marks[node] = "\(number)" }
        var layout = PageLayout(pruned, marks: marks, columns: columns)
        var lines = name.map { [StyledLine($0, .heading)] } ?? []
        lines += layout.lines()
        lines.append(
            StyledLine([
                .init("CLICK 3", .action), .init(", ", .plain), .init("TYPE 4 words", .action),
                .init(" or ", .plain), .init("SELECT 5 option", .action),
            ]))
        return lines
    }
}

extension Page {
    /// The page with an attribute changed; `nil` takes it away.
    func setting(_ name: String, to value: String?, of index: Int) -> Page {
        var nodes = nodes
        nodes[index].attributes.removeAll { $0.name == name }
        if let value { nodes[index].attributes.append(MarkupAttribute(name, value)) }
        return Page(nodes: nodes)
    }
}
