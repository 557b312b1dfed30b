/// One step from a JSON value to a part of it.
public enum JSONPathStep: Hashable, Sendable {
    /// Into the member of this key.
    case key(String)
    /// Into the element at this index.
    case index(Int)
}

extension JSON {
    /// The path as people write it: `$.conversations[3].value`.
    public static func description(of path: [JSONPathStep]) -> String {
        path.reduce(into: "$") { text, step in
            switch step {
            case .key(let key): text += isPlain(key) ? ".\(key)" : "[\(JSON.string(key).text())]"
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    private static func isPlain(_ key: String) -> Bool {
        !key.isEmpty
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The offset of the first byte of the part at `path`, from the start of the slice.
    ///
    /// Reads the text again, so it is for messages about faults; of keys that occur twice, the last
    /// is meant.
    ///
    /// - Returns: `nil` if the text has no such part or is not JSON up to there.
    public static func offset(of path: [JSONPathStep], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, depthLimit: 512)
            return try? parser.find(path)
        }
    }
}

extension JSONParser {
    /// Moves to the part at `path` and returns its offset.
    fileprivate mutating func find(_ path: [JSONPathStep]) throws(JSONError) -> Int? {
        skipSpace()
        for step in path {
            guard let start = try find(step) else { return nil }
            position = start
        }
        return position
    }

    private mutating func find(_ step: JSONPathStep) throws(JSONError) -> Int? {
        switch step {
        case .index(let wanted):
            guard wanted >= 0, consume(UInt8(ascii: "[")) else { return nil }
            for _ in 0..<wanted {
                _ = try value(depth: 0)
                skipSpace()
                guard consume(UInt8(ascii: ",")) else { return nil }
            }
            skipSpace()
            return position
        case .key(let wanted):
            guard consume(UInt8(ascii: "{")) else { return nil }
            var found: Int?
            while true {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { return found }
                let key = try string()
                skipSpace()
                guard consume(UInt8(ascii: ":")) else { return found }
                skipSpace()
                if key == wanted { found = position }
                _ = try value(depth: 0)
                skipSpace()
                guard consume(UInt8(ascii: ",")) else { return found }
            }
        }
    }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }
}
