import CZlib
import Environments

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file read in pieces, unpacked on the way if it is gzip; closed when it goes out of scope.
struct CompressedFile: ~Copyable {
    private let file: gzFile
    private let path: String

    init(path: String) throws(EnvironmentError) {
        guard let file = gzopen(path, "rbe") else {
            throw EnvironmentError(.badWorld, "cannot read \(path): \(Self.lastSystemError)")
        }
        gzbuffer(file, 1 << 17)
        self.file = file
        self.path = path
    }

    deinit {
        gzclose(file)
    }

    /// Reads up to as many bytes as fit; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(EnvironmentError) -> Int {
        let count = gzread(file, buffer.baseAddress, UInt32(clamping: buffer.count))
        guard count >= 0 else {
            var code: Int32 = 0
            let reason = gzerror(file, &code).map { String(cString: $0) } ?? "error \(code)"
            throw EnvironmentError(.badWorld, "\(path) cannot be unpacked: \(reason)")
        }
        return Int(count)
    }

    static var lastSystemError: String {
        guard let text = strerror(errno) else { return "error \(errno)" }
        return String(cString: text)
    }
}

/// The whole of a file, unpacked if it is gzip.
func contents(ofFile path: String) throws(EnvironmentError) -> [UInt8] {
    let file = try CompressedFile(path: path)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 17)
    while true {
        let count = try file.read(into: &piece)
        if count == 0 { return bytes }
        bytes.append(contentsOf: piece[..<count])
    }
}

extension CompressedFile {
    fileprivate func read(into piece: inout [UInt8]) throws(EnvironmentError) -> Int {
        let result = piece.withUnsafeMutableBytes { buffer in
            Result { () throws(EnvironmentError) in try read(into: buffer) }
        }
        return try result.get()
    }
}
