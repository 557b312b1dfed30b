import JSONTree
import Testing

@Suite struct PlaceTests {
    @Test func `Every beginning of a text is truncated, and not broken`() {
        let text = Array(
            #"{"a": [-1.5e+3, "x\u00e9\n", true, null, {}, false, NaN], "b": ""}"#.utf8)
        for count in 0..<text.count {
            let error = #expect(throws: JSONError.self) {
                try JSON.parse(bytes: text[..<count])
            }
            #expect(error?.kind == .truncated, "the first \(count) bytes")
        }
    }

    @Test(arguments: [
        ("[1, 2}", JSONError.Kind.syntax), ("\"\\ud800x\"", .surrogate), ("{1: 2}", .syntax),
        (String(repeating: "[", count: 600), .depth), ("truth", .syntax), ("\"\u{1}\"", .syntax),
    ])
    func `A fault has a kind`(_ text: String, _ kind: JSONError.Kind) {
        let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error?.kind == kind)
    }

    @Test func `A path leads to the first byte of what it names`() {
        let text = #" {"a": [1, {"b": 2, "b" : [ ]}], "é\n": null}"#
        let bytes = Array(text.utf8)[...]
        func found(_ path: JSONPathStep...) -> String? {
            JSON.offset(of: path, in: bytes).map { String(decoding: bytes[$0...], as: UTF8.self) }
        }
        #expect(found() == String(text.dropFirst()))
        #expect(found(.key("a"), .index(0))?.hasPrefix("1, {") == true)
        #expect(found(.key("a"), .index(1), .key("b"))?.hasPrefix("[ ]}]") == true)
        #expect(found(.key("é\n")) == "null}")
        #expect(found(.key("a"), .index(2)) == nil)
        #expect(found(.key("a"), .key("b")) == nil)
        #expect(found(.key("c")) == nil)
        let path: [JSONPathStep] = [.key("a"), .index(1), .key("b c")]
        #expect(JSON.description(of: path) == #"$.a[1]["b c"]"#)
    }

    @Test func `A fault in a text lies on a path, as far as the text can be read`() {
        func path(_ text: String) -> String? {
            let bytes = Array(text.utf8)[...]
            do {
                _ = try JSON.parse(bytes: bytes)
                return nil
            } catch {
                return JSON.description(of: JSON.path(to: error.offset, in: bytes))
            }
        }
        #expect(path(#"{"a": [{"b": "x"}, {"b": "\q"}]}"#) == "$.a[1].b")
        #expect(path(#"{"a": [{"b": "x"}, {"b": tru}]}"#) == "$.a[1].b")
        #expect(path(#"{"a": [1, 2"#) == "$.a")
        #expect(path(#"{"a": [1, {"b": "cut"#) == "$.a[1].b")
        #expect(path(#"{"a": 1, b: 2}"#) == "$")
        #expect(path(#"{"a" 1}"#) == "$")
        #expect(path("tru") == "$")
        #expect(path("") == "$")
    }
}
