/// Why a Parquet file cannot be read or written.
public struct ParquetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sort of failure, for programs; people read ``message``.
    public enum Code: String, Hashable, Sendable {
        /// The file cannot be opened, read or written.
        case unreadable
        /// The file does not begin and end as a Parquet file does.
        case notParquet = "not-parquet"
        /// The file ends too early, or contradicts itself.
        case corrupt
        /// The file is sound, and uses something that is not read here; it is named.
        case unsupported
        /// A part of the file needs more memory than the limits allow.
        case tooLarge = "too-large"
        /// A value does not fit the column that it is written to.
        case wrongValue = "wrong-value"
    }

    /// The sort of failure.
    public var code: Code
    /// What is wrong, as a clause.
    public var message: String

    /// Describes a failure.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The clause.
    public var description: String { message }

    static func corrupt(_ message: String) -> ParquetError { ParquetError(.corrupt, message) }
    static func unsupported(_ what: String) -> ParquetError {
        ParquetError(.unsupported, "\(what), which is not supported")
    }
}
