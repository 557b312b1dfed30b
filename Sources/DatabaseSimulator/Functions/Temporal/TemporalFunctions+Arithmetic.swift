import SQLiteKit

extension TemporalFunctions {
    /// Sums and differences of times.
    static let timeArithmetic: [FunctionDefinition] = [
        FunctionDefinition(name: "addtime", arity: 2...2) { arguments in
            addition("addtime", arguments[0], arguments[1], sign: 1)
        },
        FunctionDefinition(name: "subtime", arity: 2...2) { arguments in
            addition("subtime", arguments[0], arguments[1], sign: -1)
        },
        FunctionDefinition(name: "timediff", arity: 2...2) { arguments in
            difference(arguments[0], arguments[1])
        },
    ]

    /// The result of adding times, by the type of the first argument.
    private enum Sum {
        case time(Int)
        case datetime(Int)
        /// What the text turns out to be, as a text.
        case text

        var type: MySQLType {
            switch self {
            case .time(let digits): MySQLType(.time(fraction: digits))
            case .datetime(let digits): MySQLType(.datetime(fraction: digits))
            case .text: TemporalFunctions.text(29)
            }
        }

        func stored(_ value: TemporalValue) -> SQLiteValue {
            switch (self, value) {
            case (.time, .time(let time)): .stored(time)
            case (.datetime(let digits), .datetime(let moment)): .stored(moment, digits: digits)
            case (_, let value): .text(value.shortText)
            }
        }
    }

    /// `ADDTIME`, `SUBTIME` and, with `makesDateTime`, `TIMESTAMP(x, time)`.
    static func addition(
        _ name: String, _ left: FunctionDefinition.Argument, _ right: FunctionDefinition.Argument,
        sign: Int64, makesDateTime: Bool = false
    ) -> FunctionCallPlan {
        let sum: Sum
        if left.type.isTime, !makesDateTime {
            sum = .time(max(left.timeDigits, right.timeDigits))
        } else if left.type.isTemporalWithDate || makesDateTime {
            sum = .datetime(max(left.dateTimeDigits, right.timeDigits))
        } else {
            sum = .text
        }
        let (first, second) = (left.temporalInput, right.temporalInput)
        let needsDate = if case .datetime = sum { true } else { false }
        let implementation = FunctionImplementation(
            "mysql_\(name)_\(first)_\(second)_\(sum.type.fractionDigits)"
        ) { (arguments, session) in
            let start: TemporalValue?
            if needsDate {
                start = first.dateTime(arguments[0], .allowsZeroParts, session)
                    .map { .datetime($0.value) }
            } else {
                start = first.time(arguments[0], session)
            }
            guard let start, let time = second.addend(arguments[1], session) else { return .null }
            let span = time.microseconds * sign
            switch start {
            case .time(let time):
                let total = MySQLTime(microseconds: time.microseconds + span)
                if total.isOutOfRange { session.noteTruncated("time", total.text(digits: 0)) }
                return sum.stored(.time(total.clamped))
            case .date(let date): return moved(MySQLDateTime(date), by: span, name, sum, session)
            case .datetime(let moment): return moved(moment, by: span, name, sum, session)
            }
        }
        return FunctionCallPlan(
            type: sum.type, coercions: [left.temporalCoercion, right.temporalCoercion],
            implementation: implementation)
    }

    private static func moved(
        _ moment: MySQLDateTime, by span: Int64, _ name: String, _ sum: Sum,
        _ session: SessionContext
    ) -> SQLiteValue {
        let total = moment.absoluteMicroseconds + span
        guard total >= 0 else { return .null }
        let date = MySQLDate(dayNumber: Int(total / MySQLDateTime.microsecondsPerDay))
        guard date.year <= 9_999 else {
            session.warnOverflow(name == "timestamp" ? "add_time" : name)
            return .null
        }
        guard date.day > 0 else { return .null }
        let rest = total % MySQLDateTime.microsecondsPerDay
        return sum.stored(.datetime(MySQLDateTime(date, microsecondOfDay: rest)))
    }

    /// `TIMEDIFF`; a time and a datetime have no difference.
    private static func difference(
        _ left: FunctionDefinition.Argument, _ right: FunctionDefinition.Argument
    ) -> FunctionCallPlan {
        let digits = max(left.timeDigits, right.timeDigits)
        let (first, second) = (left.temporalInput, right.temporalInput)
        let isMixed =
            left.type.isTemporalWithDate && right.type.isTime
            || right.type.isTemporalWithDate && left.type.isTime
        let takesDates = left.type.isTemporalWithDate || right.type.isTemporalWithDate
        let kind = isMixed ? "none" : takesDates ? "dates" : "times"
        let implementation = FunctionImplementation(
            "mysql_timediff_\(first)_\(second)_\(digits)_\(kind)"
        ) { (arguments, session) in
            let span: Int64
            if isMixed {
                return .null
            } else if takesDates {
                guard let start = first.dateTime(arguments[0], .allowsZeroParts, session),
                    let end = second.dateTime(arguments[1], .allowsZeroParts, session)
                else { return .null }
                // A date and a datetime are different kinds to it.
                guard start.isDateOnly == end.isDateOnly else { return .null }
                span = start.value.absoluteMicroseconds - end.value.absoluteMicroseconds
            } else {
                switch (first.time(arguments[0], session), second.time(arguments[1], session)) {
                case (.time(let start)?, .time(let end)?):
                    span = start.microseconds - end.microseconds
                case (.datetime(let start)?, .datetime(let end)?):
                    span = start.absoluteMicroseconds - end.absoluteMicroseconds
                default: return .null
                }
            }
            let time = MySQLTime(microseconds: span)
            if time.isOutOfRange { session.noteTruncated("time", time.text(digits: digits)) }
            return .stored(time.clamped)
        }
        return FunctionCallPlan(
            type: MySQLType(.time(fraction: digits)),
            coercions: [left.temporalCoercion, right.temporalCoercion],
            implementation: implementation)
    }
}

extension TemporalInput {
    /// Reads what is added to a time or datetime: a time, and no datetime.
    fileprivate func addend(_ value: SQLiteValue, _ session: SessionContext) -> MySQLTime? {
        switch time(value, session) {
        case .time(let time): time
        // A date is midnight.
        case .date: .zero
        case .datetime, nil: nil
        }
    }
}

extension TemporalValue {
    /// The text with a fraction only if there is one, as functions of texts print it.
    var shortText: String {
        switch self {
        case .date(let date): date.text
        case .datetime(let moment): moment.text(digits: moment.microsecond == 0 ? 0 : 6)
        case .time(let time): time.text(digits: time.microsecond == 0 ? 0 : 6)
        }
    }
}
