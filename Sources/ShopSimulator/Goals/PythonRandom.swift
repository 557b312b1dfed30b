/// Python's generator of random numbers, seeded with a whole number: the Mersenne Twister.
///
/// Goals stand in the order into which `random.seed(233); random.shuffle(goals)` puts them.
/// Algorithm: Matsumoto and Nishimura, *Mersenne Twister* (1998), and CPython's `random.py`.
struct PythonRandom {
    private var state: [UInt32]
    private var place = 624

    init(seed: UInt32) {
        state = [UInt32](repeating: 0, count: 624)
        state[0] = 19_650_218
        for index in 1..<624 {
            let previous = state[index - 1]
            state[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
        }
        var index = 1
        for _ in 0..<624 {
            let previous = state[index - 1]
            state[index] =
                (state[index] ^ ((previous ^ (previous >> 30)) &* 1_664_525)) &+ seed
            advance(&index)
        }
        for _ in 0..<623 {
            let previous = state[index - 1]
            state[index] =
                (state[index] ^ ((previous ^ (previous >> 30)) &* 1_566_083_941))
                &- UInt32(index)
            advance(&index)
        }
        state[0] = 0x8000_0000
    }

    private mutating func advance(_ index: inout Int) {
        index += 1
        guard index >= 624 else { return }
        state[0] = state[623]
        index = 1
    }

    /// The next 32 bits.
    mutating func next() -> UInt32 {
        if place == 624 { refill() }
        var bits = state[place]
        place += 1
        bits ^= bits >> 11
        bits ^= bits << 7 & 0x9D2C_5680
        bits ^= bits << 15 & 0xEFC6_0000
        return bits ^ bits >> 18
    }

    private mutating func refill() {
        for index in 0..<624 {
            let bits = (state[index] & 0x8000_0000) | (state[(index + 1) % 624] & 0x7FFF_FFFF)
            state[index] =
                state[(index + 397) % 624] ^ bits >> 1 ^ (bits & 1 == 0 ? 0 : 0x9908_B0DF)
        }
        place = 0
    }

    /// A number below a bound that fits in 32 bits (`random._randbelow`).
    mutating func below(_ bound: Int) -> Int {
        let bits = Int.bitWidth - bound.leadingZeroBitCount
        while true {
            let number = Int(next() >> UInt32(32 - bits))
            if number < bound { return number }
        }
    }

    /// Puts a list into the order that `random.shuffle` does.
    mutating func shuffle<Element>(_ list: inout [Element]) {
        guard list.count > 1 else { return }
        for index in stride(from: list.count - 1, through: 1, by: -1) {
            list.swapAt(index, below(index + 1))
        }
    }
}
