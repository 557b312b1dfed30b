#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that can be read at any place.
public protocol ParquetSource {
    /// How many bytes there are.
    var size: Int { get }

    /// The bytes at a place, all of which are there.
    func read(at offset: Int, count: Int) throws(ParquetError) -> ArraySlice<UInt8>
}

/// A file in memory.
public struct ParquetBytes: ParquetSource {
    private let bytes: [UInt8]

    /// A file that consists of these bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes there are.
    public var size: Int { bytes.count }

    /// A part of the bytes.
    public func read(at offset: Int, count: Int) throws(ParquetError) -> ArraySlice<UInt8> {
        bytes[offset..<(offset + count)]
    }
}

/// A file on the disk.
///
/// A class, because an open file has an identity: it is closed once.
public final class ParquetFile: ParquetSource {
    /// How many bytes the file has.
    public let size: Int
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    public init(path: String) throws(ParquetError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ParquetFile.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ParquetFile.failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ParquetError(
                .unreadable, "a Parquet file is read from its end, so not from a pipe")
        }
        size = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    private static func failure(_ path: String) -> ParquetError {
        let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return ParquetError(.unreadable, "it cannot be read: \(reason)")
    }

    /// A part of the file.
    public func read(at offset: Int, count: Int) throws(ParquetError) -> ArraySlice<UInt8> {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled..<count])
                let read = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else {
                    failed = read < 0
                    return
                }
                filled += read
            }
        }
        guard !failed else { throw ParquetFile.failure(path) }
        guard bytes.count == count else {
            throw .corrupt("the file became shorter while it was read")
        }
        return bytes[...]
    }
}
