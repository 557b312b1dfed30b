/// An action in a message behind the word `Action:`.
enum LabelledAction {
    /// The first action as AgentBench reads it: the word, perhaps on a line of its own, then
    /// `search[…]` or `click[…]` up to the first closing bracket.
    ///
    /// - Parameter needsLineBreak: whether a line break must follow the word.
    static func find(in reply: String, needsLineBreak: Bool) -> String? {
        let bytes = Array(reply.utf8)
        let label = Array("ction:".utf8)
        for start in bytes.indices where bytes[start] == 0x41 || bytes[start] == 0x61 {
            guard bytes[(start + 1)...].starts(with: label) else { continue }
            var place = skip(0x20, in: bytes, from: start + 1 + label.count)
            let breaks = skip(0x0A, in: bytes, from: place)
            if needsLineBreak {
                guard breaks > place else { continue }
                place += 1
            } else {
                place = breaks
            }
            place = skip(0x20, in: bytes, from: place)
            if let end = endOfAction(in: bytes, from: place) {
                return String(decoding: bytes[place..<end], as: UTF8.self)
            }
        }
        return nil
    }

    /// What follows the first `Action: `, to the end of the message.
    static func rest(of reply: String) -> String? {
        let text = reply.pythonStripped
        guard let label = text.firstRange(of: Array("Action: ".utf8)) else { return nil }
        return String(text[label.upperBound...])
    }

    private static func skip(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] == byte { place += 1 }
        return place
    }

    private static func endOfAction(in bytes: [UInt8], from start: Int) -> Int? {
        for name in ["search[", "click["] where bytes[start...].starts(with: name.utf8) {
            let inside = start + name.utf8.count
            guard inside < bytes.count, bytes[inside] != 0x0A else { return nil }
            // At least one character, then up to the first bracket on the same line.
            var place = inside + 1
            while place < bytes.count, bytes[place] != 0x0A {
                if bytes[place] == UInt8(ascii: "]") { return place + 1 }
                place += 1
            }
        }
        return nil
    }
}
