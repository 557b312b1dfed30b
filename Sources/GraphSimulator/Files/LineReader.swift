import Environments

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Hands out the lines of a file, without their ends, as bytes that are valid until the next call.
struct LineReader: ~Copyable {
    private let file: CompressedFile
    private var buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private let path: String
    /// The number of the line last handed out, counted from 1.
    private(set) var number = 0

    /// A line that is longer than this is refused before it fills the memory.
    private static let longestLine = 1 << 26

    init(path: String) throws(EnvironmentError) {
        file = try CompressedFile(path: path)
        self.path = path
        buffer = .allocate(byteCount: 1 << 18, alignment: 16)
    }

    deinit {
        buffer.deallocate()
    }

    /// The next line; `nil` at the end.
    mutating func next() throws(EnvironmentError) -> UnsafeRawBufferPointer? {
        var searched = start
        while true {
            if let feed = lineFeed(from: searched) {
                defer { start = feed + 1 }
                return line(upTo: feed)
            }
            if isAtEnd {
                guard start < end else { return nil }
                defer { start = end }
                return line(upTo: end)
            }
            searched = end - start
            try fill()
        }
    }

    private mutating func line(upTo end: Int) -> UnsafeRawBufferPointer {
        number += 1
        let hasReturn = end > start && buffer[end - 1] == 0x0D
        return UnsafeRawBufferPointer(rebasing: buffer[start..<(hasReturn ? end - 1 : end)])
    }

    private func lineFeed(from searched: Int) -> Int? {
        guard searched < end, let base = buffer.baseAddress,
            let found = memchr(base + searched, 0x0A, end - searched)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Moves what is unread to the front and reads more behind it.
    private mutating func fill() throws(EnvironmentError) {
        let unread = end - start
        if unread == buffer.count {
            guard unread < LineReader.longestLine else {
                throw EnvironmentError(
                    .badWorld, "\(path):\(number + 1): the line is longer than 64 MiB")
            }
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
            buffer.deallocate()
            buffer = larger
        } else if start > 0, unread > 0 {
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<unread])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        }
        start = 0
        end = unread
        let count = try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        end += count
        isAtEnd = count == 0
    }
}
