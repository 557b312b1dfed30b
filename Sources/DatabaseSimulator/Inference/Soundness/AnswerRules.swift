/// Decides whether a recorded answer to a query is impossible, whatever the rows of the database
/// are and however a text sorts: by the query's form alone.
///
///     let rules = AnswerRules(query, tables: described, engine: .either)
///     rules.impossibility(of: rows)?.proof   // "LIMIT 3 allows 3 rows, and 4 are printed"
///
/// It must never be wrong about a true answer, so what it does not understand it lets pass.
struct AnswerRules {
    let query: Query
    let select: Select?
    let order: [OrderItem]
    let limit: Limit?
    let scope: SelectScope
    let engine: RecordingEngine
    /// What each printed column is; `nil` if their number is unknown.
    let printed: [Expression?]?

    init(_ query: Query, tables: [DescribedTable], engine: RecordingEngine) {
        self.query = query
        self.engine = engine
        let single = query.single
        select = single?.select
        order = single?.order ?? query.order
        limit = single?.limit ?? query.limit
        let hasCommonTables = query.with != nil
        scope = SelectScope(
            single?.select ?? Select(items: []), tables: hasCommonTables ? [] : tables)
        printed = single.flatMap { [scope] in scope.printedExpressions(of: $0.select.items) }
    }

    /// A proof that the answer is impossible; `nil` if there is none.
    func impossibility(of answer: RecordedRows) -> Impossibility? {
        width(answer) ?? rowCount(answer) ?? tooManyRows(answer) ?? repeatedRow(answer)
            ?? values(answer) ?? conditions(answer) ?? aggregates(answer) ?? sortKeys(answer)
    }
}
