import JSONTree
import SeededRandom
import Testing

@Suite struct FuzzTests {
    #if DEBUG
        static let inputs = 6_000
    #else
        static let inputs = 100_000
    #endif

    private static let fragments = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\u{0}", "\\u00e9", "\\ud83d", "\\ude00",
        "null", "tru", "-", "1e999", "0.", "NaN", "-Infinity", "é", "\u{FEFF}", "\\/", "[[[[[[[[",
        "{\"a\":", "\u{1F600}",
    ]

    private func value(_ depth: Int, _ random: inout SeededGenerator) -> JSON {
        let texts = ["", "a", "é\n\"\\", "\u{7F}\u{1F600}", "a longer text with nothing special"]
        let numbers = ["0", "-1", "1.50", "5e-7", "12345678901234567890", "NaN"]
        switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(literal: numbers.randomElement(using: &random) ?? "0")
        case 3: return .string(texts.randomElement(using: &random) ?? "")
        case 4:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth + 1, &random) })
        default:
            let count = Int.random(in: 0..<5, using: &random)
            return .object(
                JSONObject((0..<count).map { ("key \($0 % 3)", value(depth + 1, &random)) }))
        }
    }

    private func style(_ random: inout SeededGenerator) -> JSONStyle {
        [
            .python, .compact, .indented(2),
            JSONStyle(escapesNonASCII: true, escapesInCapitals: true, escapesSlashes: true),
        ].randomElement(using: &random) ?? .python
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.removeSubrange(at...)
        case 1: bytes.removeSubrange(at..<end)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 4: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        default:
            let fragment = Self.fragments.randomElement(using: &random) ?? ""
            bytes.insert(contentsOf: Array(fragment.utf8), at: at)
        }
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1])
    func `Anything is refused at a place within it, or read and written to the same value`(
        seed: UInt64
    ) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var read = 0
        for number in 0..<(Self.inputs / 2) {
            var bytes: [UInt8] = []
            value(0, &random).write(to: &bytes, style: style(&random))
            for _ in 0..<Int.random(in: 0...3, using: &random) { damage(&bytes, &random) }
            do throws(JSONError) {
                let value = try JSON.parse(bytes: bytes)
                let text = value.text(style(&random))
                #expect(try JSON.parse(text) == value, "input \(number) of seed \(seed)")
                _ = JSONStyle.python.adapted(to: bytes[...])
                read += 1
            } catch {
                try #require((0...bytes.count).contains(error.offset))
                _ = JSON.path(to: error.offset, in: bytes[...])
            }
        }
        #expect(read > Self.inputs / 20)
        #expect(read < Self.inputs / 2 * 9 / 10)
    }
}
