import JSONTree
import SQLiteKit

/// What goes into a JSON column.
enum JSONColumn {
    /// A value as a document in MySQL's normal form.
    ///
    /// - Throws: 3140 for a text that is none.
    static func stored(
        _ value: SQLiteValue, _ type: MySQLType, column: String
    ) throws(StatementFailure) -> SQLiteValue {
        guard let text = StoredText.text(of: value, type) else { return .null }
        guard type.isText else { return .text(text) }
        do throws(JSONFault) {
            return .text(try JSONReader.read(text).text())
        } catch {
            throw .mysql(
                MySQLError(
                    3140, "22032",
                    "Invalid JSON text: \"\(error.message)\" at position \(error.position) in value for "
                        + "column '\(column)'."))
        }
    }
}
