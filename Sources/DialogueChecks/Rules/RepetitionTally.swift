import Dialogues

/// The dialogues that were seen, by a digest of what they say.
struct RepetitionTally {
    private struct Digest: Hashable {
        var high: UInt64 = 0xCBF2_9CE4_8422_2325
        var low: UInt64 = 0x9E37_79B9_7F4A_7C15

        mutating func add(_ text: String) {
            for byte in text.utf8 { add(byte) }
            // A byte that no text has, so that texts do not flow together.
            add(0xFF)
        }

        private mutating func add(_ byte: UInt8) {
            high = (high ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            low = (low &+ UInt64(byte)) &* 0xD6E8_FEB8_6659_FD93
            low ^= low >> 29
        }
    }

    private var names: [Digest: String] = [:]

    /// The name of the same dialogue, if there was one.
    mutating func earlier(than dialogue: Dialogue, _ name: String) -> String? {
        var digest = Digest()
        for message in dialogue.messages {
            digest.add(message.role.rawValue)
            digest.add(message.text)
        }
        if let name = names[digest] { return name }
        names[digest] = name
        return nil
    }
}
