import SQLiteKit

/// `SOUNDEX`: the first letter, then a digit for each consonant that differs from the one before,
/// filled with zeros to four characters and not cut off, unlike elsewhere.
enum SoundexFunction {
    static let definition = FunctionDefinition.string(
        "soundex", 1...1, [.text], length: { max(4, $0[0].type.textLength) }
    ) { (arguments, _) in
        arguments.text(at: 0).map { .text(soundex($0)) } ?? .null
    }

    static func soundex(_ text: String) -> String {
        var result = ""
        var last: UInt8 = 0
        for scalar in text.unicodeScalars where isLetter(scalar.value) {
            let code = code(scalar.value)
            if result.isEmpty {
                let isLower = scalar.value &- 0x61 < 26
                result.unicodeScalars.append(
                    isLower ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar)
                last = code
            } else if code != UInt8(ascii: "0"), code != last {
                result.unicodeScalars.append(Unicode.Scalar(code))
                last = code
            }
        }
        guard !result.isEmpty else { return "" }
        return result + String(repeating: "0", count: max(0, 4 - result.unicodeScalars.count))
    }

    private static func isLetter(_ value: UInt32) -> Bool {
        (value | 0x20) &- 0x61 < 26 || value >= 0xC0
    }

    private static let codes = Array("01230120022455012623010202".utf8)

    /// The digit of a letter; letters beyond A to Z count as vowels.
    private static func code(_ value: UInt32) -> UInt8 {
        let letter = (value | 0x20) &- 0x61
        return value < 0x80 && letter < 26 ? codes[Int(letter)] : UInt8(ascii: "0")
    }
}
