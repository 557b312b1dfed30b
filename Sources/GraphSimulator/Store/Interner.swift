/// Gives equal byte strings one number each, in the order of their first sight.
struct Interner {
    /// The strings, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each string begins, and where the last one ends.
    private(set) var bounds: [UInt32] = [0]
    private var slots: [UInt32]

    init(capacity: Int = 1024) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    var count: Int { bounds.count - 1 }

    mutating func number(of text: UnsafeRawBufferPointer) -> UInt32 {
        var slot = Int(truncatingIfNeeded: Interner.hash(text)) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            if equals(text, number) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        bytes.append(contentsOf: text)
        bounds.append(UInt32(bytes.count))
        slots[slot] = UInt32(count)
        if count * 2 > slots.count { grow() }
        return UInt32(count - 1)
    }

    mutating func number(of text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
    }

    /// The numbers in the order of their strings' bytes.
    func sorted() -> [UInt32] {
        bytes.withUnsafeBytes { bytes in
            bounds.withUnsafeBufferPointer { bounds in
                (0..<UInt32(count)).sorted { left, right in
                    let left = bytes[Int(bounds[Int(left)])..<Int(bounds[Int(left) + 1])]
                    let right = bytes[Int(bounds[Int(right)])..<Int(bounds[Int(right) + 1])]
                    return ByteOrder.compare(
                        UnsafeRawBufferPointer(rebasing: left),
                        UnsafeRawBufferPointer(rebasing: right)) < 0
                }
            }
        }
    }

    private func equals(_ text: UnsafeRawBufferPointer, _ number: UInt32) -> Bool {
        let start = Int(bounds[Int(number)])
        guard Int(bounds[Int(number) + 1]) - start == text.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            ByteOrder.compare(
                UnsafeRawBufferPointer(rebasing: bytes[start..<(start + text.count)]), text) == 0
        }
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        bytes.withUnsafeBytes { bytes in
            for number in 0..<count {
                let text = bytes[Int(bounds[number])..<Int(bounds[number + 1])]
                let hash = Interner.hash(UnsafeRawBufferPointer(rebasing: text))
                var slot = Int(truncatingIfNeeded: hash) & (larger.count - 1)
                while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
                larger[slot] = UInt32(number + 1)
            }
        }
        slots = larger
    }

    /// A fixed hash, so that nothing depends on the process.
    private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        while index + 8 <= text.count {
            let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            hash = mixed(hash ^ word)
            index += 8
        }
        var rest: UInt64 = 0
        while index < text.count {
            rest = rest << 8 | UInt64(text[index])
            index += 1
        }
        return mixed(hash ^ rest)
    }

    @inline(__always)
    private static func mixed(_ bits: UInt64) -> UInt64 {
        let product = bits.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
