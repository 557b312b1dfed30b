/// Tables in words: for free play, and for completion at a prompt.
enum TableListing {
    /// The tables as AgentInstruct's tasks describe them.
    static func text(of tables: [(name: String, columns: [String])]) -> String {
        switch tables.count {
        case 0: return "There are no tables."
        case 1:
            return "The name of this table is \(tables[0].name), and the headers of this table "
                + "are \(tables[0].columns.joined(separator: ","))."
        default:
            let parts = tables.enumerated().map { index, table in
                "The name of the \(ordinal(index + 1)) table is \(table.name), and the headers of "
                    + "this table are \(table.columns.joined(separator: ","))."
            }
            return "There are \(tables.count) tables involved with this task. "
                + parts.joined(separator: " ")
        }
    }

    private static func ordinal(_ number: Int) -> String {
        let suffix =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return "\(number)\(suffix)"
    }

    /// What could continue the last word of a statement.
    static func completions(
        for prefix: String, tables: [(name: String, columns: [String])]
    ) -> [String] {
        let word =
            prefix.split(omittingEmptySubsequences: false) {
                $0.isWhitespace || ",(.=<>".contains($0)
            }.last.map { String($0) } ?? ""
        guard !word.isEmpty else { return [] }
        let isQuoted = word.hasPrefix("`")
        let start = isQuoted ? String(word.dropFirst()) : word
        let names = tables.map(\.name) + tables.flatMap(\.columns)
        let words =
            isQuoted ? [] : keywords.filter { $0.lowercased().hasPrefix(start.lowercased()) }
        let matches = names.filter { $0.lowercased().hasPrefix(start.lowercased()) }
            .map { isQuoted || !$0.isPlainName ? "`\($0)`" : $0 }
        return Array(Set(matches)).sorted() + words
    }

    private static let keywords = [
        "SELECT", "FROM", "WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "INSERT INTO",
        "VALUES", "UPDATE", "SET", "DELETE FROM", "JOIN", "LEFT JOIN", "ON", "AND", "OR", "NOT",
        "NULL", "IS NULL", "LIKE", "BETWEEN", "IN", "AS", "DISTINCT", "COUNT(", "SUM(", "AVG(",
        "MIN(", "MAX(", "DESCRIBE", "SHOW TABLES", "DESC", "Final Answer:",
    ]
}

extension String {
    /// Whether the name needs no backticks.
    fileprivate var isPlainName: Bool {
        utf8.allSatisfy { byte in
            byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte >= 0x80
        } && !(utf8.first.map { $0 &- 0x30 < 10 } ?? true)
    }
}
