/// An action as the original parses it.
enum ShopAction: Hashable {
    case search(String)
    case click(String)
    /// Anything else: nothing happens.
    case nothing

    /// Parses an action by the original's greedy expression `(.+)\[(.+)\]`, from the start on and
    /// within the first line.
    init(_ action: String) {
        let line = action.unicodeScalars.prefix { $0 != "\n" }
        guard let end = line.lastIndex(of: "]"), end > line.startIndex,
            // At least one character stands between the brackets.
            let start = line[..<line.index(before: end)].lastIndex(of: "["),
            start > line.startIndex
        else {
            self = .nothing
            return
        }
        let argument = String(line[line.index(after: start)..<end]).pythonLowercased
        switch String(line[..<start]) {
        case "search": self = .search(argument)
        case "click": self = .click(argument)
        default: self = .nothing
        }
    }
}
