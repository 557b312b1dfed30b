/// The form of a prepared catalog: products and goals in SQLite, the index beside them.
enum PreparedFormat {
    /// The version of the form; another one must be prepared anew.
    static let version = 1

    static let tables = [
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE products (number INTEGER PRIMARY KEY, asin TEXT NOT NULL, "
            + "title TEXT NOT NULL, tag TEXT NOT NULL, category TEXT NOT NULL, "
            + "query TEXT NOT NULL, record BLOB NOT NULL)",
        "CREATE TABLE attributes (attribute TEXT NOT NULL, number INTEGER NOT NULL, "
            + "PRIMARY KEY (attribute, number)) WITHOUT ROWID",
        "CREATE TABLE goals (kind INTEGER NOT NULL, place INTEGER NOT NULL, "
            + "product INTEGER NOT NULL, variant INTEGER NOT NULL, weight REAL NOT NULL, "
            + "total REAL NOT NULL, cap REAL, words INTEGER NOT NULL, "
            + "PRIMARY KEY (kind, place)) WITHOUT ROWID",
    ]

    static let indexes = [
        "CREATE UNIQUE INDEX products_asin ON products (asin)",
        "CREATE INDEX products_category ON products (category)",
        "CREATE INDEX products_query ON products (query)",
        "CREATE INDEX goals_words ON goals (kind, words)",
        "CREATE INDEX goals_total ON goals (kind, total)",
    ]

    /// Where the index of a prepared catalog lies.
    static func indexPath(of path: String) -> String { path + ".index" }

    /// How a kind of goals is written.
    static func code(of kind: GoalKind) -> Int64 { kind == .human ? 0 : 1 }

    /// How a price cap is written; nothing stands for one that the seed draws.
    static func code(of cap: PriceCap) -> Double {
        switch cap {
        case .dollars(let dollars): dollars
        case .none: -1
        }
    }

    static func cap(_ code: Double) -> PriceCap { code < 0 ? .none : .dollars(code) }

    /// A number by which a text is looked up.
    static func words(_ text: String) -> Int64 {
        Int64(bitPattern: text.utf8.reduce(Stamp.start) { Stamp.add($0, $1) })
    }
}

/// A sum over bytes that tells one content from another.
enum Stamp {
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    static func add(_ stamp: UInt64, _ byte: UInt8) -> UInt64 {
        (stamp ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
