import Dialogues

/// The words and numbers of texts, as numbers: the same word has the same number everywhere.
enum Tokens {
    /// The tokens of a text: runs of letters and digits, without regard to ASCII case.
    static func of(_ text: String) -> [UInt64] {
        var tokens: [UInt64] = []
        var hash = Fingerprint()
        var isInside = false
        for byte in text.utf8 {
            switch byte {
            case 0x41...0x5A:
                hash.add(byte | 0x20)
                isInside = true
            case 0x30...0x39, 0x61...0x7A, 0x80...0xFF:
                hash.add(byte)
                isInside = true
            default:
                if isInside { tokens.append(hash.value) }
                hash = Fingerprint()
                isInside = false
            }
        }
        if isInside { tokens.append(hash.value) }
        return tokens
    }

    /// The tokens of what is a dialogue's own: its task and its live turns, without the instruction
    /// and the demonstration that it shares with others.
    static func own(of dialogue: Dialogue) -> [UInt64] {
        dialogue.messages[min(dialogue.parts.taskIndex, dialogue.messages.count)...]
            .flatMap { of($0.text) }
    }
}

/// A hash that is the same on every machine and in every run (FNV-1a).
struct Fingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            add(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }
}
