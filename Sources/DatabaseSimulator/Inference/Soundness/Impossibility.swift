/// A proof that no database could have answered a statement with what is recorded.
struct Impossibility: Hashable, Sendable {
    /// The closed list of rules by which an observation is called impossible.
    ///
    /// A search for a database that finds none is not among them: it proves nothing.
    enum Rule: String, Hashable, Sendable, CaseIterable {
        /// The text starts as a list of rows and is none that Python prints.
        case unreadable
        /// The rows have another width than the select list.
        case width
        /// An aggregate without GROUP BY answers one row.
        case rowCount = "row-count"
        /// More rows than LIMIT allows.
        case limit
        /// A row is repeated under DISTINCT or UNION, or a group under GROUP BY.
        case repeatedRow = "repeated-row"
        /// A value of a kind or range that the expression cannot have.
        case value
        /// A value that the statement's own conditions exclude.
        case condition
        /// Values of one row contradict each other: MIN above MAX, SUM of no values.
        case aggregates
        /// Printed sort keys are out of order.
        case order
        /// A statement that changes data answered rows.
        case rowsFromWrite = "rows-from-write"
        /// One statement alone is never out of sync.
        case outOfSync = "out-of-sync"
    }
    var rule: Rule
    /// The proof in a sentence.
    var proof: String

    init(_ rule: Rule, _ proof: String) {
        self.rule = rule
        self.proof = proof
    }
}

/// The database system behind a recorded answer, as far as it is known.
///
/// The dataset's dialogues come from more than one; what is unknown must be impossible in all.
enum RecordingEngine: String, Hashable, Sendable {
    case mysql
    case sqlite
    /// Nothing in the dialogue tells them apart.
    case either

    var mayBeMySQL: Bool { self != .sqlite }
    var mayBeSQLite: Bool { self != .mysql }
}

extension RecordedCell {
    /// As Python prints it, shortened for messages.
    var shown: String {
        let text =
            switch self {
            case .null: "None"
            case .integer(let digits): digits
            case .float(_, let text): text
            case .decimal(let digits): "Decimal('\(digits)')"
            case .string(let text): "'\(text)'"
            case .bytes: "b'…'"
            case .temporal(let name, let parts):
                "datetime.\(name)(\(parts.map(String.init).joined(separator: ", ")))"
            case .set(let members): "{\(members.joined(separator: ", "))}"
            }
        return text.count > 60 ? text.prefix(59) + "…" : text
    }
}
