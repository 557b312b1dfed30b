/// The names of entities in the message that asks a question.
struct QuestionNames: Hashable, Sendable {
    /// `nil` if the message has no list of entities.
    private let names: Set<String>?

    /// Reads `…\nEntities: [A, B]`.
    ///
    /// A name may hold a comma, which the list does not show; but no argument can hold one, so the
    /// parts will do, and whether a part is a name is left open.
    init(message: String) {
        let text = PythonText(message)
        let marker = PythonText("\nEntities: [")
        var start: Int?
        while let found = text.firstIndex(of: marker, from: start ?? 0) {
            start = found + marker.scalars.count
        }
        guard let start, let end = text.scalars.lastIndex(of: "]"), end >= start else {
            names = nil
            return
        }
        let inside = PythonText(text.scalars[start..<end]).string
        names = Set(
            inside.split(separator: ", ", omittingEmptySubsequences: false).map { String($0) })
    }

    /// Whether a text may be one of the names.
    func mayContain(_ text: String) -> Bool {
        guard let names else { return true }
        return names.contains(text)
    }
}
