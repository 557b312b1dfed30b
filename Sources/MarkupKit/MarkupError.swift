/// Why a text is not taken as a document.
public struct MarkupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as a clause.
    public var message: String
    /// The line it is on, from 1, where that is known.
    public var line: Int?

    /// Names a fault.
    public init(_ message: String, line: Int? = nil) {
        self.message = message
        self.line = line
    }

    /// The fault and its line.
    public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
