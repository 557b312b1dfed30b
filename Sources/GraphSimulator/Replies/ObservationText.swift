/// What AgentBench prints.
enum ObservationText {
    static let noAction = "No executable function found! Need to recheck the action."
    static let noCall = "Function is not executed!"
    static let invalidVariable = "Invalid variable id! Need to recheck the action."
    static let noToolCall = "No valid function calls found! Need to recheck the function calls."

    static func listing(_ names: some Sequence<String>) -> String {
        "Observation: [\(names.joined(separator: ", "))]"
    }

    /// The names in a listing; `nil` for another text.
    static func names(inListing text: String) -> [String]? {
        let prefix = "Observation: ["
        guard text.utf8.starts(with: prefix.utf8), text.utf8.last == UInt8(ascii: "]") else {
            return nil
        }
        let inside = text.utf8.dropFirst(prefix.utf8.count).dropLast()
        guard !inside.isEmpty else { return [] }
        return String(decoding: inside, as: UTF8.self)
            .split(separator: ", ", omittingEmptySubsequences: false).map { String($0) }
    }

    static func variable(_ index: Int, _ variable: Variable) -> String {
        if case .count = variable.program {
            return "Observation: variable #\(index), which is a number"
        }
        return ofType(variable.type ?? "", index)
    }

    static func ofType(_ type: String, _ index: Int) -> String {
        "Observation: variable #\(index), which are instances of \(type)"
    }

    /// The type in the announcement of a variable; `nil` for another text.
    static func type(in text: String, index: Int) -> String? {
        let prefix = ofType("", index)
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// A failed call; `arguments` are `nil` where none have been read in the whole episode.
    static func failure(_ name: String, _ arguments: [String]?) -> String {
        guard let arguments else {
            return "I may make a syntax error when calling \(name) (e.g., unmatched parenthesis)."
                + " I need to fix it and reuse the tool"
        }
        let call = "\(name)(\(arguments.joined(separator: ", "))) cannot be executed. "
        return name == "intersection"
            ? call + "The two variables are not of the same type."
                + " You may further explore them by call get_relations"
            : call + "You may make a mistake and need to fix it."
    }
}
