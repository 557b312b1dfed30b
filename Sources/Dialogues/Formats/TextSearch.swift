/// Texts taken apart by their bytes, as Python takes them apart by their characters.
///
/// Swift's own search compares what a reader sees: it is slower, and a mark that combines with the
/// bracket before it would hide the bracket.
extension StringProtocol {
    /// The first place where a text stands.
    func firstPlace(of wanted: String) -> Range<Index>? {
        guard let offset = firstOffset(of: wanted, from: 0) else { return nil }
        return place(at: offset, of: wanted)
    }

    /// All places where a text stands, one behind the other.
    func places(of wanted: String) -> [Range<Index>] {
        var places: [Range<Index>] = []
        var offset = 0
        while let found = firstOffset(of: wanted, from: offset) {
            places.append(place(at: found, of: wanted))
            offset = found + wanted.utf8.count
        }
        return places
    }

    private func place(at offset: Int, of wanted: String) -> Range<Index> {
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: wanted.utf8.count)
    }

    /// What stands between a beginning and an end, both of which must be there.
    func between(_ beginning: String, _ end: String) -> SubSequence? {
        guard utf8.count >= beginning.utf8.count + end.utf8.count,
            utf8.starts(with: beginning.utf8),
            utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
        else { return nil }
        let start = utf8.index(startIndex, offsetBy: beginning.utf8.count)
        return self[start..<utf8.index(endIndex, offsetBy: -end.utf8.count)]
    }

    /// How many Unicode scalars the text has: its length for Python.
    var scalarCount: Int {
        var text = Substring(self)
        return text.withUTF8 { bytes in bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
    }

    /// The offset of the first place, from `start` on, where a text's bytes stand.
    private func firstOffset(of wanted: String, from start: Int) -> Int? {
        var text = Substring(self)
        var wanted = wanted
        return text.withUTF8 { bytes in
            wanted.withUTF8 { wanted in
                ByteSearch.first(
                    UnsafeRawBufferPointer(wanted), in: UnsafeRawBufferPointer(bytes), from: start)
            }
        }
    }
}

extension Substring {
    /// Takes a beginning off, if the text has it.
    mutating func take(_ beginning: String) -> Bool {
        guard utf8.starts(with: beginning.utf8) else { return false }
        self = self[utf8.index(startIndex, offsetBy: beginning.utf8.count)...]
        return true
    }

    /// Takes off what stands before a mark, and the mark.
    mutating func take(upTo mark: String) -> Substring? {
        guard let place = firstPlace(of: mark) else { return nil }
        defer { self = self[place.upperBound...] }
        return self[..<place.lowerBound]
    }
}
