import SeededRandom

/// Orders to change a table.
extension QuestionTemplates {
    mutating func insert(_ table: SheetTable) -> QuestionDraft? {
        var names: [String] = []
        var values: [String?] = []
        for (index, column) in table.columns.enumerated() where !column.isGenerated {
            guard let value = newValue(for: index, in: table) else {
                guard column.canBeMissing else { return nil }
                continue
            }
            names.append(column.name)
            values.append(value)
        }
        guard names.count > 1 else { return nil }
        let words = zip(names, values).map { "\($0) \"\($1 ?? "")\"" }.joined(separator: ", ")
        let list = values.map { ($0 ?? "").quotedText }.joined(separator: ", ")
        let first =
            names.indices.max {
                (values[$0]?.utf8.count ?? 0) < (values[$1]?.utf8.count ?? 0)
            } ?? 0
        return QuestionDraft(
            kind: "INSERT",
            question: choose([
                "Add a row to \(table.name) with \(words).",
                "Insert into \(table.name) a new row: \(words).",
            ]),
            statement: "INSERT INTO \(table.name.quotedName) "
                + "(\(names.map(\.quotedName).joined(separator: ", "))) VALUES (\(list))",
            table: table,
            check: "SELECT * FROM \(table.name.quotedName) WHERE \(names[first].quotedName) = "
                + (values[first] ?? "").quotedText,
            intent: choose([
                "I insert one row with the given values.",
                "An INSERT with the columns by name does this.",
            ]),
            effort: 2)
    }

    /// A value that a new row could have: keys go on, others occur already.
    private mutating func newValue(for index: Int, in table: SheetTable) -> String? {
        let column = table.columns[index]
        switch column.kind {
        case .key:
            if let link = table.links.first(where: { $0.column == index }) {
                let other = sheet.tables.first { $0.name == link.table }
                let keys = other?.columns.first { $0.name == link.key }?.values
                return keys?.randomElement(using: &generator)
            }
            let largest = column.values.compactMap { Int($0) }.max()
            return largest.map { "\($0 + 1)" }
        case .number, .date, .category, .words:
            return column.values.randomElement(using: &generator)
        case .other: return nil
        }
    }

    mutating func update(_ table: SheetTable) -> QuestionDraft? {
        let links = table.links.map(\.column)
        guard
            let changed = column(table, { $0.isNumber || $0.answers || $0.kind == .date }),
            !links.contains(changed), table.columns[changed].values.count > 1,
            let conditions = table.conditions(besides: [changed], using: &generator),
            let value = table.columns[changed].values.randomElement(using: &generator)
        else { return nil }
        let name = table.columns[changed].name
        return QuestionDraft(
            kind: "UPDATE",
            question: choose([
                "Set the \(name) to \"\(value)\" in the rows of \(table.name) where "
                    + "\(conditions.words).",
                "Where \(conditions.words), change the \(name) to \"\(value)\".",
                "The \(name) of the rows in which \(conditions.words) is to be \"\(value)\" from "
                    + "now on: correct it.",
            ]),
            statement: "UPDATE \(table.name.quotedName) SET \(name.quotedName) = "
                + value.quotedText + conditions.clause,
            table: table, conditions: conditions,
            check: "SELECT DISTINCT \(name.quotedName) FROM \(table.name.quotedName)"
                + conditions.clause,
            intent: choose([
                "I set `\(name)` in the rows where \(conditions.words).",
                "An UPDATE of `\(name)`, limited to the rows where \(conditions.words).",
            ]))
    }

    mutating func delete(_ table: SheetTable) -> QuestionDraft? {
        guard let conditions = table.conditions(besides: [], using: &generator) else { return nil }
        return QuestionDraft(
            kind: "DELETE",
            question: choose([
                "Delete the rows of \(table.name) where \(conditions.words).",
                "Remove from \(table.name) every row in which \(conditions.words).",
            ]),
            statement: "DELETE FROM \(table.name.quotedName)" + conditions.clause,
            table: table, conditions: conditions,
            check: "SELECT COUNT(*) FROM \(table.name.quotedName)" + conditions.clause,
            intent: choose([
                "I delete exactly the rows where \(conditions.words).",
                "A DELETE with the condition that \(conditions.words).",
            ]))
    }
}
