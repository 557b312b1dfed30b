/// What the message that states a task says: the question, and the tables it is about.
struct TaskText: Hashable, Sendable {
    /// What the agent is asked to do, without the description of the tables.
    var question: String
    var tables: [DescribedTable]

    /// Reads a task message.
    ///
    /// Two kinds of text occur: a sentence that a program wrote for each table, whose names are
    /// verbatim (``GeneratedDescription``), and free prose (``ProseDescription``). Prose is
    /// ambiguous, so the names in the dialogue's statements decide between readings of it; they
    /// never add what the text does not say.
    init(_ message: String, vocabulary: StatementVocabulary = StatementVocabulary()) {
        let text = message.withoutZeroWidthScalars
        let tables: [DescribedTable]
        if let generated = GeneratedDescription(text) {
            question = generated.question
            tables = generated.tables
        } else {
            let prose = ProseDescription(text, vocabulary: vocabulary)
            question = prose.question
            tables = prose.tables
        }
        self.tables = tables.map { vocabulary.respelled($0) }
    }
}

extension String {
    /// Without the invisible scalars that texts copied from web pages carry inside names.
    var withoutZeroWidthScalars: String {
        let invisible: Set<Unicode.Scalar> = [
            "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
        ]
        guard unicodeScalars.contains(where: invisible.contains) else { return self }
        var kept = UnicodeScalarView()
        kept.append(contentsOf: unicodeScalars.lazy.filter { !invisible.contains($0) })
        return String(kept)
    }
}
