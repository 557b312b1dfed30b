/// A task in the making: what is asked, and the statement that solves it.
struct QuestionDraft: Sendable {
    /// AgentBench's word for the kind, such as `counting` or `UPDATE`.
    var kind: String
    /// The question or the order.
    var question: String
    /// What solves it.
    var statement: String
    /// The table it is about.
    var table: SheetTable
    /// What chooses the rows.
    var conditions: [RowCondition] = []
    /// The column whose texts have to be read as numbers.
    var castColumn: String?
    /// The statement that forgets to.
    var uncast: String?
    /// A query whose two rows must differ in the last column, for else the answer is a matter of
    /// luck.
    var tieCheck: String?
    /// What shows that a change was made.
    var check: String?
    /// What the solution does, as an agent would say it before doing it.
    var intent: String
    /// How hard it is, besides its conditions.
    var effort = 1

    /// Whether the task changes data.
    var isChange: Bool { ["INSERT", "UPDATE", "DELETE"].contains(kind) }

    /// About the number of decisions.
    var difficulty: Int {
        effort + conditions.count + (castColumn == nil ? 0 : 1) + (isChange ? 1 : 0)
    }
}
