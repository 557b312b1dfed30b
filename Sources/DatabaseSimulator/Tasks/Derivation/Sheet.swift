/// Tables as tasks are derived from them: names, kinds of columns, and the values that occur.
struct Sheet: Sendable {
    /// Where the data of a derived task comes from.
    enum Source: Sendable {
        /// The tables of a listed task.
        case task(DatabaseTask)
        /// What the world's script or file made.
        case world
    }

    let source: Source
    let tables: [SheetTable]

    /// The description of the tables that tasks end with.
    var description: String {
        tables.map { table in
            "Table `\(table.name)` has the columns "
                + table.columns.map { "`\($0.name)`" }.joined(separator: ", ") + "."
        }.joined(separator: " ")
    }
}

/// A table of a sheet.
struct SheetTable: Sendable {
    /// A column whose values are keys of another table.
    struct Link: Hashable, Sendable {
        var column: Int
        var table: String
        var key: String
    }

    let name: String
    let columns: [SheetColumn]
    let rows: [[String?]]
    var links: [Link] = []

    /// The columns that hold something of a kind.
    func columns(where condition: (SheetColumn) -> Bool) -> [Int] {
        columns.indices.filter { condition(columns[$0]) }
    }
}

/// A column of a table, with what is known of its values.
struct SheetColumn: Sendable {
    enum Kind: Hashable, Sendable {
        /// Numbers with so many digits after the point.
        case number(decimals: Int)
        /// Numbers that name rows: sums of them mean nothing.
        case key
        /// Dates or times that compare as they are written.
        case date
        /// Few values that come again and again.
        case category
        /// Words, of which most occur once.
        case words
        /// What questions cannot be asked about.
        case other
    }

    let name: String
    let kind: Kind
    /// Whether numbers are stored as texts, which compare letter by letter.
    let isText: Bool
    /// Whether rows can be without a value.
    let canBeMissing: Bool
    /// Whether a new row needs no value here, for the server makes it.
    let isGenerated: Bool
    /// The values that questions can name, in the order of their first occurrence.
    let values: [String]
    /// How many rows have no value.
    let missing: Int

    var isNumber: Bool { if case .number = kind { true } else { false } }
    /// Whether rows can be chosen by a value of the column.
    var selects: Bool { (kind == .category || kind == .words) && !values.isEmpty }
    /// Whether the column's values are good answers.
    var answers: Bool { kind == .category || kind == .words }
}

extension SheetColumn {
    /// Looks at the values of a column.
    ///
    /// - Parameter declared: the kind that the column's type decides; `nil` for texts.
    init(
        name: String, texts: [String?], declared: Kind? = nil, canBeMissing: Bool = true,
        isGenerated: Bool = false
    ) {
        let present = texts.compactMap { $0 }
        var seen = Set<String>()
        let distinct = present.filter { seen.insert($0).inserted }
        self.name = name
        self.canBeMissing = canBeMissing
        self.isGenerated = isGenerated
        isText = declared == nil
        missing = texts.count - present.count
        values = distinct.filter(\.canBeNamed)
        kind = declared ?? SheetColumn.kind(of: present, distinct: distinct)
    }

    private static func kind(of present: [String], distinct: [String]) -> Kind {
        guard !distinct.isEmpty else { return .other }
        if let decimals = decimals(of: distinct) {
            let isKey =
                decimals == 0 && distinct.count == present.count && present.count > 2
                && isCounting(distinct)
            return isKey ? .key : .number(decimals: decimals)
        }
        if distinct.allSatisfy(\.isDate) { return .date }
        guard distinct.contains(where: \.canBeNamed) else { return .other }
        return distinct.count * 2 <= present.count ? .category : .words
    }

    /// The digits after the point; `nil` if not all are plain numbers.
    static func decimals(of values: [String]) -> Int? {
        var decimals = 0
        for value in values {
            let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
            let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, digits.utf8.count <= 15,
                parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } })
            else { return nil }
            if parts.count == 2 { decimals = max(decimals, parts[1].utf8.count) }
        }
        return decimals
    }

    /// Whether numbers go up one by one, or nearly so.
    private static func isCounting(_ values: [String]) -> Bool {
        let numbers = values.compactMap(Int.init)
        return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 <= 3 }
    }
}

extension String {
    /// Whether a question can name the value, and a statement quote it, without ambiguity.
    fileprivate var canBeNamed: Bool {
        !isEmpty && utf8.count <= 48 && first != " " && last != " "
            && !utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C || $0 == 0x22 || $0 == 0x60 }
    }

    /// Whether the text is a date as MySQL writes it, with or without a time.
    fileprivate var isDate: Bool {
        let bytes = Array(utf8)
        guard bytes.count == 10 || bytes.count == 19 else { return false }
        return bytes.indices.allSatisfy { index in
            switch index {
            case 4, 7: bytes[index] == 0x2D
            case 10: bytes[index] == 0x20
            case 13, 16: bytes[index] == 0x3A
            default: bytes[index] &- 0x30 < 10
            }
        }
    }
}
