import SeededRandom

/// The randomness of an episode; what is drawn for a name depends on the seed and the name alone.
typealias SeededChance = SeededGenerator

extension SeededGenerator {
    /// The generator of a seed for one name.
    init(seed: UInt64, for name: String) {
        var bits = seed ^ 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(seed: bits)
    }

    /// A number from 0 up to 1, of 53 bits.
    mutating func fraction() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
