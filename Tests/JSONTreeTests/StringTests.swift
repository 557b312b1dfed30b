import JSONTree
import Testing

/// Strings are scanned eight bytes at a time: what matters must be found at every offset.
@Suite struct StringTests {
    private static let styles: [JSONStyle] = [
        .python, .compact, JSONStyle(escapesNonASCII: true), JSONStyle(escapesSlashes: true),
        JSONStyle(escapesNonASCII: true, escapesInCapitals: true, escapesSlashes: true),
    ]

    @Test(arguments: ["\"", "\\", "\n", "\u{0}", "\u{1F}", "/", "\u{7F}", "é", "€", "😀", "\u{80}"])
    func `A character is written and read at every offset of a string`(_ special: String) throws {
        for length in 0...20 {
            for offset in 0...length {
                var text = String(repeating: "a", count: length)
                text.insert(contentsOf: special, at: text.index(text.startIndex, offsetBy: offset))
                for style in Self.styles {
                    let written = JSON.string(text).text(style)
                    #expect(try JSON.parse(written) == .string(text))
                }
            }
        }
    }

    @Test(arguments: [
        ("é", #""\u00e9""#), ("€", #""\u20ac""#), ("😀", #""\ud83d\ude00""#),
        ("\u{7F}", #""\u007f""#), ("\u{10FFFF}", #""\udbff\udfff""#), ("\u{80}", #""\u0080""#),
    ])
    func `Escapes are those of Python`(_ text: String, _ escaped: String) throws {
        #expect(JSON.string(text).text(JSONStyle(escapesNonASCII: true)) == escaped)
        #expect(try JSON.parse(escaped) == .string(text))
        let capitals = JSON.string(text).text(
            JSONStyle(escapesNonASCII: true, escapesInCapitals: true))
        #expect(try JSON.parse(capitals) == .string(text))
    }

    @Test(arguments: [
        ([0xFF], 0), ([0x61, 0xC3], 1), ([0xC3, 0xA9, 0xE2, 0x82], 2), ([0xED, 0xA0, 0x80], 0),
        ([0x5C, 0x6E, 0xC0, 0x80], 2), ([0xF0, 0x9F, 0x98, 0x80, 0x80], 4),
    ])
    func `Bytes that are not UTF-8 are named by their offset`(_ bytes: [UInt8], _ offset: Int) {
        let error = #expect(throws: JSONError.self) {
            try JSON.parse(bytes: [0x20, 0x22] + bytes + [0x22])
        }
        #expect(error?.kind == .encoding)
        #expect(error?.offset == 2 + offset)
    }
}
