/// `STR_TO_DATE`: a text read by a format of `%` specifiers.
struct DateTextPattern {
    /// The parts that were read.
    struct Parts {
        var year = 0
        var month = 0
        var day = 0
        var hour = 0
        var minute = 0
        var second = 0
        var microsecond = 0

        var date: MySQLDate { MySQLDate(year: year, month: month, day: day) }
        var clock: MySQLDateTime {
            MySQLDateTime(
                date, hour: hour, minute: minute, second: second, microsecond: microsecond)
        }
    }

    /// Why a text does not fit a format.
    struct Mismatch: Error {
        /// `datetime`, or `time` inside `%T` and `%r`.
        var kind: String
        /// The text that did not fit.
        var text: String
    }

    private(set) var parts = Parts()
    /// Whether something other than blanks is left over.
    private(set) var hasRest = false

    private let text: [UInt8]
    private var position = 0
    /// From Monday, 1...7.
    private var weekday: Int?
    private var yearDay: Int?
    private var week: Int?
    private var weekRule = WeekKind(startsOnSunday: false, isStrict: false)
    private var weekYear: Int?
    private var weekYearIsSunday = false

    private struct WeekKind {
        var startsOnSunday: Bool
        /// Whether the week counts within its own year (`%V`, `%v`).
        var isStrict: Bool
    }

    /// A part that is not what its specifier wants.
    private struct Unfit: Error {}

    init(_ text: String, format: String) throws(Mismatch) {
        self.text = Array(text.utf8)
        do throws(Unfit) {
            try read(Array(format.utf8), isWhole: true)
        } catch {
            throw innerMismatch ?? Mismatch(kind: "datetime", text: text)
        }
        hasRest = !self.text[position...].allSatisfy(\.isSpace)
    }

    /// The mismatch inside a compound specifier, which is reported instead of the whole.
    private var innerMismatch: Mismatch?

    private mutating func read(_ format: [UInt8], isWhole: Bool) throws(Unfit) {
        var usesHalves = false
        var half = 0
        var index = 0
        while index < format.count, position < text.count {
            while position < text.count, text[position].isSpace { position += 1 }
            guard position < text.count else { break }
            let byte = format[index]
            index += 1
            guard byte == UInt8(ascii: "%"), index < format.count else {
                if !byte.isSpace {
                    guard text[position] == byte else { throw Unfit() }
                    position += 1
                }
                continue
            }
            let specifier = Unicode.Scalar(format[index])
            index += 1
            switch specifier {
            case "h", "I", "l":
                usesHalves = true
                parts.hour = try readNumber(2)
            case "p":
                guard usesHalves else { throw Unfit() }
                half = try readHalf()
            default: try read(specifier)
            }
        }
        if usesHalves {
            guard (1...12).contains(parts.hour) else { throw Unfit() }
            parts.hour = parts.hour % 12 + half
        }
        if isWhole { try resolve() }
    }

    private mutating func read(_ specifier: Unicode.Scalar) throws(Unfit) {
        switch specifier {
        case "Y":
            let start = position
            parts.year = try readNumber(4)
            if position - start <= 2 { parts.year = DateTextPattern.full(year: parts.year) }
        case "y": parts.year = DateTextPattern.full(year: try readNumber(2))
        case "m", "c": parts.month = try readNumber(2)
        case "M": parts.month = try readWord(CalendarNames.months)
        case "b": parts.month = try readWord(CalendarNames.months.map { String($0.prefix(3)) })
        case "d", "e": parts.day = try readNumber(2)
        case "D":
            parts.day = try readNumber(2)
            // The ordinal's two letters.
            position = min(position + 2, text.count)
        case "k", "H": parts.hour = try readNumber(2)
        case "i": parts.minute = try readNumber(2)
        case "s", "S": parts.second = try readNumber(2)
        case "f":
            let start = position
            parts.microsecond = try readNumber(6)
            for _ in (position - start)..<6 { parts.microsecond *= 10 }
        case "T": try readInner("%H:%i:%S")
        case "r": try readInner("%I:%i:%S %p")
        case ".": skip(while: \.isPunctuation)
        case "@": skip(while: \.isLetter)
        case "#": skip(while: \.isDigit)
        default: try readWeek(specifier)
        }
    }

    private mutating func readWeek(_ specifier: Unicode.Scalar) throws(Unfit) {
        switch specifier {
        case "W": weekday = try readWord(CalendarNames.days)
        case "a": weekday = try readWord(CalendarNames.days.map { String($0.prefix(3)) })
        case "w":
            let number = try readNumber(1)
            guard number < 7 else { throw Unfit() }
            weekday = number == 0 ? 7 : number
        case "j": yearDay = try readNumber(3)
        case "V", "U", "v", "u":
            let number = try readNumber(2)
            weekRule = WeekKind(
                startsOnSunday: specifier == "U" || specifier == "V",
                isStrict: specifier == "V" || specifier == "v")
            guard number <= 53, number > 0 || !weekRule.isStrict else { throw Unfit() }
            week = number
        case "X", "x":
            weekYearIsSunday = specifier == "X"
            weekYear = try readNumber(4)
        default: throw Unfit()
        }
    }

    private mutating func readInner(_ format: String) throws(Unfit) {
        let start = position
        do throws(Unfit) {
            try read(Array(format.utf8), isWhole: false)
        } catch {
            if innerMismatch == nil {
                innerMismatch = Mismatch(
                    kind: "time", text: String(decoding: text[start...], as: UTF8.self))
            }
            throw error
        }
    }

    /// Two digits of a year stand for 1970 to 2069.
    private static func full(year: Int) -> Int {
        year < 70 ? year + 2_000 : year < 100 ? year + 1_900 : year
    }

    private mutating func skip(while isSkipped: (UInt8) -> Bool) {
        while position < text.count, isSkipped(text[position]) { position += 1 }
    }

    /// Reads a number of at most `width` bytes, a sign counted.
    private mutating func readNumber(_ width: Int) throws(Unfit) -> Int {
        let end = min(position + width, text.count)
        if position < end, text[position] == UInt8(ascii: "+") { position += 1 }
        let start = position
        var value = 0
        while position < end, text[position].isDigit {
            value = value * 10 + text[position].digit
            position += 1
        }
        guard position > start else { throw Unfit() }
        return value
    }

    private mutating func readHalf() throws(Unfit) -> Int {
        guard text.count - position >= 2, text[position + 1] | 0x20 == UInt8(ascii: "m") else {
            throw Unfit()
        }
        let letter = text[position] | 0x20
        position += 2
        switch letter {
        case UInt8(ascii: "a"): return 0
        case UInt8(ascii: "p"): return 12
        default: throw Unfit()
        }
    }

    /// Reads a name, or the beginning of only one; its number from 1.
    private mutating func readWord(_ names: [String]) throws(Unfit) -> Int {
        let start = position
        skip(while: \.isLetter)
        let word = text[start..<position].map { $0 | 0x20 }
        guard !word.isEmpty else { throw Unfit() }
        var found: Int?
        for (index, name) in names.enumerated() {
            let letters = name.utf8.map { $0 | 0x20 }
            if letters == word { return index + 1 }
            if letters.starts(with: word) {
                guard found == nil else { throw Unfit() }
                found = index + 1
            }
        }
        guard let found else { throw Unfit() }
        return found
    }

    /// Makes a date of a day of the year, or of a week and its day.
    private mutating func resolve() throws(Unfit) {
        if let yearDay, yearDay > 0 {
            try setDate(MySQLDate(year: parts.year, month: 1, day: 1).dayNumber + yearDay - 1)
        }
        if let week, let weekday {
            // %V goes with %X, %v with %x, and the others with %Y.
            let fits =
                weekRule.isStrict
                ? weekYear != nil && weekYearIsSunday == weekRule.startsOnSunday : weekYear == nil
            guard fits else { throw Unfit() }
            let year = weekRule.isStrict ? weekYear ?? 0 : parts.year
            let newYear = MySQLDate(year: year, month: 1, day: 1)
            var number = newYear.dayNumber + (week - 1) * 7
            if weekRule.startsOnSunday {
                let position = (newYear.weekday + 1) % 7
                number += (position == 0 ? 0 : 7) - position + weekday % 7
            } else {
                let position = newYear.weekday
                number += (position <= 3 ? 0 : 7) - position + weekday - 1
            }
            try setDate(number)
        }
        guard parts.month <= 12, parts.day <= 31, parts.hour <= 23, parts.minute <= 59,
            parts.second <= 59
        else { throw Unfit() }
    }

    private mutating func setDate(_ number: Int) throws(Unfit) {
        guard (1...MySQLDate.lastDayNumber).contains(number) else { throw Unfit() }
        let date = MySQLDate(dayNumber: number)
        parts.year = date.year
        parts.month = date.month
        parts.day = date.day
    }

    /// The type of the result for a format that is known.
    static func type(of format: String) -> MySQLType {
        var hasDate = false
        var hasTime = false
        var hasFraction = false
        var isSpecifier = false
        for scalar in format.unicodeScalars {
            guard isSpecifier else {
                isSpecifier = scalar == "%"
                continue
            }
            isSpecifier = false
            switch scalar {
            case "f": hasFraction = true
            case "H", "I", "S", "T", "h", "i", "k", "l", "r", "s": hasTime = true
            case "M", "V", "U", "X", "Y", "W", "a", "b", "c", "j", "m", "v", "u", "x", "y", "w":
                hasDate = true
            // Days alone decide nothing: times have them too.
            default: break
            }
        }
        let digits = hasFraction ? 6 : 0
        if hasTime || hasFraction {
            return MySQLType(hasDate ? .datetime(fraction: digits) : .time(fraction: digits))
        }
        return MySQLType(.date)
    }
}

extension UInt8 {
    /// Whether this is an ASCII letter.
    fileprivate var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
