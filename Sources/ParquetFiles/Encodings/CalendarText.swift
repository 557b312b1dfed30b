/// Days and moments as ISO 8601 writes them: JSON has no values of its own for them.
enum CalendarText {
    /// The day that is so many days after 1 January 1970.
    static func day(_ days: Int) -> String {
        // Years begin in March, so that leap days end them; 400 years have 146,097 days.
        let (era, day) = floored(days + 719_468, by: 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1
        let isNextYear = month >= 10
        return padded(era * 400 + year + (isNextYear ? 1 : 0), 4) + "-"
            + padded(month + (isNextYear ? -9 : 3), 2) + "-" + padded(dayOfMonth, 2)
    }

    /// The moment that is so many parts of a second after 1970 began.
    ///
    /// - Parameter digits: how many decimal digits the parts are.
    static func moment(_ parts: Int, digits: Int, isUTC: Bool) -> String {
        let second = (0..<digits).reduce(1) { product, _ in product * 10 }
        let (days, rest) = floored(parts, by: 86_400 * second)
        let seconds = rest / second
        let fraction = rest % second
        return day(days) + "T" + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
            + ":" + padded(seconds % 60, 2) + (fraction > 0 ? "." + padded(fraction, digits) : "")
            + (isUTC ? "Z" : "")
    }

    private static func floored(_ number: Int, by divisor: Int) -> (quotient: Int, rest: Int) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = "\(number.magnitude)"
        return (number < 0 ? "-" : "")
            + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
