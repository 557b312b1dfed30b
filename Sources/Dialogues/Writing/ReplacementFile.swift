#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file in the making that takes the place of another when it is whole.
///
/// What is no ordinary file (`/dev/stdout`, a pipe) cannot be replaced and is written directly.
///
/// A class, because an open file has an identity: it is removed once, if it was not finished.
public final class ReplacementFile {
    private let path: String
    /// Where the bytes go; the path itself where nothing is replaced.
    private let temporaryPath: String
    private var descriptor: Int32
    private let replaced: stat?

    private var isDirect: Bool { temporaryPath == path }

    /// Opens a file beside the target, which a symbolic link may name.
    ///
    /// - Throws: ``DialogueProblem`` of the code `unwritable`.
    public init(path named: String) throws(DialogueProblem) {
        let path = ReplacementFile.resolved(named)
        var status = stat()
        let exists = stat(path, &status) == 0
        self.path = path
        replaced = exists ? status : nil
        if exists, status.st_mode & S_IFMT == S_IFDIR {
            throw DialogueProblem(
                .unwritable, at: .init(path: path), "this is a folder", advice: "name a file in it")
        }
        if exists, status.st_mode & S_IFMT != S_IFREG {
            temporaryPath = path
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else {
            if exists, access(path, W_OK) != 0 {
                throw DialogueProblem(cannotWrite: path, errno: errno)
            }
            (temporaryPath, descriptor) = ReplacementFile.openTemporary(beside: path)
        }
        guard descriptor >= 0 else { throw DialogueProblem(cannotWrite: path, errno: errno) }
    }

    deinit {
        discard()
    }

    /// Writes a small file, which appears whole or not at all.
    ///
    /// - Parameter isDurable: whether to wait until it would be there after a loss of power.
    /// - Throws: ``DialogueProblem`` of the code `unwritable`.
    public static func write(
        _ bytes: [UInt8], to path: String, isDurable: Bool = true
    ) throws(DialogueProblem) {
        let file = try ReplacementFile(path: path)
        try file.write(bytes)
        try file.commit(isDurable: isDurable)
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Creates a hidden file of a name that nothing has, in the target's folder.
    private static func openTemporary(beside path: String) -> (path: String, descriptor: Int32) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { path[...$0] } ?? ""
        let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
        var attempt = 0
        while true {
            let temporary = "\(folder).\(name).\(getpid())-\(attempt).tmp"
            let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor < 0, errno == EEXIST, attempt < 1000 else {
                return (temporary, descriptor)
            }
            attempt += 1
        }
    }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(DialogueProblem) {
        var start = 0
        while start < bytes.count {
            let rest = bytes[start...]
            let count = rest.withUnsafeBytes { put($0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw DialogueProblem(cannotWrite: path, errno: errno) }
            start += count
        }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Makes the file durable and puts it in the target's place.
    public func commit() throws(DialogueProblem) { try commit(isDurable: true) }

    private func commit(isDurable: Bool) throws(DialogueProblem) {
        guard descriptor >= 0 else { return }
        guard !isDirect else {
            discard()
            return
        }
        if let replaced {
            // The owner can be kept only by the superuser; the permissions by everybody.
            _ = fchown(descriptor, replaced.st_uid, replaced.st_gid)
            _ = fchmod(descriptor, replaced.st_mode & 0o7777)
        }
        guard !isDurable || fsync(descriptor) == 0 else {
            throw DialogueProblem(cannotWrite: path, errno: errno)
        }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(temporaryPath, path) == 0 else {
            let problem = DialogueProblem(cannotWrite: path, errno: errno)
            unlink(temporaryPath)
            throw problem
        }
        if isDurable { syncFolder() }
    }

    /// Makes the new name durable too; a file system that cannot is no reason to fail.
    private func syncFolder() {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = open(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Removes what was written, unless it is in its place already.
    public func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        if !isDirect { unlink(temporaryPath) }
    }
}

extension DialogueProblem {
    /// Says why the system refused to write a path.
    init(cannotWrite path: String, errno number: Int32) {
        let place = Place(path: path)
        switch number {
        case ENOENT, ENOTDIR:
            self.init(
                .unwritable, at: place, "its folder does not exist", advice: "create it first")
        case EACCES, EPERM, EROFS:
            self.init(
                .unwritable, at: place, "writing is not permitted", advice: "choose another path")
        case ENOSPC, EDQUOT:
            self.init(.unwritable, at: place, "the disk is full", advice: "make room")
        default:
            self.init(.unwritable, at: place, "it cannot be written: \(systemMessage(number))")
        }
    }
}
