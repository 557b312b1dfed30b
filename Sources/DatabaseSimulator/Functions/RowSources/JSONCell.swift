import JSONTree
import SQLiteKit

/// A value found in a document, as the scalar of a column: what JSON_TABLE and JSON_VALUE give.
enum JSONCell {
    /// The value in the stored form of a type; nil where it does not fit, which is an error.
    static func value(
        _ found: JSON, as type: MySQLType, _ context: SessionContext
    ) -> SQLiteValue? {
        if found == .null { return .null }
        switch type.kind {
        case .json: return .text(found.text())
        case .integer(let bytes, let unsigned): return integer(found, bytes, unsigned: unsigned)
        case .decimal(let precision, let scale, let unsigned):
            guard let number = decimal(found) else { return nil }
            let rounded = number.rounded(to: scale)
            guard rounded.integerDigitCount <= precision - scale,
                !unsigned || !rounded.isNegative
            else { return nil }
            return .text(rounded.text)
        case .double, .float:
            guard let number = decimal(found)?.double ?? double(found) else { return nil }
            return .real(type.kind == .float ? Double(Float(number)) : number)
        case .string(let kind):
            guard let text = text(found) else { return nil }
            switch kind {
            case .char(let limit), .varchar(let limit):
                return text.unicodeScalars.count <= limit ? .text(text) : nil
            default: return .text(text)
            }
        case .binary(let kind):
            guard let text = text(found) else { return nil }
            switch kind {
            case .char(let limit), .varchar(let limit):
                return text.utf8.count <= limit ? .blob(Array(text.utf8)) : nil
            default: return .blob(Array(text.utf8))
            }
        case .date, .datetime, .timestamp, .time, .year:
            guard let text = text(found),
                let outcome = TemporalStoring.store(
                    .text(text), of: .varchar(text.utf8.count), into: type, context),
                outcome.problem == nil
            else { return nil }
            return outcome.value
        case .enumeration(let members):
            guard let text = text(found),
                let index = members.firstIndex(where: {
                    Collation.equals($0, text, type.collation)
                })
            else { return nil }
            return .integer(Int64(index + 1))
        case .set, .bit, .null: return nil
        }
    }

    private static func text(_ found: JSON) -> String? {
        switch found {
        case .string(let text): text
        case .number(let literal): literal
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    private static func decimal(_ found: JSON) -> MySQLDecimal? {
        switch found {
        case .bool(let flag): return MySQLDecimal(Int64(flag ? 1 : 0))
        case .number(let text), .string(let text):
            let reading = NumericText.decimal(text)
            return reading.isTruncated || text.isEmpty ? nil : reading.value
        case .null, .array, .object: return nil
        }
    }

    private static func double(_ found: JSON) -> Double? {
        guard case .number(let literal) = found else { return nil }
        return Double(literal)
    }

    private static func integer(_ found: JSON, _ bytes: Int, unsigned: Bool) -> SQLiteValue? {
        guard let number = decimal(found)?.rounded(to: 0).integer else { return nil }
        let bits = Int128(bytes * 8)
        let low: Int128 = unsigned ? 0 : -(1 << (bits - 1))
        let high: Int128 = unsigned ? (1 << bits) - 1 : (1 << (bits - 1)) - 1
        guard number >= low, number <= high else { return nil }
        return SQLiteValue(storing: number)
    }
}
