import Environments
import JSONTree

/// What is done to an element.
public struct Operation: Hashable, Sendable {
    /// The kinds of operations that replies can name.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case click = "CLICK"
        case type = "TYPE"
        case select = "SELECT"
    }

    /// Its kind: hovering and pressing Enter are recorded as clicks.
    public var kind: Kind
    /// The text that is typed or the option that is selected; empty for clicks.
    public var value: String

    /// Describes an operation.
    public init(_ kind: Kind, value: String = "") {
        self.kind = kind
        self.value = value
    }

    /// Reads a record's `operation`.
    init(_ json: JSON) throws(RecordFault) {
        guard let name = json["op"]?.string, let kind = Kind(rawValue: name) else {
            throw RecordFault("its operation is not CLICK, TYPE or SELECT")
        }
        self.init(kind, value: json["value"]?.string ?? "")
    }

    /// The operation as it is compared: `TYPE New York`, and `CLICK ` with its blank.
    ///
    /// As in the original, of a value only the first line counts.
    public var text: String {
        let line = kind == .click ? "" : value.prefix { $0 != "\n" }
        return kind.rawValue + " " + PythonText.stripped(line)
    }
}

/// Why a part of a record cannot be used.
struct RecordFault: Error {
    var message: String

    init(_ message: String) { self.message = message }
}
