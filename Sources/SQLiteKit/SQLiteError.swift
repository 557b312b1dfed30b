/// What SQLite refused, with its own code and message.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code.
    public var code: Int32
    /// SQLite's message.
    public var message: String

    /// Makes an error of SQLite's code and message.
    public init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    /// The message and the code.
    public var description: String { "\(message) (SQLite \(code))" }

    /// Whether the deadline of the connection interrupted the statement.
    public var isInterrupted: Bool { code & 0xFF == 9 }
    /// Whether a limit of memory or size stopped the statement.
    public var isLimit: Bool { code & 0xFF == 7 || code & 0xFF == 18 }
}
