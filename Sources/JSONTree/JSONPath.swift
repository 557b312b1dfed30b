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

extension JSON {
    /// The path to the innermost part that holds the byte at `offset`, or that breaks off there.
    ///
    /// For messages about texts that are not JSON: it follows the text as far as it can be read.
    public static func path(to offset: Int, in bytes: ArraySlice<UInt8>) -> [JSONPathStep] {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(bytes: buffer, depthLimit: 512)
            var path: [JSONPathStep] = []
            while let step = parser.enter(towards: offset) { path.append(step) }
            return path
        }
    }
}

extension JSONParser {
    /// Moves to the start of the part of the list here that holds the byte at `offset`.
    fileprivate mutating func enter(towards offset: Int) -> JSONPathStep? {
        skipSpace()
        guard let opening = next,
            opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[")
        else { return nil }
        position += 1
        var index = 0
        while true {
            var step = JSONPathStep.index(index)
            skipSpace()
            if opening == UInt8(ascii: "{") {
                guard next == UInt8(ascii: "\""), let key = try? string() else { return nil }
                skipSpace()
                guard position <= offset, consume(UInt8(ascii: ":")) else { return nil }
                skipSpace()
                step = .key(key)
            }
            guard position <= offset, next != nil else { return nil }
            let start = position
            let isWhole = (try? value(depth: 0)) != nil
            guard isWhole, position <= offset else {
                position = start
                return step
            }
            skipSpace()
            guard consume(UInt8(ascii: ",")) else { return nil }
            index += 1
        }
    }

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
