import SQLiteKit

/// The date and time expressions that are no function calls: intervals, `EXTRACT`,
/// `TIMESTAMPDIFF`, `TIMESTAMPADD`.
enum TemporalExpressions {
    typealias Argument = FunctionDefinition.Argument

    /// What adding an interval gives, by the types of the operand and the unit.
    private enum Sum {
        case date
        case datetime(Int)
        case time(Int)
        /// A text: the operand may turn out to be a date or a datetime.
        case text

        init(_ operand: Argument, _ amount: Argument, _ unit: IntervalUnit) {
            let digits =
                unit.endsInMicroseconds ? 6 : unit == .second ? amount.numberDigits : 0
            switch operand.type.kind {
            case .datetime, .timestamp: self = .datetime(max(operand.type.fractionDigits, digits))
            case .date: self = unit.isWholeDays ? .date : .datetime(digits)
            case .time:
                let all = max(operand.type.fractionDigits, digits)
                self = unit.isWithinDay ? .time(all) : .datetime(all)
            default: self = .text
            }
        }

        var type: MySQLType {
            switch self {
            case .date: MySQLType(.date)
            case .datetime(let digits): MySQLType(.datetime(fraction: digits))
            case .time(let digits): MySQLType(.time(fraction: digits))
            case .text: TemporalFunctions.text(29)
            }
        }

        var tag: String {
            switch self {
            case .date: "date"
            case .datetime(let digits): "datetime\(digits)"
            case .time(let digits): "time\(digits)"
            case .text: "text"
            }
        }
    }

    /// How an interval's amount is handed over and read.
    private enum AmountForm: String {
        case whole, seconds, parts

        init(_ amount: Argument, _ unit: IntervalUnit) {
            if !unit.isSimple {
                self = .parts
            } else {
                self = unit == .second && amount.numberDigits > 0 ? .seconds : .whole
            }
        }

        var coercion: Coercion {
            switch self {
            case .whole: .integer
            case .seconds: .decimal
            case .parts: .text
            }
        }

        /// The amount at an index that is not NULL; `nil` if it is too large.
        func read(
            _ arguments: borrowing FunctionArguments, at index: Int, _ unit: IntervalUnit
        ) -> IntervalAmount? {
            switch self {
            case .whole: arguments.integer(at: index).flatMap { IntervalAmount($0, unit) }
            case .seconds:
                arguments.text(at: index).flatMap { TemporalNumber(decimal: $0) }
                    .map { IntervalAmount(seconds: $0) }
            case .parts: arguments.text(at: index).flatMap { IntervalAmount($0, unit) }
            }
        }
    }

    /// `x ± INTERVAL n unit` and `TIMESTAMPADD(unit, n, x)`; the arguments are `x` and `n`.
    static func dateArithmetic(
        _ operand: Argument, amount: Argument, unit: IntervalUnit, subtracts: Bool
    ) -> FunctionCallPlan {
        let input = operand.temporalInput
        let sum = Sum(operand, amount, unit)
        let form = AmountForm(amount, unit)
        let name =
            "mysql_interval_\(subtracts ? "sub" : "add")_\(unit.rawValue)_\(input)_\(sum.tag)"
            + "_\(form.rawValue)"
        let implementation = FunctionImplementation(name) { (arguments, session) in
            if case .time = sum {
                guard let time = input.time(arguments[0], session)?.clock,
                    !arguments.isNull(at: 1), var amount = form.read(arguments, at: 1, unit)
                else { return .null }
                if subtracts { amount.isNegative.toggle() }
                guard let result = time.adding(amount) else {
                    session.warnOverflow("time")
                    return .null
                }
                return .stored(result)
            }
            guard let reading = input.dateTime(arguments[0], .refusesZeroDate, session),
                !arguments.isNull(at: 1)
            else { return .null }
            guard var amount = form.read(arguments, at: 1, unit) else {
                session.warnOverflow("date_add_interval")
                return .null
            }
            if subtracts { amount.isNegative.toggle() }
            guard let result = reading.value.adding(amount, unit) else {
                session.warnOverflow()
                return .null
            }
            switch sum {
            case .date: return .stored(result.date)
            case .datetime(let digits): return .stored(result, digits: digits)
            case .text, .time:
                let isDate = reading.isDateOnly && unit.isWholeDays
                let value = isDate ? TemporalValue.date(result.date) : .datetime(result)
                return .text(value.shortText)
            }
        }
        return FunctionCallPlan(
            type: sum.type, coercions: [operand.temporalCoercion, form.coercion],
            implementation: implementation)
    }

    /// `EXTRACT(unit FROM x)`.
    static func extract(_ unit: IntervalUnit, from operand: Argument) -> FunctionCallPlan {
        let input = operand.temporalInput
        let implementation = FunctionImplementation("mysql_extract_\(unit.rawValue)_\(input)") {
            (arguments, session) in
            if unit.isWholeDays {
                return input.dateTime(arguments[0], .allowsZeroParts, session)
                    .map { .integer($0.value.part(unit)) } ?? .null
            }
            switch input.time(arguments[0], session) {
            case .time(let time)?: return .integer(time.part(unit))
            case .datetime(let moment)?: return .integer(moment.part(unit))
            case .date(let date)?: return .integer(MySQLDateTime(date).part(unit))
            case nil: return .null
            }
        }
        return FunctionCallPlan(
            type: TemporalFunctions.integer, coercions: [operand.temporalCoercion],
            implementation: implementation)
    }

    /// `TIMESTAMPDIFF(unit, start, end)`; the arguments are `start` and `end`.
    static func timestampDifference(
        _ unit: IntervalUnit, _ start: Argument, _ end: Argument
    ) -> FunctionCallPlan {
        let (first, second) = (start.temporalInput, end.temporalInput)
        let implementation = FunctionImplementation(
            "mysql_timestampdiff_\(unit.rawValue)_\(first)_\(second)"
        ) { (arguments, session) in
            guard let start = first.dateTime(arguments[0], .refusesZeroDate, session),
                let end = second.dateTime(arguments[1], .refusesZeroDate, session),
                let difference = start.value.difference(to: end.value, in: unit)
            else { return .null }
            return .integer(difference)
        }
        return FunctionCallPlan(
            type: TemporalFunctions.integer,
            coercions: [start.temporalCoercion, end.temporalCoercion],
            implementation: implementation)
    }
}
