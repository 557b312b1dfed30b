import SQLiteKit

extension Coercion {
    /// What brings a stored value of a type into this form; `nil` if it is in it already.
    ///
    /// With `warns`, text that is no number is noted as warning 1292, which fails a write in strict
    /// mode. MySQL warns for literals, results of functions, and columns but those of `TEXT`.
    func implementation(from type: MySQLType, warns: Bool = false) -> FunctionImplementation? {
        if type.isNull { return nil }
        switch self {
        case .stored: return nil
        case .text: return NumberText.implementation(from: type)
        case .double: return doubleImplementation(from: type, warns)
        case .integer: return integerImplementation(from: type, warns)
        case .decimal: return decimalImplementation(from: type, warns)
        case .temporal, .time: return temporalImplementation(from: type)
        case .json: return type.isJSON || type.isText ? nil : NumberText.implementation(from: type)
        }
    }

    /// Strings and dates are texts already; numbers become their digits.
    private func temporalImplementation(from type: MySQLType) -> FunctionImplementation? {
        switch type.kind {
        case .string, .binary, .date, .datetime, .timestamp, .json: nil
        default: NumberText.implementation(from: type)
        }
    }

    // MARK: Doubles

    private func doubleImplementation(
        from type: MySQLType, _ warns: Bool
    ) -> FunctionImplementation? {
        switch type.kind {
        case .null, .double, .float: nil
        case .integer, .year, .bit, .enumeration, .set, .decimal: Coercion.storedDouble
        case .string, .binary: warns ? Coercion.textDoubleWarning : Coercion.textDouble
        case .date, .datetime, .timestamp, .time:
            TemporalCoercion.implementation(from: type, to: .double)
        case .json: Coercion.jsonDouble
        }
    }

    private static let storedDouble = FunctionImplementation("mysql_number_as_double") {
        (arguments, _) in
        switch arguments[0] {
        case .null: .null
        case .integer(let number): .real(Double(number))
        case let value: .real(value.storedDecimal.double)
        }
    }

    private static let textDouble = FunctionImplementation("mysql_text_as_double") {
        (arguments, _) in
        arguments.double(at: 0).map { .real($0) } ?? .null
    }

    private static let textDoubleWarning = FunctionImplementation("mysql_text_as_double_warning") {
        (arguments, context) throws(StatementFailure) in
        guard let text = arguments.text(at: 0) else { return .null }
        let reading = NumericText.double(text)
        if reading.isTruncated { try context.warnTruncated("DOUBLE", text) }
        return .real(reading.value)
    }

    // MARK: Integers

    private func integerImplementation(
        from type: MySQLType, _ warns: Bool
    ) -> FunctionImplementation? {
        switch type.kind {
        case .null, .integer, .year, .bit, .enumeration, .set: nil
        case .double, .float: Coercion.doubleInteger
        case .decimal: Coercion.decimalInteger
        case .string, .binary: warns ? Coercion.textIntegerWarning : Coercion.textInteger
        case .date, .datetime, .timestamp, .time:
            TemporalCoercion.implementation(from: type, to: .integer)
        case .json: Coercion.jsonInteger
        }
    }

    private static let doubleInteger = FunctionImplementation("mysql_double_as_integer") {
        (arguments, _) in
        arguments.double(at: 0).map { .integer(Int64(rounding: $0)) } ?? .null
    }

    private static let decimalInteger = FunctionImplementation("mysql_decimal_as_integer") {
        (arguments, _) in
        guard let value = arguments.decimal(at: 0) else { return .null }
        return .integer(value.clampedInteger)
    }

    private static let textInteger = FunctionImplementation("mysql_text_as_integer") {
        (arguments, _) in
        guard let text = arguments.text(at: 0) else { return .null }
        return .integer(NumericText.integer(text).value.signed)
    }

    private static let textIntegerWarning = FunctionImplementation(
        "mysql_text_as_integer_warning"
    ) { (arguments, context) throws(StatementFailure) in
        guard let text = arguments.text(at: 0) else { return .null }
        let reading = NumericText.integer(text)
        if reading.isTruncated { try context.warnTruncated("INTEGER", text) }
        return .integer(reading.value.signed)
    }

    // MARK: Decimals

    private func decimalImplementation(
        from type: MySQLType, _ warns: Bool
    ) -> FunctionImplementation? {
        switch type.kind {
        case .null, .decimal: nil
        case .integer, .year, .bit, .enumeration, .set: Coercion.integerDecimal
        case .double, .float: Coercion.doubleDecimal
        case .string, .binary: warns ? Coercion.textDecimalWarning : Coercion.textDecimal
        case .date, .datetime, .timestamp, .time:
            TemporalCoercion.implementation(from: type, to: .decimal)
        case .json: Coercion.jsonDecimal
        }
    }

    private static let integerDecimal = FunctionImplementation("mysql_integer_as_decimal") {
        (arguments, _) in
        arguments.text(at: 0).map { .text($0) } ?? .null
    }

    private static let doubleDecimal = FunctionImplementation("mysql_double_as_decimal") {
        (arguments, _) in
        arguments.double(at: 0).map { .text(MySQLDecimal($0).text) } ?? .null
    }

    private static let textDecimal = FunctionImplementation("mysql_text_as_decimal") {
        (arguments, _) in
        arguments.text(at: 0).map { .text(NumericText.decimal($0).value.text) } ?? .null
    }

    private static let textDecimalWarning = FunctionImplementation(
        "mysql_text_as_decimal_warning"
    ) { (arguments, context) throws(StatementFailure) in
        guard let text = arguments.text(at: 0) else { return .null }
        let reading = NumericText.decimal(text)
        if reading.isTruncated { try context.warnTruncated("DECIMAL", text) }
        return .text(reading.value.text)
    }

    // MARK: JSON scalars

    private static let jsonDouble = FunctionImplementation("mysql_json_as_double") {
        (arguments, _) in
        JSONScalar.number(arguments[0]).map { .real(NumericText.double($0).value) } ?? .null
    }

    private static let jsonInteger = FunctionImplementation("mysql_json_as_integer") {
        (arguments, _) in
        JSONScalar.number(arguments[0]).map {
            .integer(NumericText.decimal($0).value.clampedInteger)
        } ?? .null
    }

    private static let jsonDecimal = FunctionImplementation("mysql_json_as_decimal") {
        (arguments, _) in
        JSONScalar.number(arguments[0]).map { .text(NumericText.decimal($0).value.text) } ?? .null
    }
}

extension MySQLDecimal {
    /// The nearest integer, kept within 64 bits.
    var clampedInteger: Int64 {
        guard let integer else { return isNegative ? .min : .max }
        return Int64(clamping: integer)
    }
}
