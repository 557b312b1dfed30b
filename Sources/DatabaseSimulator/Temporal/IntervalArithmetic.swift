extension MySQLDateTime {
    /// The moment an amount later; `nil` outside the years 0 to 9999.
    ///
    /// Months and years keep the day, or take the last one that the month has.
    func adding(_ amount: IntervalAmount, _ unit: IntervalUnit) -> MySQLDateTime? {
        switch unit {
        case .year: return addingYears(amount)
        case .month, .quarter, .yearMonth: return addingMonths(amount)
        case .day, .week: return addingDays(amount)
        default: return addingSpan(amount)
        }
    }

    private func addingYears(_ amount: IntervalAmount) -> MySQLDateTime? {
        guard amount.years <= 10_000 else { return nil }
        let year = date.year + Int(amount.isNegative ? -amount.years : amount.years)
        guard (0..<10_000).contains(year) else { return nil }
        var moved = self
        moved.date.year = year
        if date.month == 2, date.day == 29, !MySQLDate.isLeap(year) { moved.date.day = 28 }
        return moved
    }

    private func addingMonths(_ amount: IntervalAmount) -> MySQLDateTime? {
        guard amount.months < Int64(UInt32.max / 2), amount.years < Int64(UInt32.max / 12) else {
            return nil
        }
        let added = Int(amount.years * 12 + amount.months) * (amount.isNegative ? -1 : 1)
        let month = date.year * 12 + date.month - 1 + added
        guard (0..<120_000).contains(month) else { return nil }
        var moved = self
        moved.date.year = month / 12
        moved.date.month = month % 12 + 1
        moved.date.day = min(
            date.day, MySQLDate.daysInMonth(moved.date.month, of: moved.date.year))
        return moved
    }

    private func addingDays(_ amount: IntervalAmount) -> MySQLDateTime? {
        guard amount.days <= Int64(MySQLDate.lastDayNumber) else { return nil }
        let number = date.dayNumber + Int(amount.isNegative ? -amount.days : amount.days)
        guard (0...MySQLDate.lastDayNumber).contains(number) else { return nil }
        return MySQLDateTime(MySQLDate(dayNumber: number), microsecondOfDay: microsecondOfDay)
    }

    private func addingSpan(_ amount: IntervalAmount) -> MySQLDateTime? {
        guard let span = amount.span else { return nil }
        let (total, overflow) = absoluteMicroseconds.addingReportingOverflow(span)
        guard !overflow, total >= 0 else { return nil }
        let day = Int(total / MySQLDateTime.microsecondsPerDay)
        guard day <= MySQLDate.lastDayNumber else { return nil }
        return MySQLDateTime(
            MySQLDate(dayNumber: day), microsecondOfDay: total % MySQLDateTime.microsecondsPerDay)
    }

    /// `TIMESTAMPDIFF`: how many whole units lie between this moment and a later one; negative if
    /// it is earlier.
    func difference(to end: MySQLDateTime, in unit: IntervalUnit) -> Int64? {
        let microseconds = end.absoluteMicroseconds - absoluteMicroseconds
        switch unit {
        case .year: return months(to: end) / 12
        case .quarter: return months(to: end) / 3
        case .month: return months(to: end)
        case .week: return microseconds / MySQLDateTime.microsecondsPerDay / 7
        case .day: return microseconds / MySQLDateTime.microsecondsPerDay
        case .hour: return microseconds / 3_600_000_000
        case .minute: return microseconds / 60_000_000
        case .second: return microseconds / 1_000_000
        case .microsecond: return microseconds
        default: return nil
        }
    }

    private func months(to end: MySQLDateTime) -> Int64 {
        guard absoluteMicroseconds <= end.absoluteMicroseconds else { return -end.months(to: self) }
        var months = (end.date.year - date.year) * 12 + end.date.month - date.month
        if (end.date.day, end.microsecondOfDay) < (date.day, microsecondOfDay) { months -= 1 }
        return Int64(months)
    }

    /// `EXTRACT`: the parts of a unit, written one after the other as a number.
    func part(_ unit: IntervalUnit) -> Int64 {
        switch unit {
        case .year: return Int64(date.year)
        case .quarter: return Int64((date.month + 2) / 3)
        case .month: return Int64(date.month)
        case .yearMonth: return Int64(date.year * 100 + date.month)
        case .week: return Int64(date.week(WeekRule(mode: 0)).week)
        case .day: return Int64(date.day)
        default: return time.part(unit, day: Int64(date.day))
        }
    }
}

extension MySQLTime {
    /// `EXTRACT` of a time; `day` is the day of the datetime that the time is part of.
    func part(_ unit: IntervalUnit, day: Int64 = 0) -> Int64 {
        let clock = Int64(hour * 10_000 + minute * 100 + second)
        let fraction = Int64(microsecond)
        let size: Int64 =
            switch unit {
            case .hour: Int64(hour)
            case .minute: Int64(minute)
            case .second: Int64(second)
            case .microsecond: fraction
            case .dayHour: day * 100 + clock / 10_000
            case .dayMinute: day * 10_000 + clock / 100
            case .daySecond: day * 1_000_000 + clock
            case .dayMicrosecond: (day * 1_000_000 + clock) * 1_000_000 + fraction
            case .hourMinute: clock / 100
            case .hourSecond: clock
            case .hourMicrosecond: clock * 1_000_000 + fraction
            case .minuteSecond: clock % 10_000
            case .minuteMicrosecond: clock % 10_000 * 1_000_000 + fraction
            case .secondMicrosecond: Int64(second) * 1_000_000 + fraction
            default: 0
            }
        return isNegative ? -size : size
    }

    /// The time an amount later; `nil` outside ±838:59:59.
    func adding(_ amount: IntervalAmount) -> MySQLTime? {
        guard amount.years == 0, amount.months == 0, let span = amount.span else { return nil }
        let (total, overflow) = microseconds.addingReportingOverflow(span)
        let time = MySQLTime(microseconds: total)
        return overflow || time.isOutOfRange ? nil : time
    }
}
