/// What can be done to an element, as far as its markup tells.
public struct ElementAbility: Hashable, Sendable {
    /// Whether text can be typed into it, an option chosen from it.
    ///
    /// `nil` where only the page's scripts know.
    public var takesText: Bool?
    /// Whether one of its options can be selected.
    public var takesSelection: Bool?
    /// The texts of its options, if it has any.
    public var options: [String]

    /// Words of an `input`'s type that take no text.
    private static let buttonTypes: Set<String> = [
        "button", "checkbox", "radio", "submit", "reset", "image", "file", "range", "color",
    ]
    private static let textRoles: Set<String> = [
        "textbox", "searchbox", "combobox", "spinbutton",
    ]
    /// Elements that take no text and hold nothing that does.
    private static let textless: Set<String> = [
        "a", "button", "img", "svg", "option", "select", "h1", "h2", "h3", "h4", "h5", "h6",
    ]
    private static let boxes: Set<String> = [
        "div", "span", "label", "form", "section", "li", "p", "td", "fieldset", "main", "body",
    ]

    /// Looks at an element and what is in it.
    public init(of index: Int, in page: Page) {
        let node = page.nodes[index]
        options = []
        takesText = false
        takesSelection = false
        // Words of `role` and `type`; an inferred page has them among others.
        let words = Set(PythonText.words(ElementSummary.words(of: node)))
        let role = words.intersection(ElementAbility.textRoles)
        switch node.name {
        case "textarea": takesText = true
        case "input": takesText = words.isDisjoint(with: ElementAbility.buttonTypes)
        case "select":
            takesSelection = true
            for option in index..<node.end where page.nodes[option].name == "option" {
                options.append(page.text(within: option))
            }
        case let name where ElementAbility.textless.contains(name):
            takesText = !role.isEmpty
            takesSelection = name == "option" ? true : role.isEmpty ? false : nil
        default:
            takesText = role.isEmpty ? nil : true
            takesSelection = nil
            lookInside(index, of: page)
        }
    }

    /// A box takes what is in it.
    private mutating func lookInside(_ index: Int, of page: Page) {
        for inner in (index + 1)..<max(index + 1, page.nodes[index].end) {
            switch page.nodes[inner].name {
            case "input", "textarea", "select":
                let ability = ElementAbility(of: inner, in: page)
                if ability.takesText == true { takesText = true }
                if ability.takesSelection == true {
                    takesSelection = true
                    options += ability.options
                }
            default: break
            }
        }
    }

    /// The operations that can be meant, the likeliest first.
    public var operations: [Operation.Kind] {
        if takesSelection == true { return [.select, .click] }
        return takesText == true ? [.type, .click] : [.click]
    }
}
