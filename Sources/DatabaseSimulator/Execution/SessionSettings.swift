/// The session variables that change what statements mean.
struct SessionSettings: Hashable, Sendable {
    /// `sql_mode`, as a set of its words.
    var modes: Set<String> = SessionSettings.defaultModes
    var groupConcatLimit = 1024
    /// How many rows `LIMIT`-less selects give; nil is no limit.
    var selectLimit: Int?

    /// The modes of MySQL 8.0 as installed, in the order in which it prints them.
    static let defaultModes: Set<String> = [
        "ONLY_FULL_GROUP_BY", "STRICT_TRANS_TABLES", "NO_ZERO_IN_DATE", "NO_ZERO_DATE",
        "ERROR_FOR_DIVISION_BY_ZERO", "NO_ENGINE_SUBSTITUTION",
    ]

    var requiresFullGroupBy: Bool { modes.contains("ONLY_FULL_GROUP_BY") }
    /// What the modes mean to the parser.
    var syntaxMode: SyntaxMode {
        var mode: SyntaxMode = []
        if modes.contains("ANSI_QUOTES") { mode.insert(.ansiQuotes) }
        if modes.contains("PIPES_AS_CONCAT") { mode.insert(.pipesAsConcat) }
        if modes.contains("NO_BACKSLASH_ESCAPES") { mode.insert(.noBackslashEscapes) }
        if modes.contains("HIGH_NOT_PRECEDENCE") { mode.insert(.highNotPrecedence) }
        if modes.contains("IGNORE_SPACE") { mode.insert(.ignoreSpace) }
        return mode
    }
    var isStrict: Bool {
        modes.contains("STRICT_TRANS_TABLES") || modes.contains("STRICT_ALL_TABLES")
    }
}
