import JSONTree
import SQLiteKit

/// The rows that JSON_TABLE makes of a document.
struct JSONTable: Sendable {
    /// A column of the table, or several under a nested path.
    indirect enum Column: Sendable {
        case ordinality
        /// Where the value is, and what stands for a missing or unfit one; nil refuses it.
        case value(
            JSONPath, MySQLType, onEmpty: Response, onError: Response, name: String)
        case exists(JSONPath)
        case nested(JSONPath, [Column])
    }

    /// What stands for a value that is missing or does not fit.
    enum Response: Sendable {
        case null
        case error
        case value(SQLiteValue)
    }

    var path: JSONPath
    var columns: [Column]

    /// The rows of a document.
    func rows(
        of document: JSON, _ context: SessionContext
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        try rows(path, columns, of: document, context)
    }

    private func rows(
        _ path: JSONPath, _ columns: [Column], of document: JSON, _ context: SessionContext
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        var rows: [[SQLiteValue]] = []
        for (number, match) in path.matches(in: document).enumerated() {
            rows += try self.rows(columns, of: match.value, number: number + 1, context)
        }
        return rows
    }

    /// The rows of one value: one, or under nested paths one for each of their rows, where sibling
    /// paths take turns.
    private func rows(
        _ columns: [Column], of value: JSON, number: Int, _ context: SessionContext
    ) throws(StatementFailure) -> [[SQLiteValue]] {
        var cells: [SQLiteValue] = []
        var nested: [(place: Range<Int>, rows: [[SQLiteValue]])] = []
        for column in columns {
            switch column {
            case .ordinality: cells.append(.integer(Int64(number)))
            case .exists(let path):
                cells.append(.integer(path.matches(in: value).isEmpty ? 0 : 1))
            case .value(let path, let type, let onEmpty, let onError, let name):
                cells.append(
                    try cell(value, path, type, onEmpty, onError, name, context))
            case .nested(let path, let inner):
                let place = cells.count..<cells.count + JSONTable.width(inner)
                nested.append((place, try rows(path, inner, of: value, context)))
                cells += Array(repeating: .null, count: place.count)
            }
        }
        var result: [[SQLiteValue]] = []
        for part in nested {
            for row in part.rows {
                var whole = cells
                whole.replaceSubrange(part.place, with: row)
                result.append(whole)
            }
        }
        return result.isEmpty ? [cells] : result
    }

    private func cell(
        _ value: JSON, _ path: JSONPath, _ type: MySQLType, _ onEmpty: Response,
        _ onError: Response, _ name: String, _ context: SessionContext
    ) throws(StatementFailure) -> SQLiteValue {
        let found = path.matches(in: value)
        guard let first = found.first else {
            return try answer(onEmpty, "a missing value of JSON_TABLE with ERROR ON EMPTY")
        }
        if found.count == 1, let cell = JSONCell.value(first.value, as: type, context) {
            return cell
        }
        return try answer(onError, "an unfit value of JSON_TABLE with ERROR ON ERROR")
    }

    private func answer(
        _ response: Response, _ refusal: String
    ) throws(StatementFailure) -> SQLiteValue {
        switch response {
        case .null: .null
        case .value(let value): value
        case .error: throw .unsupported(refusal)
        }
    }

    /// How many cells the columns have in a row.
    static func width(_ columns: [Column]) -> Int {
        columns.reduce(0) {
            if case .nested(_, let inner) = $1 { $0 + width(inner) } else { $0 + 1 }
        }
    }

    /// A body that packs the rows of the document it is given.
    ///
    /// - Parameter key: tells this table from all others, as part of the body's name.
    func implementation(key: UInt64) -> FunctionImplementation {
        FunctionImplementation("mysql_json_table_\(key)") {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0) else { return .text("[]") }
            let document = try JSONBuilding.document(text, argument: 1, of: "json_table")
            return .text(PackedRows.text(of: try rows(of: document, context)))
        }
    }
}
