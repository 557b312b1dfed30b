import SQLiteKit

extension TemporalFunctions {
    /// Texts of temporal values, and values of texts.
    static let formatting: [FunctionDefinition] = [
        FunctionDefinition(name: "date_format", arity: 2...2) { arguments in
            let input = arguments[0].temporalInput
            let implementation = FunctionImplementation("mysql_date_format_\(input)") {
                (arguments, session) in
                guard let reading = input.dateTime(arguments[0], .allowsZeroParts, session),
                    let format = arguments.text(at: 1)
                else { return .null }
                return DateFormat.text(.datetime(reading.value), format).map { .text($0) } ?? .null
            }
            return FunctionCallPlan(
                type: text(DateFormat.width(arguments[1].constant)),
                coercions: [arguments[0].temporalCoercion, .text], implementation: implementation)
        },
        FunctionDefinition(name: "time_format", arity: 2...2) { arguments in
            let input = arguments[0].temporalInput
            let implementation = FunctionImplementation("mysql_time_format_\(input)") {
                (arguments, session) in
                guard let value = input.time(arguments[0], session),
                    let format = arguments.text(at: 1)
                else { return .null }
                return DateFormat.text(.time(value.clock), format).map { .text($0) } ?? .null
            }
            return FunctionCallPlan(
                type: text(DateFormat.width(arguments[1].constant)),
                coercions: [arguments[0].temporalCoercion, .text], implementation: implementation)
        },
        FunctionDefinition(name: "str_to_date", arity: 2...2) { arguments in
            var type = MySQLType(.datetime(fraction: 6))
            if case .text(let format)? = arguments[1].constant {
                type = DateTextPattern.type(of: format)
            }
            return FunctionCallPlan(
                type: type, coercions: [.text, .text], implementation: parse(as: type))
        },
        // The first argument is a keyword, handed over as a text: DATE, TIME, DATETIME, TIMESTAMP.
        .plain("get_format", 2...2, [.text], returns: text(17)) { (arguments, _) in
            guard let kind = arguments.text(at: 0), let name = arguments.text(at: 1) else {
                return .null
            }
            return format(kind.uppercased(), name.uppercased()).map { .text($0) } ?? .null
        },
    ]

    private static func parse(as type: MySQLType) -> FunctionImplementation {
        let kind: String
        switch type.kind {
        case .time: kind = "time"
        case .date: kind = "date"
        default: kind = "datetime"
        }
        let digits = type.fractionDigits
        return FunctionImplementation("mysql_str_to_date_\(kind)_\(digits)") {
            (arguments, session) in
            guard let text = arguments.text(at: 0), let format = arguments.text(at: 1) else {
                return .null
            }
            let pattern: DateTextPattern
            do throws(DateTextPattern.Mismatch) {
                pattern = try DateTextPattern(text, format: format)
            } catch {
                session.warnUnfit(error.kind, error.text)
                return .null
            }
            if pattern.hasRest { session.noteTruncated(kind, text) }
            let parts = pattern.parts
            if kind == "time" {
                let clock = parts.clock.microsecondOfDay
                let days = Int64(parts.day) * MySQLDateTime.microsecondsPerDay
                return .stored(MySQLTime(microseconds: clock + days).clamped)
            }
            var rules = DateRules(session.temporalMode)
            rules.insert(.allowsZeroParts)
            let isIncomplete =
                rules.contains(.refusesZeroDate) && (parts.year == 0 || parts.date.hasZeroPart)
            guard !isIncomplete,
                rules.problems(of: parts.date, isZero: parts.date.isZero).isEmpty
            else {
                session.warnUnfit("datetime", text)
                return .null
            }
            return kind == "date" ? .stored(parts.date) : .stored(parts.clock, digits: digits)
        }
    }

    private static func format(_ kind: String, _ name: String) -> String? {
        let date: String
        let time: String
        switch name {
        case "USA": (date, time) = ("%m.%d.%Y", "%h:%i:%s %p")
        case "JIS", "ISO": (date, time) = ("%Y-%m-%d", "%H:%i:%s")
        case "EUR": (date, time) = ("%d.%m.%Y", "%H.%i.%s")
        case "INTERNAL": (date, time) = ("%Y%m%d", "%H%i%s")
        default: return nil
        }
        switch kind {
        case "DATE": return date
        case "TIME": return time
        case "DATETIME", "TIMESTAMP":
            switch name {
            case "USA", "EUR": return "%Y-%m-%d %H.%i.%s"
            case "INTERNAL": return "%Y%m%d%H%i%s"
            default: return "%Y-%m-%d %H:%i:%s"
            }
        default: return nil
        }
    }
}

extension SessionContext {
    /// 1411 of a text that does not fit the format of `STR_TO_DATE`.
    fileprivate func warnUnfit(_ kind: String, _ text: String) {
        note(1411, "Incorrect \(kind) value: '\(text.shortened)' for function str_to_date")
    }
}
