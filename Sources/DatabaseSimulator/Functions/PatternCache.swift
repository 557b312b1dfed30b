/// Patterns and paths, taken apart once and used for many rows.
struct PatternCache {
    private var likes: [(key: LikeKey, pattern: LikePattern)] = []
    private var paths: [(text: String, path: JSONPath)] = []
    private var programs: [(pattern: String, options: RegexOptions, program: RegexProgram)] = []

    private struct LikeKey: Hashable {
        var pattern: String
        var escape: String
        var collation: CollationName
    }

    /// A statement has few patterns; more come from columns and are not worth keeping.
    private static let limit = 8

    mutating func like(
        _ pattern: String, escape: String, _ collation: CollationName
    ) -> LikePattern {
        let key = LikeKey(pattern: pattern, escape: escape, collation: collation)
        if let found = likes.first(where: { $0.key == key }) { return found.pattern }
        let compiled = LikePattern(
            pattern, escape: escape.unicodeScalars.first, collation: collation)
        if likes.count == PatternCache.limit { likes.removeFirst() }
        likes.append((key, compiled))
        return compiled
    }

    mutating func jsonPath(_ text: String) throws(StatementFailure) -> JSONPath {
        if let found = paths.first(where: { $0.text == text }) { return found.path }
        let path = try JSONPath(text)
        if paths.count == PatternCache.limit { paths.removeFirst() }
        paths.append((text, path))
        return path
    }

    mutating func regex(
        _ pattern: String, _ options: RegexOptions
    ) throws(StatementFailure) -> RegexProgram {
        if let found = programs.first(where: { $0.pattern == pattern && $0.options == options }) {
            return found.program
        }
        let program = try RegexProgram(pattern, options)
        if programs.count == PatternCache.limit { programs.removeFirst() }
        programs.append((pattern, options, program))
        return program
    }
}
