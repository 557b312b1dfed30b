/// A table as the text of a task describes it.
struct DescribedTable: Hashable, Sendable {
    var name: String
    /// In the order of the text; empty where the text names the table only.
    var columns: [DescribedColumn]
    /// Whether the text lists the columns as all that there are, not as examples.
    var isComplete: Bool
    /// Whether a program wrote the description, so that nothing in it is open to reading.
    var isVerbatim = false
}

/// A column as the text of a task describes it.
struct DescribedColumn: Hashable, Sendable {
    var name: String
    /// The type as stated (`INT`, `VARCHAR(255)`, `string`); most texts state none.
    var statedType: String?

    init(_ name: String, statedType: String? = nil) {
        self.name = name
        self.statedType = statedType
    }
}
