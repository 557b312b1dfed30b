import SQLiteKit

/// A translated query that can run again.
///
/// Some of its literals are *free*: nothing but the value of one parameter depends on them, so
/// that a query which differs in these literals only has the same plan.
struct SelectPlan {
    let sql: String
    private(set) var parameters: [SQLiteValue]
    let columns: [StatementResult.Column]
    let sort: RowSort?
    /// The indexes of the free literals among the parameters, in the order of the text.
    private let free: [Int]

    init(_ query: TranslatedQuery, _ translator: Translator) {
        sql = query.sql
        parameters = translator.parameters
        columns = query.columns.map { StatementResult.Column(name: $0.name, type: $0.type) }
        sort = query.sort
        free = translator.freeParameters
    }

    /// The free literals.
    var literals: [SQLiteValue] { free.map { parameters[$0] } }

    /// The plan with other values for its free literals.
    func with(_ literals: [SQLiteValue]) -> SelectPlan {
        var plan = self
        for (index, literal) in zip(free, literals) { plan.parameters[index] = literal }
        return plan
    }
}
