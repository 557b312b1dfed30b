import Environments
import JSONTree

#if canImport(Glibc)
    import Glibc
    import JSONTree
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file's bytes, mapped into memory for reading.
///
/// A class because the mapping has an identity: it ends when nobody holds it any longer.
/// `@unchecked Sendable`: the bytes are never written.
final class MappedFile: @unchecked Sendable {
    /// The file's bytes.
    let bytes: UnsafeRawBufferPointer

    /// Maps a file.
    init(_ path: String) throws(EnvironmentError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MappedFile.failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw MappedFile.failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw EnvironmentError(.badWorld, "\(path) is not a file")
        }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { throw MappedFile.failure(path) }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    /// A file that is one JSON value.
    static func json(at path: String) throws(EnvironmentError) -> JSON {
        let file = try MappedFile(path)
        do {
            return try JSON.parse(bytes: file.copy(0..<file.bytes.count))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
    }

    deinit {
        if let start = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
        }
    }

    private static func failure(_ path: String) -> EnvironmentError {
        EnvironmentError(.badWorld, "cannot read \(path): \(String(cString: strerror(errno)))")
    }

    /// The bytes as JSON readers take them, for as long as `body` runs.
    func withBytes<Result, Failure>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(self) { () throws(Failure) in
            try body(bytes.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// A copy of a part of the bytes.
    func copy(_ range: Range<Int>) -> [UInt8] {
        withExtendedLifetime(self) { [UInt8](UnsafeRawBufferPointer(rebasing: bytes[range])) }
    }
}
