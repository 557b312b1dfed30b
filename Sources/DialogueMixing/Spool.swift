import Dialogues

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file without a name, in which rows wait until the mixture wants them.
///
/// A class, because an open file has an identity.
final class Spool {
    /// Where a row is.
    struct Slot {
        var offset: Int
        var length: Int32
    }

    private static let chunk = 1 << 20

    private let descriptor: Int32
    private let folder: String
    private var buffer: [UInt8] = []
    private var size = 0

    init(in folder: String) throws(DialogueProblem) {
        self.folder = folder
        var name = Array("\(folder)/.diorama-mix-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw Spool.failure(folder) }
        unlink(name)
    }

    deinit {
        close(descriptor)
    }

    private static func failure(_ folder: String) -> DialogueProblem {
        let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return DialogueProblem(
            .unwritable, at: .init(path: folder), "the mixture cannot be gathered here: \(reason)",
            advice: "the folder of the output needs room for all inputs")
    }

    func append(_ row: [UInt8]) throws(DialogueProblem) -> Slot {
        let slot = Slot(offset: size, length: Int32(row.count))
        buffer += row
        size += row.count
        if buffer.count >= Spool.chunk { try flush() }
        return slot
    }

    private func flush() throws(DialogueProblem) {
        var start = 0
        while start < buffer.count {
            let written = buffer[start...].withUnsafeBytes { bytes in
                pwrite(
                    descriptor, bytes.baseAddress, bytes.count,
                    off_t(size - buffer.count + start))
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Spool.failure(folder) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    func row(at slot: Slot) throws(DialogueProblem) -> [UInt8] {
        if !buffer.isEmpty { try flush() }
        let count = Int(slot.length)
        let row = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            while filled < count {
                let rest = UnsafeMutableBufferPointer(rebasing: bytes[filled..<count])
                let read = pread(
                    descriptor, rest.baseAddress, rest.count, off_t(slot.offset + filled))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else { return }
                filled += read
            }
        }
        guard row.count == count else { throw Spool.failure(folder) }
        return row
    }
}
