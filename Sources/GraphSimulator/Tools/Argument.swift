/// What an argument of a call means.
enum Argument: Hashable, Sendable {
    /// A variable that the agent made.
    case variable(Variable)
    /// An entity, by its id.
    case entity(String)
    /// Any other text: the name of a property, or something that cannot be used.
    case text(String)

    /// A text that stands for no variable and no name of the question: an entity if it has the form
    /// of an id, `^(m|f)\.[\w_]+$`.
    init(raw text: String, version: GraphVersion) {
        self = Argument.isEntityID(text, version: version) ? .entity(text) : .text(text)
    }

    private static func isEntityID(_ text: String, version: GraphVersion) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > 2, scalars[1] == "." else { return false }
        switch scalars[0] {
        case "m", "f": break
        // The original refuses these ids, which its own gold actions use.
        case "g" where version == .corrected: break
        default: return false
        }
        return scalars[2...].allSatisfy { $0.isPythonWord }
    }
}

extension Array where Element == Variable {
    /// A variable by its index, counted from the end where it is negative, as Python does.
    func atPythonIndex(_ index: Int) -> Variable? {
        if index >= 0 { return index < count ? self[index] : nil }
        return index >= -count ? self[count + index] : nil
    }
}
