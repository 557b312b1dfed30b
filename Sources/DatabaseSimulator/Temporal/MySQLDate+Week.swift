/// How weeks are counted: the eight modes of `WEEK()`.
struct WeekRule: Hashable, Sendable {
    /// Whether a week starts on Monday rather than Sunday.
    var startsOnMonday: Bool
    /// Whether days before the first week belong to the last week of the year before (1...53), and
    /// not to a week 0.
    var countsWholeWeeks: Bool
    /// Whether the first week is the first that lies wholly in the year, rather than the first
    /// with four of its days in it.
    var firstIsWhole: Bool

    init(startsOnMonday: Bool, countsWholeWeeks: Bool, firstIsWhole: Bool) {
        self.startsOnMonday = startsOnMonday
        self.countsWholeWeeks = countsWholeWeeks
        self.firstIsWhole = firstIsWhole
    }

    /// A mode as SQL numbers it; only its three low bits count.
    init(mode: Int64) {
        startsOnMonday = mode & 1 != 0
        countsWholeWeeks = mode & 2 != 0
        firstIsWhole = (mode & 4 != 0) == startsOnMonday
    }

    /// Weeks as ISO 8601 counts them.
    static let iso = WeekRule(mode: 3)
}

extension MySQLDate {
    /// The week of the year, and the year that the week belongs to.
    func week(_ rule: WeekRule) -> (year: Int, week: Int) {
        let number = dayNumber
        let start = MySQLDate.firstWeekStart(of: year, rule)
        if number < start {
            guard rule.countsWholeWeeks, year > 0 else { return (year, 0) }
            let earlier = MySQLDate.firstWeekStart(of: year - 1, rule)
            return (year - 1, (number - earlier) / 7 + 1)
        }
        if rule.countsWholeWeeks, number >= MySQLDate.firstWeekStart(of: year + 1, rule) {
            return (year + 1, 1)
        }
        return (year, (number - start) / 7 + 1)
    }

    private static func firstWeekStart(of year: Int, _ rule: WeekRule) -> Int {
        let newYear = MySQLDate(year: year, month: 1, day: 1)
        let position = rule.startsOnMonday ? newYear.weekday : (newYear.weekday + 1) % 7
        let startsThere = rule.firstIsWhole ? position == 0 : position <= 3
        return newYear.dayNumber - position + (startsThere ? 0 : 7)
    }
}
