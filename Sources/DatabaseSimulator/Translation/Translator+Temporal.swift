import SQLiteKit

extension Translator {
    /// `DATE '…'`, `TIME '…'`, `TIMESTAMP '…'`.
    mutating func temporalLiteral(_ literal: Literal) throws(StatementFailure) -> TypedExpression {
        do throws(MySQLError) {
            let mode = settings.temporalMode
            let (type, value) =
                switch literal {
                case .time(let text): try TemporalCast.timeLiteral(text, mode)
                case .timestamp(let text): try TemporalCast.timestampLiteral(text, mode)
                case .date(let text): try TemporalCast.dateLiteral(text, mode)
                default: (type: MySQLType.null, value: SQLiteValue.null)
                }
            return constant(value, type)
        } catch {
            throw .mysql(error)
        }
    }

    /// `x ± INTERVAL n unit`.
    mutating func dateArithmetic(
        _ operand: TypedExpression, _ amount: TypedExpression, _ unit: IntervalUnit,
        subtracts: Bool
    ) throws(StatementFailure) -> TypedExpression {
        let plan = TemporalExpressions.dateArithmetic(
            operand.argument, amount: amount.argument, unit: unit, subtracts: subtracts)
        return apply(plan, to: [operand, amount]) { "" }
    }

    /// `EXTRACT(unit FROM x)`.
    mutating func extract(
        _ unit: IntervalUnit, _ operand: TypedExpression
    ) throws(StatementFailure) -> TypedExpression {
        apply(TemporalExpressions.extract(unit, from: operand.argument), to: [operand]) { "" }
    }

    /// `TIMESTAMPDIFF(unit, from, to)`.
    mutating func timestampDifference(
        _ unit: IntervalUnit, _ from: TypedExpression, _ to: TypedExpression
    ) throws(StatementFailure) -> TypedExpression {
        let plan = TemporalExpressions.timestampDifference(unit, from.argument, to.argument)
        return apply(plan, to: [from, to]) { "" }
    }

    /// SQL that brings a value into the stored form of a temporal type, for CASE and UNION.
    mutating func temporal(_ expression: TypedExpression, to type: MySQLType) -> String {
        let target: CastType =
            switch type.kind {
            case .date: .date
            case .time(let fraction): .time(fraction)
            default: .datetime(type.scale)
            }
        guard let plan = try? TemporalCast.plan(expression.argument, to: target) else {
            return expression.sql
        }
        return apply(plan, to: [expression]) { "" }.sql
    }

    /// Both sides of a comparison in which one is a date or time; nil if neither is.
    ///
    /// - Throws: 1525 for a literal that is no date beside one.
    mutating func temporalComparable(
        _ left: TypedExpression, _ right: TypedExpression
    ) throws(StatementFailure) -> (left: String, right: String)? {
        let rule: TemporalComparison.Rule?
        do throws(MySQLError) {
            rule = try TemporalComparison.rule(
                left.temporalOperand, right.temporalOperand, settings.temporalMode)
        } catch {
            throw .mysql(error)
        }
        switch rule {
        case nil: return nil
        case .keys(let leftSide, let rightSide):
            return (side(leftSide, of: left), side(rightSide, of: right))
        case .texts: return textComparable(left, right)
        case .numbers: return (coerce(left, .double), coerce(right, .double))
        }
    }

    private mutating func side(
        _ side: TemporalComparison.Side, of expression: TypedExpression
    ) -> String {
        switch side {
        case .stored: expression.sql
        case .constant(let value): parameter(value)
        case .computed(let implementation, let coercion):
            call(implementation, [coerce(expression, coercion)])
        }
    }
}

extension TypedExpression {
    fileprivate var temporalOperand: TemporalComparison.Operand {
        TemporalComparison.Operand(
            type: type, constant: constant, isConstant: isConstant, isColumn: isColumn)
    }
}

extension SessionSettings {
    /// The parts of `sql_mode` that dates obey.
    var temporalMode: TemporalMode {
        var mode: TemporalMode = []
        if modes.contains("NO_ZERO_DATE") { mode.insert(.noZeroDate) }
        if modes.contains("NO_ZERO_IN_DATE") { mode.insert(.noZeroInDate) }
        if modes.contains("ALLOW_INVALID_DATES") { mode.insert(.allowsInvalidDates) }
        if modes.contains("TIME_TRUNCATE_FRACTIONAL") { mode.insert(.truncatesFractions) }
        return mode
    }
}
