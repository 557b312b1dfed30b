import Glibc

/// Sees whether files and folders of a box are opened.
///
/// A class because it owns a descriptor.
final class FileWatch {
    private let descriptor: Int32
    private var places: [Int32: Int] = [:]

    /// Watches files, each as the box sees it; what is not there is not watched.
    init(_ paths: [String], in box: Box) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return }
        for (index, path) in paths.enumerated() {
            guard let file = try? box.place(path, O_NOFOLLOW) else { continue }
            let watch = inotify_add_watch(
                descriptor, "/proc/self/fd/\(file.number)", UInt32(IN_OPEN))
            if watch >= 0 { places[watch] = index }
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The places of the files that were opened since, ascending.
    func opened() -> [Int] {
        guard descriptor >= 0 else { return [] }
        var found: Set<Int> = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            var place = 0
            let header = MemoryLayout<inotify_event>.size
            while place + header <= count {
                let event = buffer[place...].withUnsafeBytes {
                    $0.loadUnaligned(as: inotify_event.self)
                }
                // What has a name is an entry of a folder that is watched.
                if event.len == 0, let index = places[event.wd] { found.insert(index) }
                place += header + Int(event.len)
            }
        }
        return found.sorted()
    }
}
