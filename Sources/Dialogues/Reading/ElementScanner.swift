/// Finds the end of a JSON value by its brackets and quotes alone, in pieces of any size.
struct ElementScanner {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isScalar = false

    /// Whether a JSON value can begin with this byte, or something that was meant as one.
    static func canBegin(with byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// Whether the value is still open: a bracket or quote waits for its partner.
    var isOpen: Bool { depth > 0 || isInString }

    /// The index behind the value, which starts where the first call's `start` is, or `nil` if it
    /// goes on behind these bytes.
    mutating func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if isInString {
                guard let quote = skipString(bytes, from: index) else { return nil }
                index = quote
                if depth == 0 { return index }
                continue
            }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                if isScalar { return index }
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isScalar { return index }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                if depth == 0 { return index }
            default:
                if depth == 0 { isScalar = true }
            }
            index += 1
        }
        return nil
    }

    /// Moves behind the closing quote; `nil` if it is not in these bytes.
    private mutating func skipString(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                return index
            }
        }
        return nil
    }
}
