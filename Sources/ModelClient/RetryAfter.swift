/// What a server's `Retry-After` asks for: a number of seconds, or a date as HTTP writes it.
enum RetryAfter {
    /// How many seconds to wait; `nil` if the text is neither.
    ///
    /// - Parameters:
    ///   - date: the response's `Date`, if it has one: the server's own clock is right by itself.
    ///   - now: the seconds since 1970 by this machine's clock, asked for where that is needed.
    static func seconds(
        _ text: String, sentAt date: String?, now: () -> Int
    ) -> Double? {
        if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
        guard let then = HTTPDate.seconds(text) else { return nil }
        let start = date.flatMap(HTTPDate.seconds) ?? now()
        return Double(max(0, then - start))
    }
}

/// Dates in HTTP's three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`
/// and `Sun Nov  6 08:49:37 1994`.
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The seconds since 1970; `nil` if the text is no such date.
    static func seconds(_ text: String) -> Int? {
        // The day of the week says nothing new.
        let parts = text.split(whereSeparator: { " ,-".contains($0) }).map(String.init)
        switch parts.count {
        case 6 where parts[5] == "GMT":
            return seconds(day: parts[1], month: parts[2], year: parts[3], time: parts[4])
        case 5: return seconds(day: parts[2], month: parts[1], year: parts[4], time: parts[3])
        default: return nil
        }
    }

    private static func seconds(day: String, month: String, year: String, time: String) -> Int? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map {
            number($0, in: 0...60)
        }
        guard let day = number(day, in: 1...31), let month = months.firstIndex(of: month),
            var full = number(year, in: 0...9999), clock.count == 3,
            let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24,
            minute < 60
        else { return nil }
        // Of two digits, a year of the last fifty or the next.
        if year.count == 2 { full += full < 70 ? 2000 : 1900 }
        return days(full, month + 1, day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
            range.contains(number)
        else { return nil }
        return number
    }

    /// The days from 1970-01-01 to a date of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        // Years from March on, so that the leap day is the last.
        let year = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
