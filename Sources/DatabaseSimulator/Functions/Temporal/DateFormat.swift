import SQLiteKit

/// `DATE_FORMAT` and `TIME_FORMAT`: a temporal value written by a format of `%` specifiers.
struct DateFormat {
    private let date: MySQLDate
    private let time: MySQLTime
    /// Whether the value has no date, so that specifiers of days give NULL.
    private let isTimeOnly: Bool
    private var output: [UInt8] = []

    /// The text of a value; `nil` where a specifier needs a part that the value lacks.
    static func text(_ value: TemporalValue, _ format: String) -> String? {
        guard !format.isEmpty else { return nil }
        var writer = DateFormat(value)
        guard writer.write(format.utf8) else { return nil }
        return String(decoding: writer.output, as: UTF8.self)
    }

    private init(_ value: TemporalValue) {
        switch value {
        case .date(let date): (self.date, time, isTimeOnly) = (date, .zero, false)
        case .datetime(let moment): (date, time, isTimeOnly) = (moment.date, moment.time, false)
        case .time(let time): (date, self.time, isTimeOnly) = (.zero, time, true)
        }
    }

    private mutating func write(_ format: String.UTF8View) -> Bool {
        if time.isNegative { output.append(UInt8(ascii: "-")) }
        var isSpecifier = false
        for byte in format {
            if isSpecifier {
                guard write(specifier: byte) else { return false }
                isSpecifier = false
            } else if byte == UInt8(ascii: "%") {
                isSpecifier = true
            } else {
                output.append(byte)
            }
        }
        if isSpecifier { output.append(UInt8(ascii: "%")) }
        return true
    }

    private mutating func write(specifier: UInt8) -> Bool {
        switch Unicode.Scalar(specifier) {
        case "M", "b", "W", "a": return writeName(specifier)
        case "D", "j", "w", "U", "u", "V", "v", "X", "x":
            return !isTimeOnly && writeDay(specifier)
        case "Y": write(date.year, 4)
        case "y": write(date.year % 100, 2)
        case "m": write(date.month, 2)
        case "c": write(date.month, 1)
        case "d": write(date.day, 2)
        case "e": write(date.day, 1)
        case "f": write(time.microsecond, 6)
        case "H": write(time.hour, 2)
        case "k": write(time.hour, 1)
        case "h", "I": write(hourOfHalf, 2)
        case "l": write(hourOfHalf, 1)
        case "i": write(time.minute, 2)
        case "S", "s": write(time.second, 2)
        case "p": write(half)
        case "r":
            write(hourOfHalf, 2)
            writeMinutesAndSeconds()
            write(" " + half)
        case "T":
            write(time.hour, 2)
            writeMinutesAndSeconds()
        default: output.append(specifier)
        }
        return true
    }

    private var hourOfHalf: Int { (time.hour % 24 + 11) % 12 + 1 }

    private var half: String { time.hour % 24 < 12 ? "AM" : "PM" }

    private mutating func writeMinutesAndSeconds() {
        write(":")
        write(time.minute, 2)
        write(":")
        write(time.second, 2)
    }

    private mutating func writeName(_ specifier: UInt8) -> Bool {
        let name: String
        switch Unicode.Scalar(specifier) {
        case "M", "b":
            guard date.month > 0 else { return false }
            name = CalendarNames.months[date.month - 1]
        default:
            guard !isTimeOnly, date.month > 0 || date.year > 0 else { return false }
            name = CalendarNames.days[date.weekday]
        }
        let isShort = specifier == UInt8(ascii: "b") || specifier == UInt8(ascii: "a")
        write(isShort ? String(name.prefix(3)) : name)
        return true
    }

    private mutating func writeDay(_ specifier: UInt8) -> Bool {
        switch Unicode.Scalar(specifier) {
        case "D":
            write(date.day, 1)
            let isTeen = (10...19).contains(date.day)
            switch date.day % 10 {
            case 1 where !isTeen: write("st")
            case 2 where !isTeen: write("nd")
            case 3 where !isTeen: write("rd")
            default: write("th")
            }
        case "j": write(date.dayOfYear, 3)
        case "w":
            guard date.month > 0 || date.year > 0 else { return false }
            write((date.weekday + 1) % 7, 1)
        case "U": write(date.week(WeekRule(mode: 0)).week, 2)
        case "u": write(date.week(WeekRule(mode: 1)).week, 2)
        case "V": write(date.week(WeekRule(mode: 2)).week, 2)
        case "v": write(date.week(.iso).week, 2)
        case "X": write(date.week(WeekRule(mode: 2)).year, 4)
        default: write(date.week(.iso).year, 4)
        }
        return true
    }

    private mutating func write(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    private mutating func write(_ number: Int, _ width: Int) {
        let digits = "\(number)".utf8
        for _ in digits.count..<max(width, digits.count) { output.append(UInt8(ascii: "0")) }
        output.append(contentsOf: digits)
    }

    /// The most characters that a format writes, as MySQL reckons the type of the result.
    static func width(_ format: SQLiteValue?) -> Int {
        guard case .text(let format)? = format else { return 255 }
        var width = 0
        var isSpecifier = false
        for scalar in format.unicodeScalars {
            guard isSpecifier else {
                if scalar == "%" { isSpecifier = true } else { width += 1 }
                continue
            }
            isSpecifier = false
            switch scalar {
            case "M", "W": width += 64
            case "a", "b": width += 32
            case "r": width += 11
            case "T": width += 8
            case "k", "H": width += 7
            case "f": width += 6
            case "D", "Y", "x", "X": width += 4
            case "j": width += 3
            case "U", "u", "V", "v", "y", "m", "d", "h", "I", "i", "l", "p", "S", "s", "c", "e":
                width += 2
            default: width += 1
            }
        }
        return isSpecifier ? width + 1 : width
    }
}
