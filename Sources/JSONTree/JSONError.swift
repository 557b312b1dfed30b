/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which sort of fault it is, for programs; people read ``message``.
    public enum Kind: Hashable, Sendable {
        /// The text breaks the grammar.
        case syntax
        /// The text is right as far as it goes, and ends too early.
        case truncated
        /// A string holds bytes that are not UTF-8.
        case encoding
        /// A string holds an escape for half a character.
        case surrogate
        /// The text nests deeper than the reader was told to go.
        case depth
    }

    /// Which sort of fault it is.
    public var kind: Kind
    /// What is wrong, as a clause: `a string does not end`.
    public var message: String
    /// The offset of the offending byte from the start of the text.
    public var offset: Int

    /// Names a fault at a byte offset.
    public init(_ message: String, at offset: Int, kind: Kind = .syntax) {
        self.message = message
        self.offset = offset
        self.kind = kind
    }

    /// The fault and its place.
    public var description: String { "\(message) (byte \(offset))" }
}
