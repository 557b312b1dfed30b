import Dialogues
import SeededRandom
import Testing

@Suite struct ReaderFuzzTests {
    #if DEBUG
        static let inputs = 3_000
    #else
        static let inputs = 100_000
    #endif

    private static let texts: [[UInt8]] = {
        let layouts = [DialogueLayout.lines, .array(), .array(indentation: nil)]
        let dialogues = Samples.dialogues
        return layouts.map { $0.bytes(of: dialogues) } + recorded
    }()

    /// Some real rows, where there are any.
    private static var recorded: [[UInt8]] {
        guard Corpus.isPresent else { return [] }
        return Corpus.files.compactMap { path in
            guard let bytes = try? Bytes.of(path) else { return nil }
            let lines = bytes.split(separator: 0x0A).filter { $0.count < 6000 }
            return Array(lines.prefix(2).joined(separator: [0x0A]))
        }
    }

    private static let fragments = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\u{0}", "\\u00e9", "\\ud800",
        "null", "1e999", "{\"conversations\": [", "}]}\n{", "\u{FEFF}", "\\/", "  ", "é", "[[[[",
    ]

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...64, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.removeSubrange(at...)
        case 1: bytes.removeSubrange(at..<end)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 4: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        case 5: bytes.swapAt(at, Int.random(in: 0..<bytes.count, using: &random))
        case 6: bytes.removeFirst(at)
        default:
            let fragment = Self.fragments.randomElement(using: &random) ?? ""
            bytes.insert(contentsOf: Array(fragment.utf8), at: at)
        }
    }

    private func input(_ random: inout SeededGenerator) -> [UInt8] {
        if Int.random(in: 0..<10, using: &random) == 0 {
            let count = Int.random(in: 0..<200, using: &random)
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        var bytes = Self.texts.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
        return bytes
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1])
    func `The reader survives anything, and what it reads without complaint it writes back`(
        seed: UInt64
    ) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var sound = 0
        for number in 0..<(Self.inputs / 2) {
            let bytes = input(&random)
            let limit = number.isMultiple(of: 7) ? 300 : 1 << 20
            guard
                let reader = try? DialogueReader(
                    bytes: bytes, name: "fuzz",
                    options: .init(rowLimit: limit, rules: nil))
            else { continue }
            var dialogues: [Dialogue] = []
            var isSound = true
            var end = 0
            while let row = try reader.next() {
                // Rows are in order, within the file, and end.
                try #require(row.offset >= end && row.offset + row.length <= bytes.count)
                end = row.offset + row.length
                try #require(row.number <= bytes.count + 1)
                try #require(row.dialogue != nil || !row.problems.isEmpty)
                isSound = isSound && row.problems.isEmpty
                if let dialogue = row.dialogue { dialogues.append(dialogue) }
                _ = row.dialogue?.recognisedEnvironment
                _ = row.dialogue?.parts
                _ = row.dialogue?.problems()
            }
            guard isSound else { continue }
            sound += 1
            try #require(
                reader.layout.bytes(of: dialogues) == bytes, "input \(number) of seed \(seed)")
        }
        #expect(sound > Self.inputs / 100)
    }
}
