import JSONTree
import SQLiteKit

/// Rows as one value: what `json_each` unpacks where a source of rows depends on other sources of
/// the same FROM clause, which SQLite allows only of table-valued functions.
enum PackedRows {
    /// The rows as a JSON array of arrays of ``packed(_:)`` values.
    static func text(of rows: [[SQLiteValue]]) -> String {
        JSON.array(rows.map { .array($0.map(packed)) }).text()
    }

    /// The rows of a text that ``text(of:)`` made.
    static func rows(of text: String) -> [[SQLiteValue]] {
        guard case .array(let rows)? = try? JSON.parse(text) else { return [] }
        return rows.map { row in
            if case .array(let cells) = row { cells.map(unpacked) } else { [] }
        }
    }

    /// A value with its type in front, so that nothing is lost on the way.
    private static func packed(_ value: SQLiteValue) -> JSON {
        switch value {
        case .null: .null
        case .integer(let number): .string("i\(number)")
        case .real(let number): .string("r\(number.bitPattern)")
        case .text(let text): .string("t" + text)
        case .blob(let bytes): .string("b" + Base64.encode(bytes, lineLength: nil))
        }
    }

    private static func unpacked(_ value: JSON) -> SQLiteValue {
        guard let text = value.string, let tag = text.utf8.first else { return .null }
        let rest = String(text.dropFirst())
        switch tag {
        case UInt8(ascii: "i"): return Int64(rest).map { .integer($0) } ?? .null
        case UInt8(ascii: "r"):
            return UInt64(rest).map { .real(Double(bitPattern: $0)) } ?? .null
        case UInt8(ascii: "b"): return .blob(Base64.decode(rest) ?? [])
        default: return .text(rest)
        }
    }

    /// A column of a packed row; NULL stays NULL, as for the missing row of an outer join.
    static let cell = FunctionImplementation("mysql_packed_cell") { (arguments, _) in
        guard let text = arguments.text(at: 0), let index = arguments.integer(at: 1),
            case .array(let cells)? = try? JSON.parse(text), cells.indices.contains(Int(index))
        else { return .null }
        return unpacked(cells[Int(index)])
    }

    /// Packs the rows of a subquery, in their order.
    static let aggregate = AggregateImplementation(name: "mysql_packed_rows") { _ in Packer() }

    private final class Packer: Accumulator {
        private var rows: [[SQLiteValue]] = []

        func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
            rows.append(arguments.all)
        }

        func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
            rows.removeFirst()
        }

        func value() throws(FunctionFailure) -> SQLiteValue { .text(PackedRows.text(of: rows)) }
    }
}
