/// The statements of a text, up to the first that cannot be parsed.
struct Script {
    /// The statements, in order; the last one's error stands in for what could not be parsed.
    var statements: [SyntaxStatement] = []

    /// Parses a text.
    ///
    /// - Throws: the error of the first statement; one in a later statement ends the script.
    init(_ text: String, _ settings: SessionSettings) throws(StatementFailure) {
        var parser = Parser(text, mode: settings.syntaxMode)
        do throws(MySQLError) {
            while let parsed = try parser.next() { statements.append(parsed.statement) }
        } catch {
            guard !statements.isEmpty else { throw .mysql(error) }
            statements.append(.malformed(error))
        }
    }
}
