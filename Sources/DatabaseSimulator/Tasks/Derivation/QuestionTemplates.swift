import SeededRandom

/// Questions over any table: each template is tried with random columns and values, and gives
/// nothing where the table has none that fit.
struct QuestionTemplates {
    let sheet: Sheet
    var generator: SeededGenerator

    /// A draft of a random kind about a random table; `nil` where the choice leads nowhere.
    mutating func draft() -> QuestionDraft? {
        guard
            let table = sheet.tables.filter({ $0.rows.count > 2 })
                .randomElement(using: &generator)
        else { return nil }
        switch Int.random(in: 0..<23, using: &generator) {
        case 0..<4: return lookUp(table)
        case 4..<7: return count(table)
        case 7..<9: return compare(table)
        case 9..<12: return rank(table)
        case 12..<14: return mostFrequent(table)
        case 14..<17: return aggregate(table)
        case 17..<19: return insert(table)
        case 19..<21: return update(table)
        case 21: return delete(table)
        default: return join(table)
        }
    }

    mutating func choose(_ texts: [String]) -> String {
        texts.randomElement(using: &generator) ?? ""
    }

    mutating func column(_ table: SheetTable, _ condition: (SheetColumn) -> Bool) -> Int? {
        table.columns(where: condition).randomElement(using: &generator)
    }

    /// Conditions in a third of all cases.
    private mutating func someConditions(_ table: SheetTable, _ asked: Set<Int>) -> [RowCondition] {
        guard Int.random(in: 0..<3, using: &generator) == 0 else { return [] }
        return table.conditions(besides: asked, using: &generator) ?? []
    }

    // MARK: Reading

    private mutating func lookUp(_ table: SheetTable) -> QuestionDraft? {
        guard let asked = column(table, { $0.answers || $0.isNumber || $0.kind == .date }),
            let conditions = table.conditions(besides: [asked], using: &generator)
        else { return nil }
        let name = table.columns[asked].name
        let distinct = table.columns[asked].kind == .category ? "DISTINCT " : ""
        return QuestionDraft(
            kind: "other",
            question: choose([
                "What is the \(name) where \(conditions.words)?",
                distinct.isEmpty
                    ? "Name the \(name) of every row in which \(conditions.words)."
                    : "Name every \(name) that occurs where \(conditions.words).",
                distinct.isEmpty
                    ? "Tell me the \(name) in all rows where \(conditions.words)."
                    : "Which different values of \(name) are there where \(conditions.words)?",
            ]),
            statement: "SELECT \(distinct)\(name.quotedName) FROM \(table.name.quotedName)"
                + conditions.clause,
            table: table, conditions: conditions,
            intent: choose([
                "I select `\(name)` from the rows where \(conditions.words).",
                "The question asks for `\(name)`, on the condition that \(conditions.words).",
            ]))
    }

    private mutating func count(_ table: SheetTable) -> QuestionDraft? {
        if Int.random(in: 0..<4, using: &generator) == 0,
            let counted = column(table, { $0.kind == .category })
        {
            let name = table.columns[counted].name
            return QuestionDraft(
                kind: "counting",
                question: choose([
                    "How many different values of \(name) are there?",
                    "How many distinct entries does the column \(name) have?",
                ]),
                statement: "SELECT COUNT(DISTINCT \(name.quotedName)) FROM "
                    + table.name.quotedName,
                table: table,
                intent: "Each `\(name)` has to be counted once, so I count the distinct ones.",
                effort: 2)
        }
        guard let conditions = table.conditions(besides: [], using: &generator) else { return nil }
        return QuestionDraft(
            kind: "counting",
            question: choose([
                "In how many rows is it true that \(conditions.words)?",
                "How many rows are there in which \(conditions.words)?",
                "Count the rows where \(conditions.words).",
            ]),
            statement: "SELECT COUNT(*) FROM \(table.name.quotedName)" + conditions.clause,
            table: table, conditions: conditions,
            intent: choose([
                "I count the rows where \(conditions.words).",
                "A count with the condition that \(conditions.words) answers this.",
            ]))
    }

    private mutating func compare(_ table: SheetTable) -> QuestionDraft? {
        guard let asked = column(table, { $0.answers }),
            let measured = column(
                table, { ($0.isNumber || $0.kind == .date) && $0.values.count > 2 }),
            let row = table.rows.indices.randomElement(using: &generator),
            let condition = table.condition(on: measured, row: row, using: &generator)
        else { return nil }
        let name = table.columns[asked].name
        let others = someConditions(table, [asked, measured])
        return QuestionDraft(
            kind: "comparison",
            question: choose([
                "Which different values of \(name) do the rows have in which \(([condition] + others).words)?",
                "List the different values of \(name) in the rows where \(([condition] + others).words).",
            ]),
            statement: "SELECT DISTINCT \(name.quotedName) FROM \(table.name.quotedName)"
                + ([condition] + others).clause,
            table: table, conditions: [condition] + others,
            intent: "I compare `\(condition.column)` with the bound and select `\(name)`.")
    }

    private mutating func rank(_ table: SheetTable) -> QuestionDraft? {
        guard let asked = column(table, { $0.answers }),
            let measured = column(
                table, { ($0.isNumber || $0.kind == .date) && $0.values.count > 2 })
        else { return nil }
        let name = table.columns[asked].name
        let measure = table.columns[measured]
        let conditions = someConditions(table, [asked, measured])
        let isTop = Bool.random(using: &generator)
        let most =
            measure.kind == .date
            ? (isTop ? "latest" : "earliest") : (isTop ? "highest" : "lowest")
        let order = number(measure)
        let present =
            (conditions.isEmpty ? " WHERE " : " AND ") + measure.name.quotedName
            + " IS NOT NULL"
        let rows =
            " FROM \(table.name.quotedName)\(conditions.clause)"
            + (measure.missing > 0 ? present : "")
        let direction = isTop ? " DESC" : ""
        return QuestionDraft(
            kind: "ranking",
            question: choose([
                "Which \(name) has the \(most) \(measure.name)",
                "What is the \(name) of the row with the \(most) \(measure.name)",
            ]) + (conditions.isEmpty ? "?" : " of those where \(conditions.words)?"),
            statement: "SELECT \(name.quotedName)\(rows) ORDER BY \(order)\(direction) LIMIT 1",
            table: table, conditions: conditions,
            castColumn: measure.isText && measure.isNumber ? measure.name : nil,
            uncast: "SELECT \(name.quotedName), \(measure.name.quotedName)\(rows) ORDER BY "
                + "\(measure.name.quotedName)\(direction) LIMIT 3",
            tieCheck: "SELECT \(name.quotedName), \(order)\(rows) ORDER BY \(order)\(direction) "
                + "LIMIT 2",
            intent: choose([
                "I order the rows by `\(measure.name)` and take the first.",
                "The \(most) `\(measure.name)` comes first when I sort by it.",
            ]),
            effort: 2)
    }

    private mutating func mostFrequent(_ table: SheetTable) -> QuestionDraft? {
        guard let asked = column(table, { $0.kind == .category }) else { return nil }
        let name = table.columns[asked].name
        let rows =
            " FROM \(table.name.quotedName) WHERE \(name.quotedName) IS NOT NULL "
            + "GROUP BY \(name.quotedName) ORDER BY COUNT(*) DESC"
        return QuestionDraft(
            kind: "ranking",
            question: choose([
                "Which \(name) occurs most often?", "What is the most frequent \(name)?",
            ]),
            statement: "SELECT \(name.quotedName)\(rows) LIMIT 1", table: table,
            tieCheck: "SELECT \(name.quotedName), COUNT(*)\(rows) LIMIT 2",
            intent: "I group by `\(name)`, count, and take the largest group.", effort: 3)
    }

    private mutating func aggregate(_ table: SheetTable) -> QuestionDraft? {
        guard let measured = column(table, { $0.isNumber && $0.values.count > 2 }) else {
            return nil
        }
        let measure = table.columns[measured]
        let conditions = someConditions(table, [measured])
        let (function, word) =
            [
                ("SUM", "total"), ("AVG", "average"), ("MAX", "highest"), ("MIN", "lowest"),
            ].randomElement(using: &generator) ?? ("SUM", "total")
        let isExtreme = function == "MAX" || function == "MIN"
        let rows = " FROM \(table.name.quotedName)" + conditions.clause
        return QuestionDraft(
            kind: "aggregation-\(function)",
            question: choose([
                "What is the \(word) \(measure.name)", "Which is the \(word) \(measure.name)",
            ]) + (conditions.isEmpty ? "" : " of the rows where \(conditions.words)") + "?",
            statement:
                "SELECT \(function)(\(isExtreme ? number(measure) : measure.name.quotedName))"
                + rows,
            table: table, conditions: conditions,
            castColumn: isExtreme && measure.isText ? measure.name : nil,
            uncast: "SELECT \(function)(\(measure.name.quotedName))\(rows)",
            intent: choose([
                "The \(word) `\(measure.name)` is what \(function) computes.",
                "I use \(function) over `\(measure.name)`.",
            ])
                + (conditions.isEmpty
                    ? "" : " The rows are those where \(conditions.words)."),
            effort: 2)
    }

    /// A column as a number to compare: texts have to be cast.
    private func number(_ column: SheetColumn) -> String {
        guard column.isText, case .number(let decimals) = column.kind else {
            return column.name.quotedName
        }
        let type = decimals == 0 ? "SIGNED" : "DECIMAL(20,\(decimals))"
        return "CAST(\(column.name.quotedName) AS \(type))"
    }

    private mutating func join(_ table: SheetTable) -> QuestionDraft? {
        guard let link = table.links.randomElement(using: &generator),
            let other = sheet.tables.first(where: { $0.name == link.table }),
            let asked = column(other, { $0.answers || $0.isNumber }),
            let conditions = table.conditions(besides: [link.column], using: &generator)
        else { return nil }
        let name = other.columns[asked].name
        let key = table.columns[link.column].name
        let clause = conditions.map { $0.sql(prefix: "a.") }.joined(separator: " AND ")
        return QuestionDraft(
            kind: "other",
            question:
                "What is the \(name) in \(other.name) of the \(key) of the \(table.name) rows "
                + "where \(conditions.words)?",
            statement: "SELECT DISTINCT b.\(name.quotedName) FROM \(table.name.quotedName) a "
                + "JOIN \(other.name.quotedName) b ON b.\(link.key.quotedName) = "
                + "a.\(key.quotedName) WHERE \(clause)",
            table: table, conditions: conditions,
            intent: "I join `\(table.name)` with `\(other.name)` over `\(key)` and select "
                + "`\(name)`.",
            effort: 3)
    }
}
