/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as a clause: `a string does not end`.
    public var message: String
    /// The offset of the offending byte from the start of the text.
    public var offset: Int

    /// Names a fault at a byte offset.
    public init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }

    /// The fault and its place.
    public var description: String { "\(message) (byte \(offset))" }
}
