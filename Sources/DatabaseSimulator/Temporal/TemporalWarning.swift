import SQLiteKit

extension SessionContext {
    /// 1292 of a value that was understood in part; the kind is `date`, `datetime`, `time` or `YEAR`.
    func noteTruncated(_ kind: String, _ value: String) {
        note(1292, "Truncated incorrect \(kind) value: '\(value.shortened)'")
    }

    /// 1292 of a value that is no date at all.
    func warnIncorrect(_ kind: String, _ value: String) {
        note(1292, "Incorrect \(kind) value: '\(value.shortened)'")
    }

    /// 1441 of a result outside the calendar.
    func warnOverflow(_ function: String = "datetime") {
        note(1441, "Datetime function: \(function) field overflow")
    }

    /// The day of the statement.
    var today: MySQLDate { MySQLDateTime(unixMicroseconds: now).date }
}

extension SessionContext.Warning {
    /// The error that a strict statement which changes data makes of a warning of this chapter.
    var strictError: MySQLError? {
        guard level == .warning else { return nil }
        switch number {
        case 1292: return MySQLError(1292, "22007", message)
        case 1411: return MySQLError(1411, "HY000", message)
        case 1441: return MySQLError(1441, "22008", message)
        default: return nil
        }
    }
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
