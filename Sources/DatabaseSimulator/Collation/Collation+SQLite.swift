internal import SQLiteKit

extension Collation {
    /// What the collation is called in SQL for SQLite.
    ///
    /// Those that compare bytes and do not pad are SQLite's own `BINARY`.
    static func sqliteName(_ name: CollationName) -> String {
        switch name {
        case .codePointNoPad, .binary: "BINARY"
        default: name.rawValue
        }
    }

    /// Makes all collations known to a connection.
    ///
    /// No table is decoded until a text needs it.
    static func register(on connection: Connection) {
        for name in CollationName.allCases where sqliteName(name) == name.rawValue {
            connection.register(collation: name.rawValue) { compare($0, $1, name) }
        }
    }
}
