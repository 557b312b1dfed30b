import Environments
import MarkupKit
import SeededRandom

/// A task made from a page: fields to fill in and something to press, or a link to find; perhaps
/// behind a link on another page.
///
/// What putting a value into a field does to a page is known without its scripts, so that every
/// question of the task shows the page as it is by then.
struct DerivedErrand {
    private struct Target {
        var node: Int
        var label: String
        var options: [String]
    }

    /// What is done to an element of a page.
    private struct Deed {
        var target: Target
        var operation: Operation
    }

    /// A page with the elements that one can act on.
    struct Scene {
        var page: Page
        var elements: [String]
    }

    /// More words than this are no label.
    private static let labelWords = 8
    /// Longer lists are not chosen from: a question might not show the option.
    private static let optionLimit = 20

    private let scene: Scene
    private var page: Page { scene.page }
    private var generator: SeededGenerator
    /// The page that a link leads from to this one, and the link.
    private var way: (scene: Scene, link: Target)?

    init(_ scene: Scene, generator: SeededGenerator) {
        self.scene = scene
        self.generator = generator
    }

    /// Lets the task begin on another page, with a link from there to this one.
    ///
    /// - Returns: whether the link has a label of its own there.
    mutating func begin(on other: Scene, following link: String) -> Bool {
        let links = DerivedErrand.targets(of: other) { node, _ in node.name == "a" }
        guard let target = links.first(where: { other.page.nodes[$0.node].id == link }) else {
            return false
        }
        way = (other, target)
        return true
    }

    /// The task; `nil` if the page has nothing that words could point out.
    mutating func task(_ id: String) -> WebPageTask? {
        let fields = DerivedErrand.targets(of: scene) { node, ability in
            ability.takesText == true && (node.name == "input" || node.name == "textarea")
                || node.name == "select" && (2...Self.optionLimit).contains(ability.options.count)
        }
        let buttons = DerivedErrand.targets(of: scene) { node, _ in node.name == "button" }
        let links = DerivedErrand.targets(of: scene) { node, _ in node.name == "a" }
        // What is put into a form goes with its own button.
        let forms = Set(fields.compactMap { form(of: $0.node) }).sorted().filter { form in
            buttons.contains { self.form(of: $0.node) == form }
        }
        if let form = pick(forms), generator.next() % 4 != 0 || links.isEmpty,
            let button = pick(buttons.filter { self.form(of: $0.node) == form })
        {
            var chosen = fields.filter { self.form(of: $0.node) == form }
            let count = 1 + Int(generator.next() % UInt64(min(3, chosen.count)))
            while chosen.count > count {
                chosen.remove(at: Int(generator.next() % UInt64(chosen.count)))
            }
            return task(id, filling: chosen, then: button)
        }
        return pick(links).map { task(id, filling: [], then: $0) }
    }

    /// The form that an element is in; `nil` outside of all.
    private func form(of node: Int) -> Int? {
        var place = node
        while place >= 0 {
            if page.nodes[place].name == "form" { return place }
            place = page.nodes[place].parent
        }
        return nil
    }

    private mutating func task(
        _ id: String, filling fields: [Target], then last: Target
    ) -> WebPageTask {
        var wishes: [String] = []
        var deeds: [Deed] = []
        if let way { wishes.append(word(of: ["open", "go to"]) + " “\(way.link.label)”") }
        for field in fields {
            if let option = pick(field.options) {
                wishes.append("choose “\(option)” in the list “\(field.label)”")
                deeds.append(Deed(target: field, operation: Operation(.select, value: option)))
            } else {
                let value = value(for: field.label)
                wishes.append(
                    word(of: ["enter “\(value)” in", "put “\(value)” into"])
                        + " the field “\(field.label)”")
                deeds.append(Deed(target: field, operation: Operation(.type, value: value)))
            }
        }
        let isLink = page.nodes[last.node].name == "a"
        wishes.append("\(isLink ? "follow the link" : "press the button") “\(last.label)”")
        deeds.append(Deed(target: last, operation: Operation(.click)))
        var text = wishes.joined(separator: ", then ")
        text = text.prefix(1).uppercased() + text.dropFirst() + "."
        return WebPageTask(
            id: id, text: text, steps: items(deeds, task: text), isWhole: true)
    }

    /// The questions, each on the page that the deeds before have left.
    private func items(_ deeds: [Deed], task: String) -> [WebPageTask.Item] {
        var history: [String] = []
        var items: [WebPageTask.Item] = []
        func add(_ deed: Deed, on scene: Scene) {
            let node = scene.page.nodes[deed.target.node]
            let candidates = scene.elements.map { Candidate(id: $0, isTarget: $0 == node.id) }
            let snapshot = Snapshot(
                page: scene.page, operation: deed.operation,
                candidates: LexicalRanking(task: task).ranked(candidates, in: scene.page),
                ranking: .lexical)
            items.append(WebPageTask.Item(snapshot: snapshot, history: history))
            history.append(
                DerivedErrand.report(of: deed.operation, on: node, deed.target.label))
        }
        if let way { add(Deed(target: way.link, operation: Operation(.click)), on: way.scene) }
        var scene = scene
        for deed in deeds {
            add(deed, on: scene)
            scene.page = scene.page.after(deed.operation, on: deed.target.node)
        }
        return items
    }

    /// What was done, in the words of records.
    private static func report(
        of operation: Operation, on node: PageNode, _ label: String
    ) -> String {
        let role: String =
            switch node.name {
            case "a": "link"
            case "input", "textarea": "textbox"
            case "select": "combobox"
            default: node.name
            }
        let value = operation.kind == .click ? "" : ": \(operation.value)"
        return "[\(role)]  \(label) -> \(operation.kind.rawValue)\(value)"
    }

    /// The elements of a kind that have a label of their own.
    private static func targets(
        of scene: Scene, where isFit: (PageNode, ElementAbility) -> Bool
    ) -> [Target] {
        var targets: [Target] = []
        for element in scene.elements {
            guard let index = scene.page.index(of: element) else { continue }
            let ability = ElementAbility(of: index, in: scene.page)
            guard isFit(scene.page.nodes[index], ability) else { continue }
            let words = PythonText.words(label(of: index, in: scene.page))
            guard (1...Self.labelWords).contains(words.count) else { continue }
            targets.append(
                Target(
                    node: index, label: words.joined(separator: " "), options: ability.options))
        }
        let counts = Dictionary(targets.map { ($0.label, 1) }, uniquingKeysWith: +)
        return targets.filter { counts[$0.label] == 1 }
    }

    /// What a visitor would call an element: what is written on it, else what its attributes say.
    private static func label(of index: Int, in page: Page) -> String {
        let node = page.nodes[index]
        let isField = ["input", "textarea", "select"].contains(node.name)
        let shown = isField ? "" : page.text(within: index)
        if !shown.isEmpty { return shown }
        let named = ["aria_label", "placeholder", "title", "alt"].lazy.compactMap { node[$0] }
        return named.first { !PythonText.words($0).isEmpty } ?? node["name"] ?? ""
    }

    private mutating func word(of words: [String]) -> String { pick(words) ?? "" }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(generator.next() % UInt64(elements.count))]
    }

    /// Something to enter, by what the label asks for.
    private mutating func value(for label: String) -> String {
        let words = Set(LexicalRanking.words(of: label))
        func asks(for some: Set<String>) -> Bool { !words.isDisjoint(with: some) }
        let number = Int(generator.next() % 9000) + 1000
        if asks(for: ["search", "find", "keyword"]) {
            // What the site itself speaks of is what one would look for there.
            let links = DerivedErrand.targets(of: scene) { node, _ in node.name == "a" }
            return pick(links.map(\.label).filter { PythonText.words($0).count < 4 }) ?? "garden"
        }
        if asks(for: ["email", "mail"]) { return "reader\(number)@example.org" }
        if asks(for: ["phone", "tel", "telephone", "mobile"]) { return "555-010-\(number)" }
        if asks(for: ["zip", "postcode", "postal"]) { return "4\(number)" }
        if asks(for: ["order", "code", "card"]) { return "2\(number)" }
        if asks(for: ["quantity", "amount", "number", "age"]) { return "\(number % 9 + 1)" }
        if asks(for: ["city", "town", "place", "location"]) {
            return word(of: ["Lindau", "Bergen", "Porto", "Galway", "Utrecht", "Graz", "Tartu"])
        }
        if asks(for: ["name", "firstname", "lastname", "surname"]) {
            return word(of: [
                "Mira Holt", "Jonas Weber", "Ada Nilsson", "Rui Costa", "Lena Sand", "Omar Haddad",
            ])
        }
        if asks(for: ["street", "address"]) {
            return word(of: ["Mill Lane 12", "Rosenweg 3", "Quay Street 40", "Rua Nova 8"])
        }
        if asks(for: ["question", "message", "comment", "note"]) {
            return word(of: [
                "When will my order arrive?", "Do you deliver on Saturdays?",
                "Please call me back.", "Can I return an opened packet?", "Which one is hardy?",
            ])
        }
        return word(of: ["spring", "blue", "garden", "morning", "north", "summer", "green"])
    }
}

extension Page {
    /// The page after a field was filled in; what a click does is not known from the page.
    func after(_ operation: Operation, on index: Int) -> Page {
        switch operation.kind {
        case .click: return self
        case .type:
            let name = nodes[index].name == "textarea" ? "text_value" : "input_value"
            return setting(name, to: operation.value, of: index)
        case .select:
            var page = self
            for option in index..<nodes[index].end where nodes[option].name == "option" {
                let isChosen = text(within: option) == operation.value
                page = page.setting("option_selected", to: isChosen ? "true" : nil, of: option)
            }
            return page
        }
    }
}
