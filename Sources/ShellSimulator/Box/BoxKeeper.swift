internal import CNamespaces
import Glibc
import Synchronization

/// Ends boxes whose owner died without closing them.
///
/// A bash at process 1 ends with its terminal, which this process holds. A sleep would go on for
/// ever, so a small shell of the host is told of it, and kills what it was told of when it hears
/// no more. A class because it owns that process, which ends with it.
final class BoxKeeper: Sendable {
    private struct Helper {
        var process: pid_t
        var orders: Descriptor
    }

    private let helper = Mutex<Helper?>(nil)

    /// `POSIX_SPAWN_SETSID`, which Glibc's module does not show.
    private static let ownSession: Int16 = 0x80

    private static let script = """
        live=' '
        while read -r what process; do
            case $what in
                watch) live="$live$process " ;;
                forget) live="${live%% $process *} ${live#* $process }" ;;
            esac
        done
        [ "$live" = ' ' ] || kill -9 $live
        """

    /// Sees to it that a process does not outlive this one.
    func watch(_ process: pid_t) throws(BoxError) {
        try helper.withLock { helper throws(BoxError) in
            if helper == nil { helper = try BoxKeeper.start() }
            guard let helper, BoxKeeper.send("watch \(process)", to: helper.orders) else {
                throw .system("tell of a box")
            }
        }
    }

    /// Lets go of a process that has ended.
    func forget(_ process: pid_t) {
        helper.withLock { helper in
            if let helper { _ = BoxKeeper.send("forget \(process)", to: helper.orders) }
        }
    }

    deinit {
        helper.withLock { helper in
            guard let process = helper?.process else { return }
            helper = nil
            while waitpid(process, nil, 0) < 0, errno == EINTR {}
        }
    }

    private static func send(_ order: String, to orders: Descriptor) -> Bool {
        let bytes = Array("\(order)\n".utf8)
        return box_write(orders.number, bytes, bytes.count) == bytes.count
    }

    private static func start() throws(BoxError) -> Helper {
        let (reader, writer) = try Descriptor.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, reader.number, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What interrupts this process at its terminal is not meant for the helper.
        posix_spawnattr_setflags(&attributes, BoxKeeper.ownSession)
        var process: pid_t = 0
        let error = withCStrings(["sh", "-c", script]) { words in
            withCStrings(["PATH=/usr/bin:/bin"]) {
                posix_spawn(&process, "/bin/sh", &actions, &attributes, words, $0)
            }
        }
        guard error == 0 else { throw .system("start a shell", error) }
        return Helper(process: process, orders: writer)
    }
}
