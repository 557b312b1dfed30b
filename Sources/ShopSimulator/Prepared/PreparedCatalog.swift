import Environments
import SQLiteKit
import Synchronization

/// A prepared catalog: it holds no product that it does not show.
///
/// A class because it owns a connection; a lock keeps its readers apart.
final class PreparedCatalog: Sendable {
    let index: SearchIndex
    let productCount: Int
    private let path: String
    private let shelf: Mutex<PreparedShelf>

    /// Whether a file is one of SQLite's.
    static func recognises(_ path: String) -> Bool {
        guard let file = try? MappedFile(path) else { return false }
        return file.withBytes { $0.starts(with: Array("SQLite format 3\0".utf8)) }
    }

    init(path: String) throws(EnvironmentError) {
        self.path = path
        do {
            let shelf = try PreparedShelf(path)
            guard try shelf.meta("version") == Int64(PreparedFormat.version),
                let count = try shelf.meta("products"), let stamp = try shelf.meta("stamp")
            else {
                throw EnvironmentError(
                    .badWorld,
                    "\(path) is no catalog that this version prepared; "
                        + "diorama index webshop makes it anew")
            }
            productCount = Int(count)
            index = try Self.index(of: shelf, path, stamp: UInt64(bitPattern: stamp))
            self.shelf = Mutex(shelf)
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(
                .badWorld, "\(path) is no prepared catalog: \(error)")
        }
    }

    /// The index beside the catalog; if it is missing or stale it is made anew.
    private static func index(
        of shelf: PreparedShelf, _ path: String, stamp: UInt64
    ) throws -> SearchIndex {
        let place = PreparedFormat.indexPath(of: path)
        if let image = try? IndexImage(path: place), image.stamp == stamp {
            return SearchIndex(image)
        }
        var builder = IndexBuilder()
        try shelf.forEachRecord { builder.add(asin: $0.product.asin, text: $0.product.searchText) }
        let buffer = builder.build(stamp: stamp)
        // A catalog in a folder that cannot be written to is indexed each time that it is opened.
        try? IndexFile.write(UnsafeRawBufferPointer(buffer), to: place)
        return SearchIndex(try IndexImage(owning: buffer))
    }

    func read<Result: Sendable>(
        _ body: (PreparedShelf) throws -> Result
    ) throws(EnvironmentError) -> Result {
        do {
            return try shelf.withLock { shelf in try body(shelf) }
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(.badWorld, "\(path) cannot be read: \(error)")
        }
    }
}

extension PreparedCatalog: Stock {
    var count: Int { productCount }

    func listing(
        for keywords: [String], _ correctsQuirks: Bool, using chance: inout SeededChance
    ) throws(SearchFailure) -> [Int] {
        try listing(Query(keywords), of: productCount, correctsQuirks, using: &chance) {
            query throws(EnvironmentError) in
            switch query {
            case .text(let text): index.search(text).map(\.product)
            case .attribute(let name): try read { try $0.numbers(.attribute, name) }
            case .category(let name): try read { try $0.numbers(.category, name ?? "") }
            case .query(let name): try read { try $0.numbers(.query, name) }
            case .random: []
            }
        }
    }

    func number(of asin: String) throws(EnvironmentError) -> Int? {
        try read { try $0.numbers(.asin, asin).first }
    }

    func card(_ number: Int) throws(EnvironmentError) -> ProductCard {
        try read { try $0.card(number) }
    }

    func options(_ number: Int) throws(EnvironmentError) -> [Product.OptionGroup] {
        try product(number).options
    }

    func description(_ number: Int) throws(EnvironmentError) -> String {
        try product(number).description
    }

    func bulletPoints(_ number: Int) throws(EnvironmentError) -> [String] {
        try product(number).bulletPoints
    }

    func product(_ number: Int) throws(EnvironmentError) -> Product {
        try read { try $0.record(number).product }
    }
}

extension PreparedCatalog: GoalBook {
    func count(of kind: GoalKind) throws(EnvironmentError) -> Int {
        try read { try $0.goalCount(kind) }
    }

    func goal(_ kind: GoalKind, at place: Int) throws(EnvironmentError) -> Goal {
        guard let goal = try read({ try $0.goal(kind, place) }) else {
            throw .noGoal(kind, place, of: try count(of: kind))
        }
        return goal
    }

    func places(of instruction: String, _ kind: GoalKind) throws(EnvironmentError) -> [Int] {
        try read { shelf in
            try shelf.places(kind, words: PreparedFormat.words(instruction)).filter {
                try shelf.goal(kind, $0)?.instruction.isSame(as: instruction) ?? false
            }
        }
    }

    func place(_ kind: GoalKind, drawnAt fraction: Double) throws(EnvironmentError) -> Int {
        let count = try count(of: kind)
        guard count > 0 else { throw .noGoals(kind) }
        // As in memory, the original looks one place too far.
        return min(try read { try $0.place(kind, drawnAt: fraction) } + 1, count - 1)
    }
}
