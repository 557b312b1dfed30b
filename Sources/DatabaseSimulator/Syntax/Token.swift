/// A piece of a statement: what it is, and where it stands.
struct Token: Sendable {
    var kind: TokenKind
    /// The bytes of the text that it takes up.
    var start: Int
    var end: Int
    /// Whether a quoted text has escapes or doubled quotes to undo.
    var isEscaped = false

    init(_ kind: TokenKind, _ start: Int, _ end: Int, isEscaped: Bool = false) {
        self.kind = kind
        self.start = start
        self.end = end
        self.isEscaped = isEscaped
    }
}

/// What of `sql_mode` changes how a text is read.
struct SyntaxMode: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// `"x"` is an identifier and not a string.
    static let ansiQuotes = SyntaxMode(rawValue: 1)
    /// `||` joins strings and is not OR.
    static let pipesAsConcat = SyntaxMode(rawValue: 2)
    /// A backslash is a character as any other.
    static let noBackslashEscapes = SyntaxMode(rawValue: 4)
    /// NOT binds as `!` does.
    static let highNotPrecedence = SyntaxMode(rawValue: 8)
    /// Blanks may stand between a built-in function and its parenthesis.
    static let ignoreSpace = SyntaxMode(rawValue: 16)
    /// Not of `sql_mode`: the text of PREPARE, in which `?` is a placeholder and which holds one
    /// statement only.
    static let prepared = SyntaxMode(rawValue: 32)
    /// Not of `sql_mode`: a derived table may have no alias, as in SQLite.
    static let namelessDerivedTables = SyntaxMode(rawValue: 64)
}
