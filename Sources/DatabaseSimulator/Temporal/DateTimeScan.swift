/// A text read as a date or datetime, by MySQL's rules.
///
/// A text of digits alone is cut into fields of fixed width (`YYYYMMDD`, `YYMMDDHHMMSS`, …);
/// otherwise each field ends at any run of punctuation. Blanks separate only the date from the
/// time. What follows the last field is left over and makes the text "truncated".
struct DateTimeScan {
    enum Outcome {
        case value(DateTimeReading)
        /// It has the shape of a date, but is not one.
        case invalid
        /// It has not the shape of a date.
        case unrecognised
    }

    fileprivate(set) var outcome = Outcome.unrecognised
    fileprivate(set) var problems: TemporalProblems = []
    /// Digits of the fraction that were written, at most 6.
    fileprivate(set) var fractionDigits = 0

    /// The value, if there is one.
    var reading: DateTimeReading? {
        if case .value(let reading) = outcome { return reading }
        return nil
    }

    /// Reads a text; `truncatesFractions` cuts a seventh digit off instead of rounding.
    init(_ text: String, _ rules: DateRules, truncatesFractions: Bool = false) {
        var text = text
        self = text.withUTF8 {
            DateTimeScan($0, rules, truncatesFractions: truncatesFractions)
        }
    }

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0, _ rules: DateRules,
        truncatesFractions: Bool = false
    ) {
        if let canonical = DateTimeScan.canonicalDate(bytes, from: start),
            rules.problems(of: canonical, isZero: canonical.isZero).isEmpty,
            !rules.contains(.needsTime)
        {
            outcome = .value(DateTimeReading(MySQLDateTime(canonical), isDateOnly: true))
            return
        }
        var scanner = DateTimeScanner(bytes, from: start)
        scanner.read(rules, truncatesFractions)
        self = scanner.result
    }

    fileprivate init() {}

    /// The date of the common text `YYYY-MM-DD`.
    private static func canonicalDate(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> MySQLDate? {
        guard bytes.count - start == 10, bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D else {
            return nil
        }
        var digits = 0
        for index in start..<(start + 10) where index != start + 4 && index != start + 7 {
            guard bytes[index].isDigit else { return nil }
            digits = digits * 10 + bytes[index].digit
        }
        let date = MySQLDate(
            year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
        return date.month <= 12 && date.day <= 31 ? date : nil
    }
}

/// The state of one reading; it lives no longer than the bytes that it looks at.
private struct DateTimeScanner {
    var result = DateTimeScan()
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    /// Where the last field ended, with the delimiters behind it.
    private var fieldEnd = 0
    private var fields = SIMD8<Int>()
    private var lengths = SIMD8<Int>()
    private var fieldCount = 0
    private var displacement: Int64?
    private var hasDelimiter = false
    private var hasSpace = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        self.bytes = bytes
        position = start
    }

    mutating func read(_ rules: DateRules, _ truncatesFractions: Bool) {
        while position < bytes.count, bytes[position].isSpace { position += 1 }
        guard position < bytes.count, bytes[position].isDigit else { return refuse() }
        let packedYear = packedYearLength()
        guard readFields(packedYear: packedYear) else { return refuse() }
        if rules.contains(.needsTime), hasDelimiter, !hasSpace { return refuse() }
        position = fieldEnd

        var year = fields[0]
        let isNonzero = fields != SIMD8<Int>()
        if (packedYear ?? lengths[0]) == 2, isNonzero { year += year < 70 ? 2_000 : 1_900 }
        result.fractionDigits = lengths[6]
        let microsecond = fields[6] * Int(MySQLTime.unit(ofDigits: result.fractionDigits))
        let date = MySQLDate(year: year, month: fields[1], day: fields[2])
        guard fieldCount >= 3, year <= 9_999, date.month <= 12, date.day <= 31, fields[3] <= 23,
            fields[4] <= 59, fields[5] <= 59
        else {
            let isAllZero = !isNonzero && bytes[position...].allSatisfy(\.isSpace)
            result.problems.insert(isAllZero ? .zeroDate : .truncated)
            result.outcome = .invalid
            return
        }
        result.problems = rules.problems(of: date, isZero: !isNonzero)
        guard result.problems.isEmpty else {
            result.outcome = .invalid
            return
        }
        let value = MySQLDateTime(
            date, hour: fields[3], minute: fields[4], second: fields[5],
            microsecond: result.fractionDigits == 0 ? 0 : microsecond)
        finish(value, truncatesFractions)
    }

    /// The length of the year in a text of digits alone; `nil` for a text with delimiters.
    private func packedYearLength() -> Int? {
        var end = position
        while end < bytes.count, bytes[end].isDigit || bytes[end] == UInt8(ascii: "T") { end += 1 }
        guard end == bytes.count || bytes[end] == UInt8(ascii: ".") else { return nil }
        let count = end - position
        return count == 4 || count == 8 || count >= 14 ? 4 : 2
    }

    /// Reads up to seven fields; false if the text cannot be a date.
    private mutating func readFields(packedYear: Int?) -> Bool {
        var index = 0
        var width = packedYear ?? 4
        while index < 7, position < bytes.count, bytes[position].isDigit {
            let isFixed = packedYear != nil || index == 6
            guard readField(index, width: isFixed ? width : .max) else { return false }
            width = 2
            fieldEnd = position
            fieldCount = index + 1
            guard position < bytes.count else { return true }
            let byte = bytes[position]
            if index == 2, byte == UInt8(ascii: "T") {
                position += 1
            } else if index == 5 {
                if byte == UInt8(ascii: ".") {
                    position += 1
                    fieldEnd = position
                    width = 6
                } else if byte.isDigit {
                    return true
                } else if byte.isSign {
                    guard readDisplacement() else { return false }
                    return true
                }
            } else {
                if index == 6, byte.isSign {
                    guard readDisplacement() else { return false }
                    return true
                }
                guard skipDelimiters(after: index) else { return false }
                fieldEnd = position
            }
            index += 1
        }
        return true
    }

    private mutating func readField(_ index: Int, width: Int) -> Bool {
        let start = position
        var value = 0
        while position < bytes.count, bytes[position].isDigit, position - start < width {
            value = value * 10 + bytes[position].digit
            position += 1
            // No part of a date is that large.
            if value > 999_999 { return false }
        }
        fields[index] = value
        lengths[index] = position - start
        return true
    }

    /// Skips punctuation, and blanks where they may stand; false where they may not.
    private mutating func skipDelimiters(after index: Int) -> Bool {
        while position < bytes.count {
            if bytes[position].isSpace {
                guard index == 2 || index == 6 else { return false }
                hasSpace = true
            } else if !bytes[position].isPunctuation {
                break
            }
            hasDelimiter = true
            position += 1
        }
        return true
    }

    /// Reads the rest as `+HH:MM`.
    private mutating func readDisplacement() -> Bool {
        guard let seconds = TimeZoneOffset.displacement(bytes[position...]) else { return false }
        displacement = seconds
        position = bytes.count
        fieldEnd = position
        return true
    }

    private mutating func finish(_ value: MySQLDateTime, _ truncatesFractions: Bool) {
        var value = value
        var roundsUp = false
        if result.fractionDigits == 6, position < bytes.count, bytes[position].isDigit {
            roundsUp = bytes[position].digit >= 5 && !truncatesFractions
            while position < bytes.count, bytes[position].isDigit { position += 1 }
        }
        if position < bytes.count, bytes[position].isSign {
            guard readDisplacement() else {
                result.problems = []
                return refuse()
            }
        }
        if !bytes[position...].allSatisfy(\.isSpace) { result.problems.insert(.truncated) }
        if roundsUp {
            value.microsecondOfDay += 1
            guard let rounded = value.rounded(toDigits: 6) else {
                result.problems.insert(value.date.hasZeroPart ? .zeroInDate : .outOfRange)
                if !value.date.hasZeroPart { result.problems.insert(.overflow) }
                result.outcome = .invalid
                return
            }
            value = rounded
        }
        if let displacement {
            guard let moved = value.moved(bySeconds: -displacement) else {
                result.problems.insert(.outOfRange)
                result.outcome = .invalid
                return
            }
            value = moved
        }
        result.outcome = .value(DateTimeReading(value, isDateOnly: fieldCount <= 3))
    }

    private mutating func refuse() {
        result.problems.insert(.truncated)
        result.outcome = .unrecognised
    }
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
    /// The number of an ASCII digit.
    @inline(__always) var digit: Int { Int(self) - 0x30 }
    /// Whether this is white space as C counts it.
    @inline(__always) var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    /// Whether this is a plus or minus sign.
    @inline(__always) var isSign: Bool { self == 0x2B || self == 0x2D }
    /// Whether this is ASCII punctuation.
    @inline(__always) var isPunctuation: Bool {
        (self >= 0x21 && self <= 0x2F) || (self >= 0x3A && self <= 0x40)
            || (self >= 0x5B && self <= 0x60) || (self >= 0x7B && self <= 0x7E)
    }
}
