/// What a recorded observation says, read from its text.
///
/// Any text has a reading; what is none of the forms that the original prints is ``other(_:)``.
enum RecordedObservation: Hashable, Sendable {
    /// Python's rendering of a list of tuples; `[]` is no rows.
    case rows(RecordedRows)
    /// `NUMBER (SQLSTATE): text`.
    case error(RecordedError)
    /// What the driver prints for a text of more than one statement.
    case outOfSync
    /// A list that Python could not have printed, or none of these.
    case other(Unreadable)

    struct Unreadable: Hashable, Sendable {
        /// Whether it starts as a list of tuples does.
        var isList: Bool
        /// Where it stops being one, in bytes.
        var offset: Int
    }

    static let outOfSyncText = "Commands out of sync; you can't run this command now"

    init(_ text: String) {
        if text == Self.outOfSyncText {
            self = .outOfSync
        } else if let error = RecordedError(text) {
            self = .error(error)
        } else {
            var reader = PythonReader(text)
            do {
                self = .rows(try reader.rows())
            } catch {
                self = .other(
                    Unreadable(
                        isList: text.utf8.starts(with: "[(".utf8), offset: error.offset))
            }
        }
    }
}

/// The rows of a recorded answer.
struct RecordedRows: Hashable, Sendable {
    var rows: [[RecordedCell]]
    /// The whole cells of a last row that `[TRUNCATED]` cuts; `nil` for a whole answer.
    var cutRow: [RecordedCell]?

    var isTruncated: Bool { cutRow != nil }
}

/// An error message of the server, as the driver prints it.
struct RecordedError: Hashable, Sendable {
    var number: Int
    var state: String
    var message: String

    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 4, let number = Int(digits) else { return nil }
        let rest = text.dropFirst(4)
        guard rest.hasPrefix(" ("), let end = rest.firstRange(of: "): ") else { return nil }
        let state = rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound]
        guard state.count == 5, state.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) })
        else { return nil }
        self.number = number
        self.state = String(state)
        message = String(rest[end.upperBound...])
    }
}

/// A value as Python prints it.
enum RecordedCell: Hashable, Sendable {
    case null
    /// Digits, as long as they come.
    case integer(String)
    case float(Double, text: String)
    /// The digits inside `Decimal('…')`.
    case decimal(String)
    case string(String)
    /// `b'…'`, `bytearray(b'…')`.
    case bytes([UInt8])
    /// `datetime.date(…)` and its like: the name behind the dot, and its arguments.
    case temporal(String, [Int])
    /// A column of type SET.
    case set([String])
}

extension RecordedCell {
    /// The number that it is, if it is one.
    var number: Double? {
        switch self {
        case .integer(let digits), .decimal(let digits): Double(digits)
        case .float(let value, _): value
        case .null, .string, .bytes, .temporal, .set: nil
        }
    }
}
