import SQLiteKit

/// Brings a value into the stored form of a column, with the errors of strict mode or, outside of
/// it, the nearest value that fits and a warning.
struct ColumnStore {
    let session: DatabaseSession
    let ignoresErrors: Bool

    private var isStrict: Bool { session.settings.isStrict && !ignoresErrors }

    /// Converts a value of a type for a column.
    ///
    /// - Parameter row: the number of the row in the statement, for messages.
    func convert(
        _ value: SQLiteValue, _ type: MySQLType, to column: Column, row: Int
    ) throws(StatementFailure) -> SQLiteValue {
        guard !value.isNull else { return try null(column) }
        switch column.type.kind {
        case .integer(let bytes, let unsigned):
            return try integer(value, type, column, row, bytes: bytes, unsigned: unsigned)
        case .bit(let bits): return try bit(value, type, column, row, bits)
        case .decimal(let precision, let scale, let unsigned):
            return try decimal(value, type, column, row, precision, scale, unsigned: unsigned)
        case .float, .double: return try real(value, type, column, row)
        case .string(let kind): return try string(value, type, column, row, kind)
        case .binary(let kind): return try binary(value, type, column, row, kind)
        case .enumeration(let members): return try enumeration(value, type, column, row, members)
        case .set(let members): return try set(value, type, column, row, members)
        case .json: return try json(value, type, column)
        case .date, .datetime, .timestamp, .time, .year:
            return try temporal(value, type, column, row)
        case .null: return value
        }
    }

    private func null(_ column: Column) throws(StatementFailure) -> SQLiteValue {
        guard !column.type.isNullable else { return .null }
        let error = MySQLError(1048, "23000", "Column '\(column.name)' cannot be null")
        guard ignoresErrors else { throw .mysql(error) }
        warn(error)
        return column.type.implicitDefault
    }

    /// The statement's time, for ON UPDATE CURRENT_TIMESTAMP.
    func now(for column: Column) throws(StatementFailure) -> SQLiteValue {
        var translator = session.translator()
        let typed = try translator.scalar(.function(FunctionCall("now", [])))
        let value = try session.rows("SELECT \(typed.sql)", for: translator).first?.first ?? .null
        return try convert(value, typed.type, to: column, row: 1)
    }

    // MARK: Complaints

    /// Fails in strict mode, otherwise notes a warning.
    private func complain(_ error: MySQLError) throws(StatementFailure) {
        if isStrict { throw .mysql(error) }
        warn(error)
    }

    private func warn(_ error: MySQLError) {
        session.context.note(error.number, error.message)
    }

    private func outOfRange(_ column: Column, _ row: Int) -> MySQLError {
        MySQLError(1264, "22003", "Out of range value for column '\(column.name)' at row \(row)")
    }

    private func incorrect(
        _ kind: String, _ text: String, _ column: Column, _ row: Int
    ) -> MySQLError {
        MySQLError(
            1366, "HY000",
            "Incorrect \(kind) value: '\(text)' for column '\(column.name)' at row \(row)")
    }

    private func truncated(_ column: Column, _ row: Int) -> MySQLError {
        MySQLError(1265, "01000", "Data truncated for column '\(column.name)' at row \(row)")
    }

    // MARK: Numbers

    /// The number in a text; a text that is none, or only begins with one, is an error.
    private func number(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int, kind: String
    ) throws(StatementFailure) -> MySQLDecimal {
        if type.isText, let text = StoredText.text(of: value, type) {
            let reading = NumericText.decimal(text)
            if reading.isTruncated {
                let hasDigits =
                    text.utf8.drop { NumericText.isSpace($0) || $0 == 0x2D || $0 == 0x2B }
                    .first.map { $0 &- 0x30 < 10 || $0 == 0x2E } ?? false
                try complain(
                    hasDigits ? truncated(column, row) : incorrect(kind, text, column, row))
            }
            return reading.value
        }
        if case .real(let number) = value { return MySQLDecimal(number) }
        if type.isTemporal { return StoredText.number(of: value, type) }
        return value.storedDecimal
    }

    private func integer(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int, bytes: Int,
        unsigned: Bool
    ) throws(StatementFailure) -> SQLiteValue {
        let bits = bytes * 8
        let low: Int128 = unsigned ? 0 : -(1 << Int128(bits - 1))
        let high: Int128 = unsigned ? (1 << Int128(bits)) - 1 : (1 << Int128(bits - 1)) - 1
        let exact: Int128
        if case .integer(let number) = value, !type.isText, !type.isTemporal {
            exact = Int128(number)
        } else if case .text(let digits) = value, type.isInteger {
            exact = Int128(UInt64(digits) ?? .max)
        } else if case .real(let number) = value {
            exact =
                number.magnitude < 1e30
                ? Int128(number.rounded(.toNearestOrEven)) : number < 0 ? .min : .max
        } else {
            let decimal = try self.number(value, type, column, row, kind: "integer")
            exact = decimal.rounded(to: 0).integer ?? (decimal.isNegative ? .min : .max)
        }
        guard exact >= low && exact <= high else {
            try complain(outOfRange(column, row))
            return stored(exact < low ? low : high)
        }
        return stored(exact)
    }

    private func stored(_ number: Int128) -> SQLiteValue {
        Int64(exactly: number).map { .integer($0) } ?? .text(String(number))
    }

    private func bit(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int, _ bits: Int
    ) throws(StatementFailure) -> SQLiteValue {
        var number: UInt64
        switch value {
        case .blob(let bytes): number = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
        case .text(let text) where type.isText:
            number = text.utf8.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
        case .integer(let integer): number = UInt64(bitPattern: integer)
        default: number = UInt64(clamping: value.storedDecimal.integer ?? 0)
        }
        if bits < 64, number >> UInt64(bits) != 0 {
            try complain(
                MySQLError(
                    1406, "22001", "Data too long for column '\(column.name)' at row \(row)"))
            number = 1 << UInt64(bits) - 1
        }
        return stored(Int128(number))
    }

    private func decimal(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int, _ precision: Int,
        _ scale: Int, unsigned: Bool
    ) throws(StatementFailure) -> SQLiteValue {
        let number = try number(value, type, column, row, kind: "decimal")
        let rounded = number.rounded(to: scale)
        if unsigned && rounded.isNegative {
            try complain(outOfRange(column, row))
            return column.type.implicitDefault
        }
        guard rounded.integerDigitCount <= precision - scale else {
            try complain(outOfRange(column, row))
            let nines = String(repeating: "9", count: precision)
            let whole = nines.prefix(precision - scale)
            return .text(
                (rounded.isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole)
                    + (scale == 0 ? "" : "." + nines.suffix(scale)))
        }
        return .text(rounded.text)
    }

    private func real(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int
    ) throws(StatementFailure) -> SQLiteValue {
        var number: Double
        if type.isText, let text = StoredText.text(of: value, type) {
            let reading = NumericText.double(text)
            if reading.isTruncated {
                let isTooLarge = reading.value.magnitude == .greatestFiniteMagnitude
                try complain(isTooLarge ? outOfRange(column, row) : truncated(column, row))
            }
            number = reading.value
        } else if type.isTemporal {
            number = StoredText.number(of: value, type).double
        } else {
            number = type.isDecimal ? value.storedDecimal.double : value.storedDouble
        }
        if column.declaration.isUnsigned && number < 0 {
            try complain(outOfRange(column, row))
            number = 0
        }
        if let scale = column.type.fixedScale {
            let unit = Self.powerOfTen(scale)
            let whole = number.rounded(.down)
            number = whole + ((number - whole) * unit).rounded(.toNearestOrEven) / unit
            let limit = Self.powerOfTen((column.declaration.length ?? 0) - scale) - 1 / unit
            if number.magnitude > limit {
                try complain(outOfRange(column, row))
                number = number < 0 ? -limit : limit
            }
        }
        guard column.type.kind == .float else { return .real(number) }
        guard Float(number).isFinite else {
            try complain(outOfRange(column, row))
            return .real(
                Double(number < 0 ? -Float.greatestFiniteMagnitude : .greatestFiniteMagnitude))
        }
        return .real(Double(Float(number)))
    }

    private static func powerOfTen(_ exponent: Int) -> Double {
        (0..<max(0, exponent)).reduce(1.0) { power, _ in power * 10 }
    }

    // MARK: Strings

    private func string(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int,
        _ kind: MySQLType.StringKind
    ) throws(StatementFailure) -> SQLiteValue {
        var text: String
        if case .blob(let bytes) = value {
            guard let valid = String(validating: bytes, as: UTF8.self) else {
                let shown = bytes.map {
                    $0 < 0x80
                        ? String(Unicode.Scalar($0))
                        : "\\x" + String($0, radix: 16, uppercase: true)
                }.joined()
                throw .mysql(incorrect("string", shown, column, row))
            }
            text = valid
        } else {
            text = StoredText.text(of: value, type) ?? ""
        }
        let collation = column.type.collation
        if collation.maximumBytes < 4,
            let start = text.unicodeScalars.firstIndex(where: {
                !LatinEncoding.fits($0, collation)
            })
        {
            let bytes = text.utf8[start...]
            let shown = bytes.prefix(6).map { byte in
                0x20...0x7E ~= byte
                    ? String(Unicode.Scalar(byte))
                    : "\\x" + String(byte, radix: 16, uppercase: true)
            }.joined()
            try complain(
                incorrect("string", shown + (bytes.count > 6 ? "..." : ""), column, row))
            text = LatinEncoding.fitted(text, collation)
        }
        let tooLong = MySQLError(
            1406, "22001", "Data too long for column '\(column.name)' at row \(row)")
        switch kind {
        case .char(let limit), .varchar(let limit):
            if text.utf8.count > limit, text.unicodeScalars.count > limit {
                let kept = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
                let lost = text.unicodeScalars.dropFirst(limit)
                if !lost.allSatisfy({ $0 == " " }) { try complain(tooLong) }
                text = kept
            }
            if case .char = kind { while text.utf8.last == 0x20 { text.removeLast() } }
        case .tiny, .text, .medium, .long:
            let limit = kind.byteLimit
            if text.utf8.count > limit {
                try complain(tooLong)
                text = String(decoding: text.utf8.prefix(limit), as: UTF8.self)
            }
        }
        return .text(text)
    }

    private func binary(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int,
        _ kind: MySQLType.StringKind
    ) throws(StatementFailure) -> SQLiteValue {
        var bytes: [UInt8]
        if case .blob(let given) = value {
            bytes = given
        } else {
            bytes = Array((StoredText.text(of: value, type) ?? "").utf8)
        }
        let limit =
            switch kind {
            case .char(let length), .varchar(let length): length
            default: kind.byteLimit
            }
        if bytes.count > limit {
            try complain(
                MySQLError(
                    1406, "22001", "Data too long for column '\(column.name)' at row \(row)"))
            bytes = Array(bytes.prefix(limit))
        }
        if case .char(let length) = kind {
            bytes += repeatElement(0, count: max(0, length - bytes.count))
        }
        return .blob(bytes)
    }

    private func enumeration(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int,
        _ members: [String]
    ) throws(StatementFailure) -> SQLiteValue {
        if case .integer(let index) = value, !type.isText {
            guard index > 0 && index <= members.count else {
                try complain(truncated(column, row))
                return .integer(0)
            }
            return value
        }
        var text = StoredText.text(of: value, type) ?? ""
        while text.utf8.last == 0x20 { text.removeLast() }
        if let index = members.firstIndex(where: {
            Collation.equals($0, text, column.type.collation)
        }) {
            return .integer(Int64(index + 1))
        }
        if let index = Int(text), index > 0, index <= members.count {
            return .integer(Int64(index))
        }
        try complain(truncated(column, row))
        return .integer(0)
    }

    private func set(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int,
        _ members: [String]
    ) throws(StatementFailure) -> SQLiteValue {
        if case .integer(let mask) = value, !type.isText {
            guard mask >= 0, members.count >= 63 || mask < 1 << Int64(members.count) else {
                try complain(truncated(column, row))
                return .integer(mask & (1 << Int64(members.count) - 1))
            }
            return value
        }
        var text = StoredText.text(of: value, type) ?? ""
        while text.utf8.last == 0x20 { text.removeLast() }
        var mask: Int64 = 0
        var isTruncated = false
        let parts = text.split(separator: ",", omittingEmptySubsequences: text.isEmpty)
        for part in parts {
            if let index = members.firstIndex(where: {
                Collation.equals($0, String(part), column.type.collation)
            }) {
                mask |= 1 << Int64(index)
            } else {
                isTruncated = true
            }
        }
        // A text of digits alone stands for the number of the members.
        if mask == 0, let number = UInt64(text), text.utf8.first != 0x2B {
            let all = members.count >= 64 ? UInt64.max : (1 << UInt64(members.count)) - 1
            if number <= all { return .integer(Int64(bitPattern: number)) }
        }
        if isTruncated { try complain(truncated(column, row)) }
        return .integer(mask)
    }

    private func json(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column
    ) throws(StatementFailure) -> SQLiteValue {
        if type.isJSON { return value }
        return try JSONColumn.stored(value, type, column: column.name)
    }

    // MARK: Dates and times

    private func temporal(
        _ value: SQLiteValue, _ type: MySQLType, _ column: Column, _ row: Int
    ) throws(StatementFailure) -> SQLiteValue {
        let outcome = TemporalStoring.store(value, of: type, into: column.type, session.context)
        guard let outcome else { return value }
        if let problem = outcome.problem {
            if isStrict, let error = problem.error(column: column.name, row: row) {
                throw .mysql(error)
            }
            session.context.warnings.append(problem.warning(column: column.name, row: row))
        }
        return outcome.value
    }
}

extension MySQLType.StringKind {
    /// The most bytes that a TEXT or BLOB of this kind holds.
    fileprivate var byteLimit: Int {
        switch self {
        case .tiny: 255
        case .text: 65_535
        case .medium: 16_777_215
        case .long, .char, .varchar: Int(Int32.max)
        }
    }
}
