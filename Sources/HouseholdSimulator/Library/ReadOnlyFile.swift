import Glibc

/// An open file of which parts are read; it is closed when it goes out of scope.
struct ReadOnlyFile: ~Copyable {
    private let descriptor: Int32

    /// Opens a file; `nil` if it cannot be.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// A part of the file; `nil` if it does not have so much.
    func bytes(from offset: Int, count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(offset + filled))
                if read <= 0 { return }
                filled += read
            }
        }
        return bytes.count == count ? bytes : nil
    }
}
