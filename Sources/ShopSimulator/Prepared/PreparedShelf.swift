import Environments
import SQLiteKit

/// The statements that read a prepared catalog.
///
/// A class because it owns a connection and its statements.
final class PreparedShelf {
    /// A column by which products are found.
    enum Column: String, CaseIterable {
        case asin, category, query, attribute
    }

    private let connection: Connection
    private let cards: Statement
    private let records: Statement
    private let asins: Statement
    private let goals: Statement
    /// What lists showed of products lately: pages of results are turned back and forth.
    private var shownCards: [Int: ProductCard] = [:]
    private static let cardLimit = 10_000
    /// The products that pages and scores asked for last.
    private var recentRecords: [Int: ProductRecord] = [:]
    private static let recordLimit = 128

    init(_ path: String) throws {
        let connection = try Connection(reading: path)
        // Read, not mapped: of the file's many pages few are needed twice, and those stay here.
        try connection.run("PRAGMA mmap_size = 0")
        try connection.run("PRAGMA cache_size = -8192")
        func prepare(_ sql: String) throws -> Statement {
            guard let statement = try connection.prepare(sql) else {
                throw EnvironmentError(.badWorld, "\(path) cannot be read")
            }
            return statement
        }
        cards = try prepare("SELECT asin, title, tag FROM products WHERE number = ?")
        records = try prepare("SELECT asin, title, tag, record FROM products WHERE number = ?")
        asins = try prepare("SELECT number FROM products WHERE asin = ?")
        goals = try prepare(
            "SELECT product, variant, weight, cap FROM goals WHERE kind = ? AND place = ?")
        self.connection = connection
    }

    func meta(_ name: String) throws -> Int64? {
        try connection.rows("SELECT value FROM meta WHERE name = ?", [.text(name)]).first?
            .first?.integer
    }

    func numbers(_ column: Column, _ value: String) throws -> [Int] {
        if column == .asin {
            asins.reset()
            try asins.bind(.text(value), at: 1)
            return try asins.step() ? [Int(asins.value(at: 0).integer ?? 0)] : []
        }
        let table = column == .attribute ? "attributes" : "products"
        return try connection.rows(
            "SELECT number FROM \(table) WHERE \(column.rawValue) = ? ORDER BY number",
            [.text(value)]
        ).compactMap { $0.first?.integer.map { Int($0) } }
    }

    func card(_ number: Int) throws -> ProductCard {
        if let card = shownCards[number] { return card }
        let card = try readCard(number)
        if shownCards.count >= Self.cardLimit { shownCards.removeAll(keepingCapacity: true) }
        shownCards[number] = card
        return card
    }

    private func readCard(_ number: Int) throws -> ProductCard {
        cards.reset()
        try cards.bind(.integer(Int64(number)), at: 1)
        guard try cards.step() else { throw missing(number) }
        return ProductCard(
            asin: cards.value(at: 0).text, title: cards.value(at: 1).text,
            priceTag: cards.value(at: 2).text)
    }

    func record(_ number: Int) throws -> ProductRecord {
        if let record = recentRecords[number] { return record }
        let record = try readRecord(number)
        if recentRecords.count >= Self.recordLimit {
            recentRecords.removeAll(keepingCapacity: true)
        }
        recentRecords[number] = record
        return record
    }

    private func readRecord(_ number: Int) throws -> ProductRecord {
        records.reset()
        try records.bind(.integer(Int64(number)), at: 1)
        guard try records.step() else { throw missing(number) }
        let card = ProductCard(
            asin: records.value(at: 0).text, title: records.value(at: 1).text,
            priceTag: records.value(at: 2).text)
        guard case .blob(let bytes) = records.value(at: 3),
            let record = ProductRecord(card, bytes)
        else { throw missing(number) }
        return record
    }

    private func missing(_ number: Int) -> EnvironmentError {
        EnvironmentError(.badWorld, "the prepared catalog has lost its product \(number)")
    }

    func forEachRecord(_ body: (ProductRecord) -> Void) throws {
        for number in 0..<Int(try meta("products") ?? 0) { body(try readRecord(number)) }
    }

    func goalCount(_ kind: GoalKind) throws -> Int {
        let last = try connection.rows(
            "SELECT max(place) FROM goals WHERE kind = ?",
            [.integer(PreparedFormat.code(of: kind))]
        ).first?.first?.integer
        return last.map { Int($0) + 1 } ?? 0
    }

    func goal(_ kind: GoalKind, _ place: Int) throws -> Goal? {
        goals.reset()
        try goals.bind(.integer(PreparedFormat.code(of: kind)), at: 1)
        try goals.bind(.integer(Int64(place)), at: 2)
        guard try goals.step(), let product = goals.value(at: 0).integer,
            let variant = goals.value(at: 1).integer
        else { return nil }
        let weight = goals.value(at: 2).real ?? 1
        let cap = goals.value(at: 3).real.map(PreparedFormat.cap)
        let record = try record(Int(product))
        let seed = GoalMaker.Seed(product: Int32(product), variant: Int32(variant))
        return Goal(kind, seed, of: record.product, record.notes, weight: weight, cap: cap)
    }

    func places(_ kind: GoalKind, words: Int64) throws -> [Int] {
        try connection.rows(
            "SELECT place FROM goals WHERE kind = ? AND words = ? ORDER BY place",
            [.integer(PreparedFormat.code(of: kind)), .integer(words)]
        ).compactMap { $0.first?.integer.map { Int($0) } }
    }

    /// The first place up to which the weights are more than a share of all.
    func place(_ kind: GoalKind, drawnAt fraction: Double) throws -> Int {
        let code = SQLiteValue.integer(PreparedFormat.code(of: kind))
        let total =
            try connection.rows("SELECT max(total) FROM goals WHERE kind = ?", [code])
            .first?.first?.real ?? 0
        let place = try connection.rows(
            "SELECT place FROM goals WHERE kind = ? AND total > ? ORDER BY total LIMIT 1",
            [code, .real(fraction * total)]
        ).first?.first?.integer
        return place.map { Int($0) } ?? 0
    }
}

extension SQLiteValue {
    fileprivate var integer: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    fileprivate var real: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }

    fileprivate var text: String {
        if case .text(let text) = self { text } else { "" }
    }
}
