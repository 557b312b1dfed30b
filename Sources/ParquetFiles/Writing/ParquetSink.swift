/// Takes the bytes of a file, in order.
public protocol ParquetSink {
    /// Appends bytes.
    mutating func write(_ bytes: [UInt8]) throws(ParquetError)
}
