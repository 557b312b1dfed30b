#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The number by which a literal is ordered: a number is itself, a date a year with a fraction.
///
/// So `1984`, `1984-05` and `1984-05-02` can be compared with each other and with the decimal years
/// that some graphs hold instead of dates. The fraction keeps the order of dates; it is no exact
/// share of the year.
enum LiteralKey {
    /// NaN for what is neither a number nor a date.
    static func key(of text: UnsafeRawBufferPointer) -> Double {
        number(text) ?? date(text) ?? .nan
    }

    private static func number(_ text: UnsafeRawBufferPointer) -> Double? {
        guard let first = text.first, text.count < 64 else { return nil }
        let isSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        guard isSign || first == UInt8(ascii: ".") || first &- UInt8(ascii: "0") < 10 else {
            return nil
        }
        // Digits, sign, point and exponent only: no hexadecimal, no `inf`, no blanks.
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
                continue
            default: return nil
            }
        }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { buffer in
            for index in 0..<text.count { buffer[index] = CChar(bitPattern: text[index]) }
            buffer[text.count] = 0
            guard let start = buffer.baseAddress else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(start, &end)
            return end == start + text.count && value.isFinite ? value : nil
        }
    }

    /// `[-]YYYY[-MM[-DD[Thh[:mm[:ss[.…]]]]]]`, with or without a time zone, which is not applied.
    private static func date(_ text: UnsafeRawBufferPointer) -> Double? {
        var reader = DigitReader(text: text)
        let isBeforeChrist = reader.skip(UInt8(ascii: "-"))
        guard let year = reader.digits(4...9) else { return nil }
        var fraction = 0.0
        var unit = 1.0 / 12
        let parts: [(separator: UInt8, lowest: Int, range: ClosedRange<Int>, count: Double)] = [
            (UInt8(ascii: "-"), 1, 1...12, 31), (UInt8(ascii: "-"), 1, 1...31, 24),
            (UInt8(ascii: "T"), 0, 0...24, 60), (UInt8(ascii: ":"), 0, 0...59, 60),
            (UInt8(ascii: ":"), 0, 0...60, 1),
        ]
        var count = 0
        for part in parts {
            var ahead = reader
            guard ahead.skip(part.separator), let value = ahead.digits(2...2) else { break }
            // `2010-08:00` is a year with a time zone.
            if count == 0, ahead.isAt(UInt8(ascii: ":")) { break }
            if count == 1, ahead.isAt(UInt8(ascii: ":")) { break }
            guard part.range.contains(value) else { return nil }
            fraction += Double(value - part.lowest) * unit
            unit /= part.count
            reader = ahead
            count += 1
        }
        guard reader.skipFractionAndZone() else { return nil }
        return isBeforeChrist ? -Double(year) + fraction : Double(year) + fraction
    }
}

/// Reads the digits of a date.
private struct DigitReader {
    let text: UnsafeRawBufferPointer
    private var position = 0

    init(text: UnsafeRawBufferPointer) {
        self.text = text
    }

    func isAt(_ byte: UInt8) -> Bool { position < text.count && text[position] == byte }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard isAt(byte) else { return false }
        position += 1
        return true
    }

    mutating func digits(_ count: ClosedRange<Int>) -> Int? {
        var value = 0
        let start = position
        while position < text.count, position - start < count.upperBound,
            text[position] &- UInt8(ascii: "0") < 10
        {
            value = value * 10 + Int(text[position] - UInt8(ascii: "0"))
            position += 1
        }
        return count.contains(position - start) ? value : nil
    }

    /// What may follow a date: a part of a second, and `Z` or `±hh:mm`; then it must be over.
    mutating func skipFractionAndZone() -> Bool {
        if skip(UInt8(ascii: ".")), digits(1...9) == nil { return false }
        if skip(UInt8(ascii: "Z")) { return position == text.count }
        if skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-")) {
            guard digits(2...2) != nil, skip(UInt8(ascii: ":")), digits(2...2) != nil else {
                return false
            }
        }
        return position == text.count
    }
}
