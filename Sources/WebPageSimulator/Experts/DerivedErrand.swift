import Environments
import MarkupKit
import SeededRandom

/// A task made from a page: fields to fill in and something to press, or a link to find.
///
/// What putting a value into a field does to a page is known without its scripts, so that every
/// question of the task shows the page as it is by then.
struct DerivedErrand {
    /// More words than this are no label.
    private static let labelWords = 8
    /// Longer lists are not chosen from: a question might not show the option.
    private static let optionLimit = 20

    private struct Target {
        var node: Int
        var label: String
        var options: [String]
    }

    private let page: Page
    private let elements: [String]
    private var generator: SeededGenerator

    init(_ page: Page, elements: [String], generator: SeededGenerator) {
        self.page = page
        self.elements = elements
        self.generator = generator
    }

    /// The task; `nil` if the page has nothing that words could point out.
    mutating func task(_ id: String) -> WebPageTask? {
        var fields = targets { node, ability in
            ability.takesText == true && (node.name == "input" || node.name == "textarea")
                || node.name == "select" && (2...Self.optionLimit).contains(ability.options.count)
        }
        let buttons = targets { node, _ in node.name == "button" }
        let links = targets { node, _ in node.name == "a" }
        guard let last = pick(fields.isEmpty ? links : buttons) ?? pick(links) else { return nil }
        let count = fields.isEmpty ? 0 : 1 + Int(generator.next() % UInt64(min(3, fields.count)))
        while fields.count > count {
            fields.remove(at: Int(generator.next() % UInt64(fields.count)))
        }
        return task(id, filling: fields, then: last)
    }

    private mutating func task(
        _ id: String, filling fields: [Target], then last: Target
    ) -> WebPageTask {
        var wishes: [String] = []
        var deeds: [(target: Target, operation: Operation)] = []
        for field in fields {
            if let option = pick(field.options) {
                wishes.append("choose “\(option)” in the list “\(field.label)”")
                deeds.append((field, Operation(.select, value: option)))
            } else {
                let value = value(for: field.label)
                wishes.append("enter “\(value)” in the field “\(field.label)”")
                deeds.append((field, Operation(.type, value: value)))
            }
        }
        let isLink = page.nodes[last.node].name == "a"
        wishes.append("\(isLink ? "follow the link" : "press the button") “\(last.label)”")
        deeds.append((last, Operation(.click)))
        var text = wishes.joined(separator: ", then ")
        text = text.prefix(1).uppercased() + text.dropFirst() + "."
        return WebPageTask(
            id: id, text: text, steps: items(deeds, task: text), isWhole: true)
    }

    /// The questions, each on the page that the deeds before have left.
    private func items(
        _ deeds: [(target: Target, operation: Operation)], task: String
    ) -> [WebPageTask.Item] {
        var page = page
        var history: [String] = []
        var items: [WebPageTask.Item] = []
        for (target, operation) in deeds {
            let id = page.nodes[target.node].id
            let candidates = elements.map { Candidate(id: $0, isTarget: $0 == id) }
            let snapshot = Snapshot(
                page: page, operation: operation,
                candidates: LexicalRanking(task: task).ranked(candidates, in: page),
                ranking: .lexical)
            items.append(WebPageTask.Item(snapshot: snapshot, history: history))
            history.append(
                DerivedErrand.report(of: operation, on: page.nodes[target.node], target.label))
            page = page.after(operation, on: target.node)
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
    private func targets(where isFit: (PageNode, ElementAbility) -> Bool) -> [Target] {
        var targets: [Target] = []
        for element in elements {
            guard let index = page.index(of: element) else { continue }
            let node = page.nodes[index]
            let ability = ElementAbility(of: index, in: page)
            guard isFit(node, ability) else { continue }
            let shown = node.name == "select" ? "" : page.text(within: index)
            let words = PythonText.words(shown.isEmpty ? ElementSummary.words(of: node) : shown)
            guard (1...Self.labelWords).contains(words.count) else { continue }
            targets.append(
                Target(
                    node: index, label: words.joined(separator: " "), options: ability.options))
        }
        let counts = Dictionary(targets.map { ($0.label, 1) }, uniquingKeysWith: +)
        return targets.filter { counts[$0.label] == 1 }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(generator.next() % UInt64(elements.count))]
    }

    /// Something to enter, by what the label asks for.
    private mutating func value(for label: String) -> String {
        let words = Set(LexicalRanking.words(of: label))
        func asks(for some: Set<String>) -> Bool { !words.isDisjoint(with: some) }
        let number = Int(generator.next() % 9000) + 1000
        if asks(for: ["email", "mail"]) { return "reader\(number)@example.org" }
        if asks(for: ["phone", "tel", "telephone", "mobile"]) { return "555-010-\(number)" }
        if asks(for: ["zip", "postcode", "postal"]) { return "4\(number)" }
        if asks(for: ["quantity", "amount", "number", "age"]) { return "\(number % 9 + 1)" }
        if asks(for: ["city", "town", "place", "location"]) {
            return pick(["Lindau", "Bergen", "Porto", "Galway", "Utrecht"]) ?? ""
        }
        if asks(for: ["name", "firstname", "lastname", "surname"]) {
            return pick(["Mira Holt", "Jonas Weber", "Ada Nilsson", "Rui Costa"]) ?? ""
        }
        return pick(["spring", "blue", "garden", "morning", "north"]) ?? ""
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
