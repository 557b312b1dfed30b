internal import CNamespaces
import Glibc
import Synchronization

/// Looks at a box's processes with the rights of the box's root.
///
/// Root of the host may look itself. An ordinary user may not read most of `/proc/PROCESS` of a
/// process that belongs to another of the box's users, though he may look at it: a helper process
/// inside the box's user namespace reads it for him. A class because it owns that process, which
/// is started when it is first needed and ends with it.
final class Looker: Sendable {
    private struct Helper {
        var process: pid_t
        var channel: Descriptor
    }

    private let box: Descriptor
    private let helper = Mutex<Helper?>(nil)

    /// - Parameter box: a descriptor of the box's process 1.
    init(box: Descriptor) {
        self.box = box
    }

    /// The bytes of a file from an offset on, a few thousand at once; `nil` if it cannot be read.
    func bytes(of path: String, from offset: Int, most: Int) -> [UInt8]? {
        ask(path, isLink: false, offset, most)
    }

    /// Where a link leads.
    func link(_ path: String) -> [UInt8]? {
        ask(path, isLink: true, 0, Int(BOX_LOOK_MOST))
    }

    private func ask(_ path: String, isLink: Bool, _ offset: Int, _ most: Int) -> [UInt8]? {
        helper.withLock { helper in
            if helper == nil { helper = start() }
            guard let channel = helper?.channel else { return nil }
            var bytes = [UInt8](repeating: 0, count: Int(BOX_LOOK_MOST))
            let count = box_look(
                channel.number, path, isLink ? 1 : 0, offset, &bytes, min(most, bytes.count))
            return count < 0 ? nil : Array(bytes[..<count])
        }
    }

    private func start() -> Helper? {
        var channel: Int32 = -1
        let process = box_start_looker(box.number, &channel)
        return process < 0 ? nil : Helper(process: process, channel: Descriptor(channel))
    }

    deinit {
        helper.withLock { helper in
            guard let process = helper?.process else { return }
            helper = nil
            while waitpid(process, nil, 0) < 0, errno == EINTR {}
        }
    }
}
