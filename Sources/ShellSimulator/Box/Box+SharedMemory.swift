internal import CNamespaces
import FoundationEssentials
import Glibc

extension Box {
    private static let sharedFolder = "/dev/shm"
    private var sharedMemory: String { place(of: Box.sharedFolder) }

    /// Where the host sees a path of the box.
    private func place(of path: String) -> String { "/proc/\(process)/root\(path)" }

    /// Whether the box has no files in `/dev/shm`, which is not among its changed files.
    var sharedMemoryIsEmpty: Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: sharedMemory))?.isEmpty ?? true
    }

    /// Puts a text into a file in `/dev/shm`, for the box to read while something is done.
    func withSharedFile<Result>(
        _ text: String, at path: String,
        _ body: () async throws(BoxError) -> Result
    ) async throws(BoxError) -> Result {
        let file = try makeSharedFile(path)
        defer { unlink(place(of: path)) }
        fchmod(file, 0o666)
        let bytes = Array(text.utf8)
        let count = bytes.isEmpty ? 0 : write(file, bytes, bytes.count)
        Glibc.close(file)
        guard count == bytes.count else { throw .system("write a file in /dev/shm") }
        return try await body()
    }

    /// Makes a file as root of the box: the host's own root is nobody there, and may make none.
    private func makeSharedFile(_ path: String) throws(BoxError) -> Int32 {
        let folder = try Descriptor.folder(sharedMemory)
        let root = tree.identities.root
        let file = box_create_file(
            folder.number, String(path.dropFirst(Box.sharedFolder.count + 1)), root.user, root.group
        )
        guard file >= 0 else { throw .system("write a file in /dev/shm") }
        return file
    }

    /// The text of a file in `/dev/shm`.
    func sharedText(_ path: String) -> String {
        let file = open(place(of: path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { Glibc.close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count <= 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
