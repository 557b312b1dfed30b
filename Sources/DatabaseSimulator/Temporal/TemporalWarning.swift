import SQLiteKit

extension SessionContext {
    /// Takes a warning down; it fails a write in strict mode once the statement has run.
    private func warn(_ number: Int, _ state: String, _ message: String) {
        if isStrict, failure == nil { failure = .mysql(MySQLError(number, state, message)) }
        note(number, message)
    }

    /// 1292 of a value that was understood in part; `kind` is `date`, `datetime`, `time`, …
    func noteTruncated(_ kind: String, _ value: String) {
        warn(1292, "22007", "Truncated incorrect \(kind) value: '\(value.shortened)'")
    }

    /// 1292 of a value that is no date at all.
    func warnIncorrect(_ kind: String, _ value: String) {
        warn(1292, "22007", "Incorrect \(kind) value: '\(value.shortened)'")
    }

    /// 1441 of a result outside the calendar.
    func warnOverflow(_ function: String = "datetime") {
        warn(1441, "22008", "Datetime function: \(function) field overflow")
    }

    /// The day of the statement.
    var today: MySQLDate { MySQLDateTime(unixMicroseconds: now).date }
}

extension String {
    /// At most the 128 bytes of a value that MySQL's messages show.
    var shortened: String {
        guard utf8.count > 128 else { return self }
        var kept = ""
        var count = 0
        for scalar in unicodeScalars {
            count += UTF8.width(scalar)
            if count > 128 { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept
    }
}
