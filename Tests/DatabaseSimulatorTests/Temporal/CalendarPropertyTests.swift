import SeededRandom
import Testing

@testable import DatabaseSimulator

@Suite struct CalendarPropertyTests {
    @Test func `Every day number is the next day's predecessor`() {
        var date = MySQLDate(year: 1, month: 1, day: 1)
        for number in 366...MySQLDate.lastDayNumber {
            guard date.dayNumber == number, MySQLDate(dayNumber: number) == date else {
                Issue.record("\(date.text) is not day \(number)")
                return
            }
            date.day += 1
            if date.day > MySQLDate.daysInMonth(date.month, of: date.year) {
                date.day = 1
                date.month += 1
            }
            if date.month > 12 {
                date.month = 1
                date.year += 1
            }
        }
        #expect(date == MySQLDate(year: 10_000, month: 1, day: 1))
    }

    @Test func `Random moments survive text, numbers, and going there and back`() {
        let seed: UInt64 = 20_200_229
        print("seed", seed)
        var generator = SeededGenerator(seed: seed)
        let units: [IntervalUnit] = [.day, .week, .hour, .minute, .second, .microsecond]
        for _ in 0..<20_000 {
            let number = Int.random(in: 36_600...3_600_000, using: &generator)
            let microsecond = Int64.random(
                in: 0..<MySQLDateTime.microsecondsPerDay, using: &generator)
            let moment = MySQLDateTime(MySQLDate(dayNumber: number), microsecondOfDay: microsecond)
            let text = moment.text(digits: 6)
            #expect(MySQLDateTime(stored: text) == moment)
            let scan = DateTimeScan(text, [])
            #expect(scan.reading?.value == moment && scan.problems.isEmpty, "\(text)")
            let decimal = TemporalNumber(decimal: moment.decimal(digits: 6))
            #expect(decimal.map { DateTimeNumber($0, []).reading?.value } == moment, "\(text)")
            #expect(MySQLDateTime(unixMicroseconds: moment.unixMicroseconds) == moment)

            let unit = units[Int.random(in: 0..<units.count, using: &generator)]
            let size = Int64.random(in: -5_000...5_000, using: &generator)
            guard let amount = IntervalAmount(size, unit),
                let opposite = IntervalAmount(-size, unit)
            else {
                Issue.record("no interval of \(size) \(unit)")
                continue
            }
            let there = moment.adding(amount, unit)
            #expect(there?.adding(opposite, unit) == moment, "\(text) \(size) \(unit)")
            #expect(there.flatMap { moment.difference(to: $0, in: unit) } == size)
        }
    }

    @Test func `Random times survive text and numbers`() {
        let seed: UInt64 = 8_385_959
        print("seed", seed)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let time = MySQLTime(
                microseconds: .random(in: -MySQLTime.limit...MySQLTime.limit, using: &generator))
            let text = time.text(digits: 6)
            guard case .time(let read) = TimeScan(text).outcome else {
                Issue.record("\(text) is no time")
                continue
            }
            #expect(read == time)
            let number = TemporalNumber(decimal: time.decimal(digits: 6))
            #expect(number.flatMap { TimeNumber($0).value } == .time(time), "\(text)")
        }
    }

    @Test func `Random texts are read without harm`() {
        let seed: UInt64 = 1_292
        print("seed", seed)
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789-:. T+/a\té".unicodeScalars)
        for _ in 0..<50_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...24, using: &generator) {
                let index = Int.random(in: 0..<alphabet.count, using: &generator)
                text.unicodeScalars.append(alphabet[index])
            }
            if let value = DateTimeScan(text, .allowsZeroParts).reading?.value {
                #expect(MySQLDateTime(stored: value.text(digits: 6)) == value, "\(text)")
            }
            if case .time(let time) = TimeScan(text).outcome { #expect(!time.isOutOfRange) }
            _ = try? DateTextPattern(text, format: "%Y-%m-%d %T %j %X %V %W %f %p")
            _ = IntervalAmount(text, .dayMicrosecond)
            let stored = MySQLDateTime(stored: text)
            #expect(DateFormat.text(.datetime(stored), "%j %x %v %U %T %r %f") != nil)
            _ = TimeZoneOffset.named(text)
        }
    }
}
