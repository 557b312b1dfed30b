internal import CNamespaces
import FoundationEssentials
import Glibc

extension Box {
    private static let sharedFolder = "/dev/shm"

    private var sharedMemory: Descriptor {
        get throws(BoxError) { try place(Box.sharedFolder) }
    }

    private static func name(of path: String) -> String {
        String(path.dropFirst(sharedFolder.count + 1))
    }

    /// Whether the box has no files in `/dev/shm`, which is not among its changed files.
    var sharedMemoryIsEmpty: Bool {
        guard let folder = try? sharedMemory else { return true }
        let path = "/proc/self/fd/\(folder.number)"
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? true
    }

    /// Puts a text into a file in `/dev/shm`, for the box to read while something is done.
    func withSharedFile<Result>(
        _ text: String, at path: String,
        _ body: () async throws(BoxError) -> Result
    ) async throws(BoxError) -> Result {
        let folder = try sharedMemory
        let file = try makeSharedFile(path, in: folder)
        defer { unlinkat(folder.number, Box.name(of: path), 0) }
        fchmod(file, 0o666)
        let bytes = Array(text.utf8)
        let count = bytes.isEmpty ? 0 : write(file, bytes, bytes.count)
        Glibc.close(file)
        guard count == bytes.count else { throw .system("write a file in /dev/shm") }
        return try await body()
    }

    /// Makes a file as root of the box: the host's own root is nobody there, and may make none.
    private func makeSharedFile(
        _ path: String, in folder: Descriptor
    ) throws(BoxError) -> Int32 {
        let root = tree.identities.root
        let file = box_create_file(
            folder.number, Box.name(of: path), root.user, root.group)
        guard file >= 0 else { throw .system("write a file in /dev/shm") }
        return file
    }

    /// The text of a file in `/dev/shm`, as far as a shell's state could go.
    ///
    /// The box may have put anything in its place: what is no file has no text, and is not waited
    /// for.
    func sharedText(_ path: String) -> String {
        guard let file = try? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY) else {
            return ""
        }
        var entry = stat()
        guard fstat(file.number, &entry) == 0, entry.st_mode & S_IFMT == S_IFREG else { return "" }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < Box.mostShared {
            let count = read(file.number, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// More bytes of a file are not read.
    private static let mostShared = 32 << 20
}
