// The texts of temporal values: as they are stored, and as MySQL prints them.

extension MySQLDate {
    /// `YYYY-MM-DD`.
    var text: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            var writer = DigitWriter(buffer)
            writer.write(self)
            return writer.count
        }
    }
}

extension MySQLDateTime {
    /// `YYYY-MM-DD HH:MM:SS[.f]`; digits past `digits` are cut off.
    func text(digits: Int) -> String {
        String(unsafeUninitializedCapacity: 26) { buffer in
            var writer = DigitWriter(buffer)
            writer.write(date)
            writer.write(ascii: " ")
            writer.write(hour, width: 2)
            writer.write(ascii: ":")
            writer.write(minute, width: 2)
            writer.write(ascii: ":")
            writer.write(second, width: 2)
            writer.write(fraction: microsecond, digits: digits)
            return writer.count
        }
    }
}

extension MySQLTime {
    /// `[-]HH:MM:SS[.f]`; digits past `digits` are cut off.
    func text(digits: Int) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            var writer = DigitWriter(buffer)
            if isNegative { writer.write(ascii: "-") }
            writer.write(hour, width: 2)
            writer.write(ascii: ":")
            writer.write(minute, width: 2)
            writer.write(ascii: ":")
            writer.write(second, width: 2)
            writer.write(fraction: microsecond, digits: digits)
            return writer.count
        }
    }
}

/// Writes numbers with leading zeros into a buffer that is large enough.
private struct DigitWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func write(ascii scalar: Unicode.Scalar) {
        buffer[count] = UInt8(ascii: scalar)
        count += 1
    }

    /// Writes at least `width` digits.
    mutating func write(_ number: Int, width: Int) {
        var digits = 1
        var limit = 10
        while digits < width || number >= limit {
            digits += 1
            limit *= 10
        }
        var rest = number
        for index in stride(from: count + digits - 1, through: count, by: -1) {
            buffer[index] = UInt8(0x30 + rest % 10)
            rest /= 10
        }
        count += digits
    }

    mutating func write(fraction microsecond: Int, digits: Int) {
        guard digits > 0 else { return }
        write(ascii: ".")
        write(microsecond / Int(MySQLTime.unit(ofDigits: digits)), width: digits)
    }

    mutating func write(_ date: MySQLDate) {
        write(date.year, width: 4)
        write(ascii: "-")
        write(date.month, width: 2)
        write(ascii: "-")
        write(date.day, width: 2)
    }
}

// The numbers of temporal values: `YYYYMMDD`, `YYYYMMDDHHMMSS`, `HHMMSS`.

extension MySQLDate {
    var number: Int64 { Int64(year * 10_000 + month * 100 + day) }
}

extension MySQLDateTime {
    /// Without the fraction.
    var number: Int64 {
        date.number * 1_000_000 + Int64(hour * 10_000 + minute * 100 + second)
    }

    /// With exactly so many digits of a second, as a `DECIMAL` is stored.
    func decimal(digits: Int) -> String {
        "\(number)" + fractionText(microsecond, digits: digits)
    }
}

extension MySQLTime {
    /// Without the fraction.
    var number: Int64 {
        let size = Int64(hour * 10_000 + minute * 100 + second)
        return isNegative ? -size : size
    }

    /// With exactly so many digits of a second, as a `DECIMAL` is stored.
    func decimal(digits: Int) -> String {
        (isNegative && number == 0 && microsecond != 0 ? "-0" : "\(number)")
            + fractionText(microsecond, digits: digits)
    }
}

private func fractionText(_ microsecond: Int, digits: Int) -> String {
    guard digits > 0 else { return "" }
    let kept = "\(microsecond / Int(MySQLTime.unit(ofDigits: digits)))"
    return "." + String(repeating: "0", count: digits - kept.utf8.count) + kept
}
