/// The part of a file that is in memory: a buffer that moves forward and grows only for a row that
/// does not fit.
struct ByteWindow {
    /// How many bytes are asked of the system at once.
    private static let chunk = 256 << 10

    private let file: OpenFile?
    /// The buffer; of it ``start`` ..< ``end`` is filled.
    private(set) var storage: [UInt8]
    private(set) var start = 0
    private(set) var end: Int
    /// The place of ``start`` in the file.
    private(set) var offset = 0
    private var reachedEnd: Bool

    /// A window onto a file, still empty.
    init(_ file: OpenFile) {
        self.file = file
        storage = [UInt8](repeating: 0, count: ByteWindow.chunk)
        end = 0
        reachedEnd = false
    }

    /// A window that shows all of a text in memory.
    init(bytes: [UInt8]) {
        file = nil
        storage = bytes
        end = bytes.count
        reachedEnd = true
    }

    /// How many bytes can be seen.
    var count: Int { end - start }

    /// The byte at `index` from ``start``.
    subscript(index: Int) -> UInt8 { storage[start + index] }

    /// The visible bytes from `index` on, counted from ``start``.
    func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
        storage[(start + range.lowerBound)..<(start + range.upperBound)]
    }

    /// Moves the start forward by `count` bytes, which must be visible.
    mutating func consume(_ count: Int) {
        start += count
        offset += count
    }

    /// The index of `byte` at or after `index`, counted from ``start``, if it is visible.
    func firstIndex(of byte: UInt8, from index: Int) -> Int? {
        storage.withUnsafeBytes { buffer in
            ByteSearch.first(
                byte, in: UnsafeRawBufferPointer(rebasing: buffer[start..<end]), from: index)
        }
    }

    /// Makes more of the file visible.
    ///
    /// - Returns: `false` at the end of the file.
    mutating func readMore() throws(DialogueProblem) -> Bool {
        guard !reachedEnd, let file else { return false }
        makeRoom()
        let room = end..<storage.count
        let result = storage.withUnsafeMutableBytes { buffer in
            Result { () throws(DialogueProblem) in
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[room]))
            }
        }
        let count = try result.get()
        end += count
        reachedEnd = count == 0
        return !reachedEnd
    }

    /// Moves what is visible to the front, and finds memory for one more chunk; gives memory back
    /// that only a huge row needed.
    private mutating func makeRoom() {
        let visible = count
        if storage.count > 8 * ByteWindow.chunk, visible < ByteWindow.chunk {
            var smaller = [UInt8](repeating: 0, count: 2 * ByteWindow.chunk)
            smaller.replaceSubrange(0..<visible, with: storage[start..<end])
            storage = smaller
        } else if start > 0 {
            storage.withUnsafeMutableBytes { buffer in
                UnsafeMutableRawBufferPointer(rebasing: buffer[0..<visible])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
            }
        }
        start = 0
        end = visible
        if storage.count - end < ByteWindow.chunk / 2 {
            storage.append(contentsOf: repeatElement(0, count: storage.count))
        }
    }
}
