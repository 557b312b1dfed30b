import FoundationEssentials
import Glibc

/// The control groups of a box, which limit all its processes together.
///
/// They are the host's to give: root of the host has them, a user only where one was delegated.
/// Without them the limits of each process remain.
struct ControlGroups: Sendable {
    /// The folders, one for version 2 and one for each controller in version 1.
    private let folders: [String]
    /// What the file in them is called that a process writes itself into.
    private let listName: String
    /// The folder of version 2, for processes that are born in it.
    let unified: Descriptor?

    /// Makes groups for a box; none where they cannot be had.
    init(limits: BoxLimits) {
        var made: [String] = []
        let root = "/sys/fs/cgroup"
        let settings = [
            ("pids", "pids.max", "\(limits.processes * 2)"),
            ("memory", "memory.max", "\(limits.memory)"),
        ]
        let isUnified = access("\(root)/cgroup.controllers", F_OK) == 0
        if isUnified {
            if let folder = ControlGroups.makeFolder(in: root) {
                made.append(folder)
                for (_, file, value) in settings { ControlGroups.write(value, "\(folder)/\(file)") }
            }
        } else {
            for (controller, file, value) in settings {
                guard let folder = ControlGroups.makeFolder(in: "\(root)/\(controller)") else {
                    continue
                }
                made.append(folder)
                let file = controller == "memory" ? "memory.limit_in_bytes" : file
                ControlGroups.write(value, "\(folder)/\(file)")
            }
        }
        folders = made
        listName = isUnified ? "cgroup.procs" : "tasks"
        unified = isUnified ? made.first.flatMap { try? .folder($0) } : nil
    }

    /// Whether none could be had.
    var isEmpty: Bool { folders.isEmpty }

    /// The files that a process writes itself into: of version 2 one, of version 1 one for each
    /// controller.
    var lists: [String] { folders.map { "\($0)/\(listName)" } }

    /// Removes the groups; all their processes must have ended.
    func remove() {
        for folder in folders {
            // The kernel lets go of the last process a moment after it was waited for.
            for _ in 0..<200 {
                if rmdir(folder) == 0 || errno != EBUSY { break }
                usleep(500)
            }
        }
    }

    /// A new group of this process; nothing but the folder says which names are taken.
    private static func makeFolder(in parent: String) -> String? {
        for number in 1...100_000 {
            let folder = "\(parent)/diorama-\(getpid())-\(number)"
            if mkdir(folder, 0o755) == 0 { return folder }
            if errno != EEXIST { break }
        }
        return nil
    }

    /// Removes the groups that processes left behind which were killed.
    static func sweep() {
        let root = "/sys/fs/cgroup"
        for parent in [root, "\(root)/pids", "\(root)/memory"] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
            for name in names where name.hasPrefix("diorama-") {
                let parts = name.split(separator: "-")
                guard parts.count == 3, let owner = pid_t(parts[1]), kill(owner, 0) != 0,
                    errno == ESRCH
                else { continue }
                rmdir("\(parent)/\(name)")
            }
        }
    }

    private static func write(_ text: String, _ path: String) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    }
}
