/// A text read as a time, by MySQL's rules: `[-][D ]HH:MM[:SS][.f]`, digits alone as `HHMMSS`, or a
/// whole datetime.
struct TimeScan {
    enum Outcome {
        case time(MySQLTime)
        /// The text is a whole datetime.
        case datetime(DateTimeReading)
        /// No time.
        case invalid
    }

    fileprivate(set) var outcome = Outcome.invalid
    /// Empty for some texts that are no time at all.
    fileprivate(set) var problems: TemporalProblems = []
    /// Digits of the fraction that were written, at most 6.
    fileprivate(set) var fractionDigits = 0

    /// Reads a text; `truncatesFractions` cuts a seventh digit off instead of rounding.
    init(_ text: String, truncatesFractions: Bool = false) {
        var text = text
        self = text.withUTF8 { TimeScan($0, truncatesFractions: truncatesFractions) }
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, truncatesFractions: Bool = false) {
        var scanner = TimeScanner(bytes)
        scanner.read(truncatesFractions)
        self = scanner.result
    }

    fileprivate init() {}
}

/// The state of one reading; it lives no longer than the bytes that it looks at.
private struct TimeScanner {
    var result = TimeScan()
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var isNegative = false
    /// Days, hours, minutes, seconds.
    private var parts = SIMD4<UInt64>()
    private var microseconds: Int64 = 0
    private var roundsUp = false

    /// Larger numbers are no part of a time.
    private static let largestPart = UInt64(UInt32.max)

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func read(_ truncatesFractions: Bool) {
        while position < bytes.count, bytes[position].isSpace { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") {
            isNegative = true
            position += 1
        }
        guard position < bytes.count else { return }
        let start = position
        if bytes.count - start >= 12, readDateTime(truncatesFractions) { return }
        guard readParts() else { return }
        readFraction(truncatesFractions)
        guard !startsExponent, parts.max() <= TimeScanner.largestPart else { return }
        let hours = parts[0] * 24 + parts[1]
        guard parts[2] < 60, parts[3] < 60 else {
            result.problems.insert(.outOfRange)
            return
        }
        let seconds = Int64(hours * 3_600 + parts[2] * 60 + parts[3])
        var total = seconds.multipliedReportingOverflow(by: 1_000_000).partialValue
        if seconds > MySQLTime.limit / 1_000_000 { total = MySQLTime.limit + 1 }
        total += microseconds + (roundsUp ? 1 : 0)
        let time = MySQLTime(microseconds: isNegative ? -total : total)
        if time.isOutOfRange { result.problems.insert(.outOfRange) }
        if !bytes[position...].allSatisfy(\.isSpace) {
            result.problems.insert(.truncated)
            if position == start { return }
        }
        result.outcome = .time(time.clamped)
    }

    /// Reads a whole datetime; false if the text is none.
    private mutating func readDateTime(_ truncatesFractions: Bool) -> Bool {
        let scan = DateTimeScan(
            bytes, from: position, [.allowsZeroParts, .needsTime],
            truncatesFractions: truncatesFractions)
        switch scan.outcome {
        case .unrecognised: return false
        case .invalid: result.outcome = .invalid
        case .value(let reading): result.outcome = .datetime(reading)
        }
        result.problems = scan.problems
        result.fractionDigits = scan.fractionDigits
        return true
    }

    private mutating func readNumber() -> UInt64 {
        var value: UInt64 = 0
        while position < bytes.count, bytes[position].isDigit {
            // It only has to stay too large.
            if value <= .max / 20 { value = value * 10 + UInt64(bytes[position].digit) }
            position += 1
        }
        return value
    }

    private func isDigit(at index: Int) -> Bool { index < bytes.count && bytes[index].isDigit }

    /// Reads days to seconds; false if the text is no time.
    private mutating func readParts() -> Bool {
        let number = readNumber()
        guard number <= TimeScanner.largestPart else { return false }
        let numberEnd = position
        while position < bytes.count, bytes[position].isSpace { position += 1 }
        var next: Int
        if position > numberEnd, bytes.count - position > 1, isDigit(at: position) {
            parts[0] = number
            next = 1
        } else if position < bytes.count, bytes[position] == UInt8(ascii: ":"),
            isDigit(at: position + 1)
        {
            parts[1] = number
            next = 2
            position += 1
        } else {
            parts = [0, number / 10_000, number / 100 % 100, number % 100]
            return true
        }
        while true {
            parts[next] = readNumber()
            next += 1
            guard next < 4, position < bytes.count, bytes[position] == UInt8(ascii: ":"),
                isDigit(at: position + 1)
            else { return true }
            position += 1
        }
    }

    private mutating func readFraction(_ truncatesFractions: Bool) {
        guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return }
        guard isDigit(at: position + 1) else {
            if position + 1 == bytes.count { position += 1 }
            return
        }
        position += 1
        let start = position
        while position < bytes.count, bytes[position].isDigit {
            if position - start < 6 {
                microseconds = microseconds * 10 + Int64(bytes[position].digit)
            }
            position += 1
        }
        let count = position - start
        result.fractionDigits = min(count, 6)
        microseconds *= MySQLTime.unit(ofDigits: count)
        // MySQL looks at the last digit, however many there are.
        roundsUp = count > 6 && bytes[position - 1].digit >= 5 && !truncatesFractions
    }

    /// Whether `E5`, `e-5` follows: then the text is a number and no time.
    private var startsExponent: Bool {
        guard position + 1 < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else {
            return false
        }
        return isDigit(at: position + 1)
            || (bytes[position + 1].isSign && isDigit(at: position + 2))
    }
}
