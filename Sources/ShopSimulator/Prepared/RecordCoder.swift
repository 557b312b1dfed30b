/// Writes what is known of a product into a few bytes.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func add(_ number: Double) {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func add<Element>(
        _ list: [Element], _ write: (inout RecordWriter, Element) -> Void
    ) {
        add(list.count)
        for element in list { write(&self, element) }
    }

    mutating func add(_ texts: [String]) {
        add(texts) { $0.add($1) }
    }
}

/// Reads such bytes back.
struct RecordReader {
    private let bytes: [UInt8]
    private var place = 0
    /// Whether the bytes ended too early; everything read since is empty.
    private(set) var isBroken = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func number() -> Int {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(truncatingIfNeeded: number) }
            shift += 7
        }
        isBroken = true
        return 0
    }

    mutating func text() -> String {
        let count = number()
        guard count >= 0, count <= bytes.count - place else {
            isBroken = true
            return ""
        }
        defer { place += count }
        return String(decoding: bytes[place..<(place + count)], as: UTF8.self)
    }

    mutating func double() -> Double {
        guard bytes.count - place >= 8 else {
            isBroken = true
            return 0
        }
        defer { place += 8 }
        let bits = bytes[place..<(place + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(bitPattern: bits)
    }

    mutating func list<Element>(_ read: (inout RecordReader) -> Element) -> [Element] {
        let count = number()
        var list: [Element] = []
        while list.count < count, !isBroken { list.append(read(&self)) }
        return list
    }

    mutating func texts() -> [String] { list { $0.text() } }
}
