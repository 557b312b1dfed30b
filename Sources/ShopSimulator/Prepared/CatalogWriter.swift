import Environments
import FoundationEssentials
import SQLiteKit

/// Prepares a catalog: reads its files once and writes what opens at once.
struct CatalogWriter {
    private let connection: Connection
    private var maker = GoalMaker()
    private var builder = IndexBuilder()
    private var stamp = Stamp.start
    private var count = 0

    /// Prepares the catalog of some files; what is faulty is left out and told.
    static func prepare(
        _ paths: [String], to output: String
    ) throws(EnvironmentError) -> Preparation {
        let files = try CatalogFiles(paths)
        guard files.marker == nil else {
            throw .unsupported(
                "preparing a catalog that was inferred from dialogues; it opens as it is")
        }
        let partial = output + ".partial"
        remove(partial)
        defer { remove(partial) }
        var faults: [String] = []
        var summary = ""
        do {
            var writer = try CatalogWriter(partial)
            faults = try writer.write(files)
            summary = writer.summary
            try writer.writeIndex(to: PreparedFormat.indexPath(of: output))
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(.badWorld, "cannot write \(output): \(error)")
        }
        remove(output)
        do {
            try FileManager.default.moveItem(atPath: partial, toPath: output)
        } catch {
            throw EnvironmentError(.badWorld, "cannot write \(output)")
        }
        return Preparation(summary: summary, faults: faults)
    }

    private static func remove(_ path: String) {
        if FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private init(_ path: String) throws {
        connection = try Connection(writing: path)
        // A file that is thrown away when anything fails needs no journal.
        try connection.run("PRAGMA journal_mode = OFF")
        try connection.run("PRAGMA synchronous = OFF")
        for table in PreparedFormat.tables { try connection.run(table) }
    }

    private var summary: String {
        let goals = GoalKind.allCases.map { "\(maker.goals($0).count) \($0.rawValue)" }
        return "\(count) products, \(goals.joined(separator: " and ")) goals"
    }

    private mutating func write(_ files: CatalogFiles) throws -> [String] {
        let draws = try files.draws.map { try Draws(path: $0) } ?? Draws()
        let nouns = try files.nouns.map { try TitleNouns(path: $0) } ?? TitleNouns()
        var asins: [String] = []
        try connection.run("BEGIN")
        var reader = CatalogReader(skipsFaults: true)
        var hashes: [[Int64]] = []
        guard
            let insert = try connection.prepare(
                "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?)"),
            let praise = try connection.prepare("INSERT OR IGNORE INTO attributes VALUES (?, ?)")
        else { return [] }
        try reader.read(files) { product, notes throws(EnvironmentError) in
            var product = product
            product.drawnPrice = draws.prices[product.asin]
            product.nouns = nouns.known(of: product.asin)
            let record = ProductRecord(product, notes)
            let bytes = record.bytes
            for text in [product.asin, product.title, product.priceTag] {
                for byte in text.utf8 { stamp = Stamp.add(stamp, byte) }
            }
            for byte in bytes { stamp = Stamp.add(stamp, byte) }
            do {
                insert.reset()
                let values: [SQLiteValue] = [
                    .integer(Int64(count)), .text(product.asin), .text(product.title),
                    .text(product.priceTag), .text(product.category), .text(product.query),
                    .blob(bytes),
                ]
                for (index, value) in values.enumerated() { try insert.bind(value, at: index + 1) }
                _ = try insert.step()
                for attribute in product.attributes {
                    praise.reset()
                    try praise.bind(.text(attribute), at: 1)
                    try praise.bind(.integer(Int64(count)), at: 2)
                    _ = try praise.step()
                }
            } catch {
                throw EnvironmentError(.badWorld, "cannot write the catalog: \(error)")
            }
            maker.add(product, number: count, notes)
            builder.add(asin: product.asin, text: product.searchText)
            hashes.append(Self.words(of: product, notes))
            asins.append(product.asin)
            count += 1
        }
        for kind in GoalKind.allCases {
            try writeGoals(kind, asins, hashes, draws)
        }
        for index in PreparedFormat.indexes { try connection.run(index) }
        let meta: [(String, Int64)] = [
            ("version", Int64(PreparedFormat.version)), ("products", Int64(count)),
            ("stamp", Int64(bitPattern: stamp)),
        ]
        for (name, value) in meta {
            try connection.run(
                "INSERT INTO meta VALUES (?, ?)", [.text(name), .integer(value)])
        }
        try connection.run("COMMIT")
        return reader.faults
    }

    /// What the goals of a product are looked up by: first those of people, then the made ones.
    private static func words(of product: Product, _ notes: ProductNotes) -> [Int64] {
        var words = notes.written.map { PreparedFormat.words($0.instruction) }
        guard notes.instruction != nil else { return words }
        for variant in 0..<OptionCombinations(product.options).count {
            let seed = GoalMaker.Seed(product: 0, variant: Int32(variant))
            let goal = Goal(.synthetic, seed, of: product, notes, weight: 1, cap: nil)
            words.append(PreparedFormat.words(goal?.instruction ?? ""))
        }
        return words
    }

    private func writeGoals(
        _ kind: GoalKind, _ asins: [String], _ words: [[Int64]], _ draws: Draws
    ) throws {
        let seeds = maker.goals(kind)
        let caps = try draws.caps(of: seeds.lazy.map { asins[Int($0.product)] }, kind)
        guard
            let insert = try connection.prepare(
                "INSERT INTO goals VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        else { return }
        var total = 0.0
        for (place, seed) in seeds.enumerated() {
            let weight = maker.weight(of: seed, kind)
            total += weight
            let own = words[Int(seed.product)]
            // The made goals of a product stand behind those that people wrote.
            let offset = kind == .human ? 0 : own.count - maker.variants(of: seed.product)
            insert.reset()
            let values: [SQLiteValue] = [
                .integer(PreparedFormat.code(of: kind)), .integer(Int64(place)),
                .integer(Int64(seed.product)), .integer(Int64(seed.variant)), .real(weight),
                .real(total), caps.map { .real(PreparedFormat.code(of: $0[place])) } ?? .null,
                .integer(own[offset + Int(seed.variant)]),
            ]
            for (index, value) in values.enumerated() { try insert.bind(value, at: index + 1) }
            _ = try insert.step()
        }
    }

    private consuming func writeIndex(to path: String) throws {
        let stamp = stamp
        let buffer = builder.build(stamp: stamp)
        defer { buffer.deallocate() }
        try IndexFile.write(UnsafeRawBufferPointer(buffer), to: path)
    }
}
