/// The statements of a text, up to the first that cannot be parsed.
struct Script {
    private(set) var statements: [SyntaxStatement] = []
    /// What ends the script before its text does: a later statement that cannot be parsed.
    private(set) var error: MySQLError?

    /// Parses a text.
    ///
    /// - Throws: the error of the first statement.
    init(
        _ text: String, _ settings: SessionSettings, isPrepared: Bool = false
    ) throws(StatementFailure) {
        let mode = settings.syntaxMode
        var parser = Parser(text, mode: isPrepared ? mode.union(.prepared) : mode)
        do throws(MySQLError) {
            while let parsed = try parser.next() { statements.append(parsed.statement) }
        } catch {
            guard !statements.isEmpty else { throw .mysql(error) }
            self.error = error
        }
    }

    /// The only statement of the text; nil if there are more.
    var single: SyntaxStatement? {
        statements.count == 1 && error == nil ? statements.first : nil
    }
}
