/// The names of entities in the message that asks a question.
struct QuestionNames: Hashable, Sendable {
    /// `nil` if the message has no list of entities.
    private let names: Set<String>?

    /// Reads `…\nEntities: [A, B]`.
    ///
    /// A name may hold a comma, which the list does not show; but no argument can hold one, so the
    /// parts will do, and whether a part is a name is left open.
    init(message: String) {
        names = QuestionNames.parts(of: message).map { Set($0.names) }
    }

    /// Whether a text may be one of the names.
    func mayContain(_ text: String) -> Bool {
        guard let names else { return true }
        return names.contains(text)
    }

    /// What stands before the list of entities, and the parts of the list.
    ///
    /// - Returns: `nil` if the message has no list of entities.
    static func parts(of message: String) -> (question: String, names: [String])? {
        let text = PythonText(message)
        let marker = PythonText("\nEntities: [")
        var place: Int?
        while let found = text.firstIndex(of: marker, from: place.map { $0 + 1 } ?? 0) {
            place = found
        }
        guard let place, let end = text.scalars.lastIndex(of: "]") else { return nil }
        let start = place + marker.scalars.count
        guard end >= start else { return nil }
        let inside = PythonText(text.scalars[start..<end]).string
        return (
            PythonText(text.scalars[..<place]).string,
            inside.split(separator: ", ", omittingEmptySubsequences: false).map { String($0) }
        )
    }
}
