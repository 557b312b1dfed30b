import JSONTree
import Testing

@Suite struct StyleTests {
    private let value: JSON = ["a": [1, ["b": "é/"]], "c": [], "d": [:]]

    private static let styles: [JSONStyle] = [
        .python, .compact, .indented(0), .indented(1), .indented(3),
        JSONStyle(itemSeparator: " , ", keySeparator: ":  "),
        JSONStyle(itemSeparator: ", ", keySeparator: " : ", indentation: 2, newline: "\r\n"),
        JSONStyle(itemSeparator: ",", indentation: 2, indentsWithTabs: true),
        JSONStyle(escapesNonASCII: true), JSONStyle(escapesSlashes: true),
        JSONStyle(escapesNonASCII: true, escapesInCapitals: true, escapesSlashes: true),
    ]

    @Test(arguments: styles) func `A text shows the style it was written in`(
        _ style: JSONStyle
    ) throws {
        for level in 0...2 {
            for base in Self.styles {
                var bytes: [UInt8] = []
                value.write(to: &bytes, style: style, level: level)
                let (found, foundLevel) = base.adapted(to: bytes[...])
                var again: [UInt8] = []
                value.write(to: &again, style: found, level: foundLevel ?? level)
                #expect(
                    String(decoding: again, as: UTF8.self)
                        == String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    @Test(arguments: styles) func `What a text does not show stays as it was`(
        _ style: JSONStyle
    ) {
        for text in ["1", "\"a\"", "[]", "{}", ""] {
            #expect(style.adapted(to: Array(text.utf8)[...]).style == style)
        }
    }
}
