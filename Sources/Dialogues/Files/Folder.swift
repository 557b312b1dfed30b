#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which file a path means, however it is spelt.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64

    /// What a path can lead to.
    enum Kind {
        case folder, file
        /// A pipe or a device, which can be read only once.
        case stream
    }

    /// Looks at what is at a path, following links.
    static func look(
        at path: String
    ) -> Result<(identity: FileIdentity, kind: Kind), DialogueProblem> {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return .failure(DialogueProblem(cannotRead: path, errno: errno))
        }
        let identity = FileIdentity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            number: UInt64(truncatingIfNeeded: status.st_ino))
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .success((identity, .folder))
        case S_IFREG: return .success((identity, .file))
        default: return .success((identity, .stream))
        }
    }
}

/// Lists folders.
enum Folder {
    /// The names in a folder, in the order of their bytes.
    static func names(in path: String) throws(DialogueProblem) -> [String] {
        guard let folder = opendir(path) else {
            throw DialogueProblem(cannotRead: path, errno: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                UnsafeRawPointer(pointer).withMemoryRebound(to: CChar.self, capacity: 256) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
