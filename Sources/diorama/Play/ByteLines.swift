import Glibc

/// The lines of a file or of standard input, as bytes, each given as soon as it is complete.
struct ByteLines: ~Copyable {
    /// A longer line is refused before it fills the memory.
    private static let longestLine = 1 << 26

    private let descriptor: Int32
    private let path: String
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Opens a file; `-` is standard input.
    init(path: String) throws(CommandFailure) {
        self.path = path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            throw CommandFailure("cannot read \(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next line without its line feed; `nil` at the end.
    mutating func next() throws(CommandFailure) -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return Array(buffer[start..<end])
            }
            if isAtEnd {
                defer { start = buffer.count }
                return start < buffer.count ? Array(buffer[start...]) : nil
            }
            guard buffer.count - start <= ByteLines.longestLine else {
                throw CommandFailure("\(path): a line is longer than 64 MiB")
            }
            buffer.removeFirst(start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    private mutating func fill() throws(CommandFailure) {
        let chunk = 1 << 16
        let old = buffer.count
        buffer += repeatElement(0, count: chunk)
        var count: Int
        repeat {
            count = buffer[old...].withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress, chunk)
            }
        } while count < 0 && errno == EINTR
        guard count >= 0 else {
            throw CommandFailure("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        buffer.removeLast(chunk - count)
        isAtEnd = count == 0
    }
}
