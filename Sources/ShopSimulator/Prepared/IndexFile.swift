import Environments

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes an index beside its catalog.
enum IndexFile {
    /// Writes bytes to a file, which appears whole or not at all.
    static func write(
        _ bytes: UnsafeRawBufferPointer, to path: String
    ) throws(EnvironmentError) {
        let partial = path + ".partial"
        guard let file = fopen(partial, "w") else { throw failure(path) }
        let written = fwrite(bytes.baseAddress, 1, bytes.count, file)
        guard fclose(file) == 0, written == bytes.count, rename(partial, path) == 0 else {
            let error = failure(path)
            unlink(partial)
            throw error
        }
    }

    private static func failure(_ path: String) -> EnvironmentError {
        EnvironmentError(.badWorld, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
