/// `Documentation/db.md`, made from the emulator's own tables.
enum ReferenceText {
    static var markdown: String {
        var text = """
            # What the database understands

            Made from the tables of `DatabaseSimulator` (functions by `FunctionCatalogue`, aggregates by
            `AggregateCatalogue`, statements by `StatementReference`) and held against them by
            `ReferenceTests`; `DIORAMA_WRITE_REFERENCE=1 swift test --filter ReferenceTests` writes it anew.
            What is refused is answered by an error that names it, never by a made-up result.

            """
        text += "\n## Statements\n\nBy example; the tests run every one of them.\n"
        for topic in topics {
            text += "\n### \(topic)\n\n"
            let entries = StatementReference.all.filter { $0.topic == topic }
            for entry in entries where entry.isSupported { text += "- `\(entry.example)`\n" }
            text += "\nRefused:\n\n"
            for entry in entries where !entry.isSupported { text += "- `\(entry.example)`\n" }
        }
        text += "\n## Functions\n\n"
        text += list(FunctionCatalogue.supported.map(\.name))
        text += "\n### Aggregates\n\n" + list(Array(AggregateCatalogue.names))
        text += "\n### Window functions\n\nBesides the aggregates, but `GROUP_CONCAT`:\n\n"
        text += list(Array(WindowFunction.names))
        text += "\n### Refused functions\n\n" + list(UnsupportedFunctions.all.map(\.name))
        text += "\n## Known to differ\n\n"
        for difference in differences { text += "- \(difference)\n" }
        return text
    }

    private static var topics: [String] {
        StatementReference.all.reduce(into: []) {
            if !$0.contains($1.topic) { $0.append($1.topic) }
        }
    }

    private static func list(_ names: [String]) -> String {
        var lines = [""]
        for name in names.map({ $0.uppercased() }).sorted() {
            let word = "`\(name)`"
            if lines[lines.count - 1].isEmpty {
                lines[lines.count - 1] = word
            } else if lines[lines.count - 1].count + word.count + 2 > 100 {
                lines[lines.count - 1] += ","
                lines.append(word)
            } else {
                lines[lines.count - 1] += ", " + word
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let differences = [
        "The order of rows that MySQL's optimizer decides without ORDER BY is followed for a scan of a "
            + "table or of a covering index, for groups and for sorts. Joins are read as they are "
            + "written, and range scans as the table is.",
        "Of sorts, the order of equal rows is MySQL's at the outermost level of a query; in "
            + "subqueries with LIMIT equal rows come as they are read.",
        "The clock stands still at 2023-10-20 12:00:00 UTC, but for `SET timestamp`.",
        "A script that names no database is loaded into one that is called after its file.",
        "Expressions and queries nested deeper than 200 levels are refused; SQLite may stop sooner.",
        "A statement has ten seconds, a result a million rows or 256 MB.",
    ]
}
