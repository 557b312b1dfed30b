import JSONTree
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"b": 1, "a": [1.0, 5e-7, -0, true, null], "b": "é\n\"\\"}"#,
        #"[]"#, #"{}"#, #""\u0001""#, #"[{}, [], ""]"#,
    ])
    func `What was read is written back byte for byte`(_ text: String) throws {
        #expect(try JSON.parse(text).text() == text)
    }

    @Test func `Styles reproduce what other writers print`() throws {
        let value = try JSON.parse(#"{"a": ["é/", {"b": 😀}]}"#.replacing("😀", with: #""😀""#))
        #expect(value.text(.compact) == #"{"a":["é/",{"b":"😀"}]}"#)
        #expect(
            value.text(JSONStyle(escapesNonASCII: true, escapesSlashes: true))
                == #"{"a": ["\u00e9\/", {"b": "\ud83d\ude00"}]}"#)
        #expect(
            value.text(.indented(1))
                == "{\n \"a\": [\n  \"é/\",\n  {\n   \"b\": \"😀\"\n  }\n ]\n}")
    }

    @Test(arguments: [
        ("", "the text ends where a value is expected (byte 0)"),
        ("[1,", "the text ends where a value is expected (byte 3)"),
        ("[1 2]", "a comma or the closing bracket is expected here (byte 3)"),
        ("{\"a\":1", "an object does not end (byte 6)"),
        ("\"abc", "a string does not end (byte 0)"),
        ("\"\\ud83d\"", "an unpaired surrogate escape (byte 1)"),
        ("01", "a malformed number (byte 0)"),
        ("1 x", "there is more text after the value (byte 2)"),
    ])
    func `A fault is named with its place`(_ text: String, _ description: String) {
        let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error?.description == description)
    }

    @Test func `Hostile nesting is an error and not a crash`() {
        #expect(throws: JSONError.self) {
            try JSON.parse(String(repeating: "[", count: 100_000))
        }
    }

    @Test func `Invalid UTF-8 is an error`() {
        #expect(throws: JSONError.self) { try JSON.parse(bytes: [0x22, 0xFF, 0x22]) }
    }
}
