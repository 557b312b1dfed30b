#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file open for reading; closed when nobody holds it any longer.
///
/// A class, because an open file has an identity: two copies would close it twice.
final class OpenFile {
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    ///
    /// - Throws: ``DialogueProblem`` of the code `notFound` or `unreadable`.
    init(path: String) throws(DialogueProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw DialogueProblem(cannotRead: path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw DialogueProblem(cannotRead: path, errno: errno)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw DialogueProblem(
                .unreadable, at: .init(path: path), "this is a folder where a file is expected",
                advice: "name a file in it")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Reads up to as many bytes as fit; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(DialogueProblem) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw DialogueProblem(cannotRead: path, errno: errno) }
        }
    }
}

extension DialogueProblem {
    /// Says why the system refused to read a path.
    init(cannotRead path: String, errno number: Int32) {
        let place = Place(path: path)
        switch number {
        case ENOENT, ENOTDIR:
            self.init(
                .notFound, at: place, "there is no such file or folder", advice: "check the path")
        case EACCES, EPERM:
            self.init(
                .unreadable, at: place, "reading is not permitted",
                advice: "change its permissions or run as its owner")
        default:
            self.init(.unreadable, at: place, "it cannot be read: \(systemMessage(number))")
        }
    }
}

/// The system's own words for an error number.
func systemMessage(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}
