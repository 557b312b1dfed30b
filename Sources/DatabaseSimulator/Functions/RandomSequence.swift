/// The numbers of `RAND(seed)`, which MySQL makes in its own way.
struct RandomSequence: Sendable {
    private var first: UInt64
    private var second: UInt64

    private static let modulus: UInt64 = 0x3FFF_FFFF

    init(seed: Int64) {
        let seed = UInt32(truncatingIfNeeded: seed)
        first = UInt64(seed &* 0x10001 &+ 55_555_555) % RandomSequence.modulus
        second = UInt64(seed &* 0x1000_0001) % RandomSequence.modulus
    }

    mutating func next() -> Double {
        first = (first * 3 + second) % RandomSequence.modulus
        second = (first + second + 33) % RandomSequence.modulus
        return Double(first) / Double(RandomSequence.modulus)
    }
}
