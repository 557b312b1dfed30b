/// Finds a receptacle or object by its displayed name, straight from the bytes of a command.
///
/// An open-addressing table; half of it stays empty, so that a look-up ends at the first or second
/// slot.
struct NameTable: Sendable {
    /// What a name stands for.
    enum Entry: Hashable, Sendable {
        case receptacle(UInt8)
        case object(UInt8)
    }

    private let slots: [UInt16]
    private let entries: [Entry]
    private let spellings: [UInt8]
    private let bounds: [UInt32]

    init(receptacles: [String], objects: [String]) {
        var entries: [Entry] = []
        var spellings: [UInt8] = []
        var bounds: [UInt32] = [0]
        for (index, name) in receptacles.enumerated() {
            entries.append(.receptacle(UInt8(index)))
            spellings.append(contentsOf: name.utf8)
            bounds.append(UInt32(spellings.count))
        }
        for (index, name) in objects.enumerated() {
            entries.append(.object(UInt8(index)))
            spellings.append(contentsOf: name.utf8)
            bounds.append(UInt32(spellings.count))
        }
        var size = 16
        while size < entries.count * 2 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for index in entries.indices {
            let spelling = spellings[Int(bounds[index])..<Int(bounds[index + 1])]
            var slot = Self.hash(spelling) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(index + 1)
        }
        self.slots = slots
        self.entries = entries
        self.spellings = spellings
        self.bounds = bounds
    }

    /// What has exactly this name.
    func entry(named name: Slice<UnsafeBufferPointer<UInt8>>) -> Entry? {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            let start = Int(bounds[index])
            let length = Int(bounds[index + 1]) - start
            if length == name.count, matches(name, from: start) { return entries[index] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func matches(_ name: Slice<UnsafeBufferPointer<UInt8>>, from start: Int) -> Bool {
        var index = start
        for byte in name {
            if spellings[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// FNV-1a.
    private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int(hash)
    }
}
