/// Distances from UTC as SQL writes them.
enum TimeZoneOffset {
    /// The seconds of a `+HH:MM` that ends a datetime; only blanks may follow.
    static func displacement(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        let start = bytes.startIndex
        guard bytes.count >= 6, bytes[start].isSign, bytes[start + 1].isDigit,
            bytes[start + 2].isDigit, bytes[start + 3] == UInt8(ascii: ":"),
            bytes[start + 4].isDigit, bytes[start + 5].isDigit,
            bytes[(start + 6)...].allSatisfy(\.isSpace)
        else { return nil }
        let hours = bytes[start + 1].digit * 10 + bytes[start + 2].digit
        let minutes = bytes[start + 4].digit * 10 + bytes[start + 5].digit
        let seconds = hours * 3_600 + minutes * 60
        let isNegative = bytes[start] == UInt8(ascii: "-")
        // The SQL standard forbids -00:00.
        guard minutes < 60, seconds <= 14 * 3_600, !(isNegative && seconds == 0) else { return nil }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// The seconds of a time zone's name; `nil` for a name that the server does not know.
    ///
    /// A server without time zone tables knows offsets from -13:59 to +14:00 and its own zone.
    static func named(_ name: String) -> Int64? {
        if name.uppercased() == "SYSTEM" { return 0 }
        var name = name[...]
        guard name.utf8.count >= 4, let sign = name.popFirst(), sign == "+" || sign == "-" else {
            return nil
        }
        let parts = name.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy(\.isDigit) }),
            let hours = Int64(Substring(parts[0])), let minutes = Int64(Substring(parts[1])),
            minutes < 60
        else { return nil }
        let seconds = (hours * 60 + minutes) * 60 * (sign == "-" ? -1 : 1)
        return seconds > -14 * 3_600 && seconds <= 14 * 3_600 ? seconds : nil
    }
}
