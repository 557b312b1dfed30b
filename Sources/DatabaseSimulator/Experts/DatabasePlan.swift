/// What an expert does about a task: the statement that solves it, and what is worth a look before
/// and after.
struct DatabasePlan: Sendable {
    /// A statement to look at the data with, and what is said before and after it.
    struct Look: Hashable, Sendable {
        var thought: String
        var statement: String
        /// What can be said of the answer, whatever it is, when the next statement is announced.
        var remark: String
    }

    /// The tables, as the task's text names them.
    struct Table: Hashable, Sendable {
        var name: String
        var columns: [String]
    }

    var kind: String
    var statement: String
    var tables: [Table]
    /// What the statement does, said before it.
    var intent: String
    /// Ways to look first, of which one may be taken.
    var looks: [Look]
    /// What shows that a change was made.
    var check: String?
    /// Mistakes that fit the statement, besides misspelt names.
    var slips: [Slip]

    var isChange: Bool { ["INSERT", "UPDATE", "DELETE"].contains(kind) }
}

extension DatabasePlan {
    /// The plan for a derived task.
    init(_ derived: DerivedDatabaseTask) {
        let draft = derived.draft
        kind = draft.kind
        statement = draft.statement
        tables = derived.task.tables.map { Table(name: $0.name, columns: $0.columns) }
        intent = draft.intent
        check = draft.check
        slips = []
        looks = [DatabasePlan.firstRows(of: draft.table.name)]
        if let column = draft.castColumn {
            intent += " The values of `\(column)` may be texts, so I cast them to numbers."
            looks = [
                Look(
                    thought: "I first look at how `\(column)` is stored.",
                    statement: "SELECT \(column.quotedName) FROM \(draft.table.name.quotedName) "
                        + "LIMIT 5",
                    remark: "The numbers stand in quotes, so they are texts.")
            ]
            if let uncast = draft.uncast { slips.append(.textOrder(uncast, column: column)) }
        }
        for condition in draft.conditions where !draft.isChange {
            guard let value = condition.spelledValue else { continue }
            let column = draft.table.columns.first { $0.name == condition.column }
            guard let column, column.kind == .category, column.values.count <= 12 else { continue }
            let distinct =
                "SELECT DISTINCT \(column.name.quotedName) FROM "
                + draft.table.name.quotedName
            looks.append(
                Look(
                    thought: "I check how the values of `\(column.name)` are written.",
                    statement: distinct, remark: "\"\(value)\" is among them."))
            if let slip = Slip.misspeltValue(
                value, of: column, in: statement, distinct: distinct)
            {
                slips.append(slip)
            }
        }
    }

    /// The plan for a listed task; `nil` where its file does not say what solves it.
    init?(_ task: DatabaseTask) {
        guard let gold = task.gold, !gold.isEmpty, !task.tables.isEmpty else { return nil }
        kind = task.kind
        statement = gold.split(whereSeparator: \.isNewline).joined(separator: " ")
        tables = task.tables.map { Table(name: $0.name, columns: $0.columns) }
        intent = DatabasePlan.intent(of: task.kind)
        looks = [DatabasePlan.firstRows(of: task.tables[0].name)]
        slips = []
    }

    private static func firstRows(of table: String) -> Look {
        Look(
            thought: "I look at the first rows to see how the data is written.",
            statement: "SELECT * FROM \(table.quotedName) LIMIT 2",
            remark: "Now I know what the rows look like.")
    }

    private static func intent(of kind: String) -> String {
        switch kind {
        case "counting": "This asks for a number of rows, so I count."
        case "comparison": "I compare the values that the question names."
        case "ranking": "The order of the rows decides, so I sort them."
        case "aggregation-SUM": "The values have to be added up."
        case "aggregation-AVG": "The mean of the values is wanted."
        case "aggregation-MAX": "The largest value is wanted."
        case "aggregation-MIN": "The smallest value is wanted."
        case "INSERT": "A row has to be added."
        case "UPDATE": "Rows that exist have to be changed."
        case "DELETE": "Rows have to be removed."
        default: "I select what the question asks for."
        }
    }
}
