import JSONTree
import ParquetFiles
import SeededRandom
import Testing

@Suite struct DamageTests {
    #if DEBUG
        static let inputs = 4_000
    #else
        static let inputs = 100_000
    #endif

    private static let files: [[UInt8]] = {
        var random = SeededGenerator(seed: 11)
        let own = RoundTripTests.layouts.compactMap {
            try? Rows.bytes(Rows.random(12, &random), options: $0)
        }
        return own + ForeignFiles.names.compactMap { try? ForeignFiles.bytes($0) }
    }()

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        // Half of the changes go to the footer, which decides most.
        let low = Bool.random(using: &random) ? bytes.count / 2 : 0
        let at = Int.random(in: low..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...32, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes.removeSubrange(at..<end)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 3: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        case 4: bytes[at] = 0xFF
        case 5: bytes[at] &+= 1
        default: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
        }
    }

    /// The first bytes and the last, so that the inside is looked at.
    private func mend(_ bytes: inout [UInt8]) {
        guard bytes.count > 12 else { return }
        for (index, byte) in "PAR1".utf8.enumerated() {
            bytes[index] = byte
            bytes[bytes.count - 4 + index] = byte
        }
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1])
    func `Damaged files are refused or read, without a crash and within limits`(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var refused = 0
        var read = 0
        for _ in 0..<(Self.inputs / 2) {
            var bytes = Self.files.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
            mend(&bytes)
            do {
                read += try Rows.read(bytes, limit: 200).count
            } catch {
                refused += 1
            }
        }
        #expect(refused > Self.inputs / 10)
        #expect(read > Self.inputs / 10)
    }

    @Test func `A file that was cut off says so`() throws {
        let bytes = try #require(Self.files.first)
        for count in 0..<bytes.count {
            #expect(throws: ParquetError.self) { try Rows.read(Array(bytes.prefix(count))) }
        }
    }

    @Test func `What is no Parquet file is called that`() {
        #expect {
            _ = try Rows.read(Array("{\"id\": \"x\", \"conversations\": []}".utf8))
        } throws: { ($0 as? ParquetError)?.code == .notParquet }
    }
}
