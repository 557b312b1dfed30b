import SQLiteKit

/// How stored values of a type are ordered; NULL comes first.
struct ValueOrder: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Numbers, dates and bytes: as SQLite orders what is stored.
        case stored
        case decimal
        case collation(CollationName)
        case json
    }

    let kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }

    init(_ type: MySQLType) {
        switch type.kind {
        case .decimal: kind = .decimal
        case .string: kind = .collation(type.collation)
        case .json: kind = .json
        default: kind = .stored
        }
    }

    /// A short name, which also passes the order to a body.
    var code: String {
        switch kind {
        case .stored: "n"
        case .decimal: "d"
        case .json: "j"
        case .collation(let name):
            "c\(CollationName.allCases.firstIndex(of: name) ?? 0)"
        }
    }

    /// Negative, zero or positive.
    func compare(_ left: SQLiteValue, _ right: SQLiteValue) -> Int {
        if left.isNull || right.isNull { return (left.isNull ? 0 : 1) - (right.isNull ? 0 : 1) }
        switch (kind, left, right) {
        case (.decimal, _, _): return MySQLDecimal.compare(left.storedDecimal, right.storedDecimal)
        case (.collation(let name), .text(let first), .text(let second)):
            return Collation.compare(first, second, name)
        case (.json, .text(let first), .text(let second)):
            return JSONComparison.compare(first, second)
        case (_, .integer(let first), .integer(let second)):
            return first < second ? -1 : first == second ? 0 : 1
        case (_, .real, .real), (_, .integer, .real), (_, .real, .integer):
            let (first, second) = (left.storedDouble, right.storedDouble)
            return first < second ? -1 : first == second ? 0 : 1
        case (_, .text(let first), .text(let second)):
            return first == second ? 0 : first.utf8.lexicographicallyPrecedes(second.utf8) ? -1 : 1
        case (_, .blob(let first), .blob(let second)):
            return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
        default: return left.storageRank - right.storageRank
        }
    }
}

extension SQLiteValue {
    /// SQLite's order of kinds; an unsigned number beyond all signed ones is a text.
    fileprivate var storageRank: Int {
        switch self {
        case .null: 0
        case .integer, .real: 1
        case .text: 2
        case .blob: 3
        }
    }
}
