import JSONTree
import ParquetFiles
import SeededRandom
import Testing

/// A file in memory, in the making.
struct MemorySink: ParquetSink {
    var bytes: [UInt8] = []

    mutating func write(_ bytes: [UInt8]) throws(ParquetError) {
        self.bytes += bytes
    }
}

/// Rows for tests, and their way through a file.
enum Rows {
    static let fields: [ParquetField] = [
        .list(
            "conversations",
            of: .structure(
                "element", [.text("from"), .column("loss", .boolean), .text("value")])),
        .text("id"), .column("reward", .double), .column("turns", .int64),
        .list("tags", of: .list("element", of: .text("element"))),
    ]

    static func bytes(
        _ rows: [JSON], fields: [ParquetField] = Rows.fields, options: ParquetOptions
    ) throws -> [UInt8] {
        var writer = try ParquetWriter(
            MemorySink(), fields: fields, metadata: [("key", "value")], options: options)
        for row in rows { try writer.write(row) }
        return try writer.finish().bytes
    }

    static func read(_ bytes: [UInt8], limit: Int = .max) throws(ParquetError) -> [JSON] {
        let reader = try ParquetReader(ParquetBytes(bytes))
        var rows: [JSON] = []
        while rows.count < limit, let row = try reader.next() { rows.append(row) }
        return rows
    }

    static func random(_ count: Int, _ random: inout SeededGenerator) -> [JSON] {
        (0..<count).map { number in row(number, &random) }
    }

    private static func row(_ number: Int, _ random: inout SeededGenerator) -> JSON {
        func maybe(_ value: JSON) -> JSON {
            Int.random(in: 0..<6, using: &random) == 0 ? .null : value
        }
        let words = ["", "Ok.", "é", "e\u{301}", "a longer text that is repeated often", "\u{0}"]
        var messages: [JSON] = []
        for _ in 0..<Int.random(in: 0..<5, using: &random) {
            let text =
                (words.randomElement(using: &random) ?? "")
                + (Bool.random(using: &random) ? "\(Int.random(in: 0...9999, using: &random))" : "")
            messages.append(
                maybe([
                    "from": maybe(["human", "gpt"].randomElement(using: &random) ?? ""),
                    "loss": maybe(.bool(Bool.random(using: &random))),
                    "value": maybe(.string(text)),
                ]))
        }
        let tags = (0..<Int.random(in: 0..<3, using: &random)).map { _ in
            maybe(
                .array((0..<Int.random(in: 0..<3, using: &random)).map { maybe(.string("\($0)")) }))
        }
        return [
            "conversations": maybe(.array(messages)), "id": maybe(.string("id_\(number)")),
            "reward": maybe(JSON(Double(number) / 3)), "turns": maybe(JSON(number - 5)),
            "tags": maybe(.array(tags)),
        ]
    }
}

@Suite struct RoundTripTests {
    static let layouts: [ParquetOptions] = ParquetCompression.allCases.flatMap { compression in
        [ParquetOptions.DataPages.version1, .version2].flatMap { pages in
            [0, 60, 1 << 20].map { limit in
                ParquetOptions(
                    compression: compression, dataPages: pages, pageSize: 300, rowsPerPage: 40,
                    rowGroupSize: 20_000, rowsPerGroup: 150, dictionaryLimit: limit)
            }
        }
    }

    @Test(arguments: layouts)
    func `What is written is read again, in every layout`(options: ParquetOptions) throws {
        var random = SeededGenerator(seed: 3)
        let rows = Rows.random(400, &random)
        let read = try Rows.read(Rows.bytes(rows, options: options))
        #expect(read == rows)
    }

    @Test func `A file without rows has its columns`() throws {
        let bytes = try Rows.bytes([], options: ParquetOptions())
        let reader = try ParquetReader(ParquetBytes(bytes))
        #expect(reader.fields == Rows.fields)
        #expect(reader.rowCount == 0)
        #expect(reader.metadata("key") == "value")
        #expect(try reader.next() == nil)
    }

    @Test func `Texts that only look the same stay apart in a dictionary`() throws {
        let rows: [JSON] = [["id": "\u{E9}"], ["id": "e\u{301}"], ["id": "\u{E9}"]]
        let bytes = try Rows.bytes(rows, fields: [.text("id")], options: ParquetOptions())
        let texts = try Rows.read(bytes).compactMap { $0["id"]?.string.map { Array($0.utf8) } }
        #expect(texts == [[0xC3, 0xA9], [0x65, 0xCC, 0x81], [0xC3, 0xA9]])
    }

    @Test func `A value of another type is refused by the name of its column`() throws {
        var writer = try ParquetWriter(MemorySink(), fields: [.column("turns", .int64)])
        #expect {
            try writer.write(["turns": "many"])
        } throws: { error in
            let error = error as? ParquetError
            return error?.code == .wrongValue && error?.message.contains("turns") == true
        }
    }

    @Test func `Long runs and long texts survive Snappy`() throws {
        var random = SeededGenerator(seed: 1)
        let noise = String(
            (0..<200_000).map { _ in
                Character(Unicode.Scalar(UInt8.random(in: 32...126, using: &random)))
            })
        let rows: [JSON] = [
            ["id": .string(String(repeating: "a", count: 300_000))], ["id": .string(noise)],
            ["id": .string(String(repeating: "abcdefghij", count: 20_000))], ["id": .null],
        ]
        let bytes = try Rows.bytes(
            rows, fields: [.text("id")], options: ParquetOptions(dictionaryLimit: 0))
        #expect(try Rows.read(bytes) == rows)
        #expect(bytes.count < 260_000)
    }
}
