/// How ALFWorld names what the simulator's scene files call by place: the class of an id, and a
/// number counted down in the order of the ids.
enum Naming {
    /// The class a player sees: what stands before the first `_bar_`, with `basin` added where the
    /// id speaks of one (`sink_bar_…_bar_sinkbasin` is a `sinkbasin`).
    static func className(of id: String) -> String {
        let bytes = Array(id.utf8)
        let separator = Array("_bar_".utf8)
        let basin = Array("basin".utf8)
        let end = firstIndex(of: separator, in: bytes) ?? bytes.count
        let name = String(decoding: bytes[..<end], as: UTF8.self)
        return firstIndex(of: basin, in: bytes) == nil ? name : name + "basin"
    }

    /// The names of ids, which must be in ascending order: the first of a class has the highest
    /// number, so that lists by id read `cabinet 3, cabinet 2, cabinet 1`.
    static func names(ofSorted ids: [String]) -> [String] {
        let classes = ids.map(className(of:))
        var remaining: [String: Int] = [:]
        for name in classes { remaining[name, default: 0] += 1 }
        return classes.map { name in
            let number = remaining[name, default: 1]
            remaining[name] = number - 1
            return "\(name) \(number)"
        }
    }

    private static func firstIndex(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { start in
            pattern.indices.allSatisfy { bytes[start + $0] == pattern[$0] }
        }
    }
}

/// Whether one text comes before another by code points, which is how ALFWorld sorts.
///
/// For UTF-8 that is the order of the bytes; Swift's own `<` compares by canonical equivalence.
func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
