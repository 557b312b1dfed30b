import SeededRandom
import Testing

@testable import diorama

@Suite struct KeyDecoderTests {
    private func keys(_ bytes: some Sequence<UInt8>) -> [Key] {
        var decoder = KeyDecoder()
        return bytes.compactMap { decoder.decode($0) }
    }

    @Test(arguments: [
        ("aé漢😀", ["a", "é", "漢", "😀"].map(Key.text)),
        ("\r\n\t\u{7F}\u{8}", [.enter, .enter, .tab, .backspace, .backspace]),
        (
            "\u{1}\u{5}\u{B}\u{15}\u{17}\u{19}",
            [.home, .end, .deleteToEnd, .deleteToStart, .deleteWord, .yank]
        ),
        ("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
        ("\u{1B}[1;5C\u{1B}[1;5D\u{1B}b\u{1B}f", [.wordRight, .wordLeft, .wordLeft, .wordRight]),
        ("\u{1B}[H\u{1B}[4~\u{1B}[3~\u{1B}OF", [.home, .end, .delete, .end]),
        ("\u{1B}[200~a\r\nb\u{1B}[A\u{1B}[201~c", [.text("a\nb\u{1B}[A"), .text("c")]),
        ("\u{1B}\r", [.text("\n")]),
        ("\u{1B}[15~\u{1B}[?1;2cx", [.text("x")]),
    ])
    func `Bytes become keys`(_ text: String, _ expected: [Key]) {
        #expect(keys(text.utf8) == expected)
    }

    @Test func `Bytes that are no text are passed over`() {
        #expect(keys([0xFF, 0xC3, 0x28, 0xE6, 0xBC, 0x61]) == [.text("("), .text("a")])
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `No input brings the decoder down`(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet: [UInt8] = [0x1B, 0x5B, 0x4F, 0x3B, 0x7E, 0x32, 0x30, 0xC3, 0xF0, 0xA9, 0x41]
        let bytes = (0..<400).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
        var decoder = KeyDecoder()
        var buffer = LineBuffer()
        var view = LineView(prompt: "> ", style: Style(isOn: false))
        var isWell = true
        for byte in bytes {
            guard let key = decoder.decode(byte) else { continue }
            _ = buffer.edit(with: key)
            isWell =
                isWell && buffer.cursor <= buffer.characters.count
                && !view.draw(buffer, hint: "x", columns: 9).isEmpty
        }
        #expect(isWell)
    }
}
