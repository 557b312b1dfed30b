internal import CNamespaces
import Glibc
import Synchronization

/// A small process that forks those of boxes, and ends boxes whose owner died without closing them.
///
/// This process may be large, and then slow to fork. A bash at process 1 ends with its terminal,
/// which this process holds; a sleep would go on for ever, so the server is told of it, and kills
/// what it was told of when it hears no more. A class because it owns that process, which is
/// started when it is first needed and ends with it.
final class BoxServer: Sendable {
    private struct Helper {
        var process: pid_t
        var channel: Descriptor
    }

    private let helper = Mutex<Helper?>(nil)

    /// Asks for something; the server is started if there is none.
    func ask<Result>(_ request: (_ channel: Int32) -> Result) throws(BoxError) -> Result {
        let channel = try helper.withLock { helper throws(BoxError) in
            if let running = helper, waitpid(running.process, nil, WNOHANG) == 0 {
                return running.channel
            }
            var channel: Int32 = -1
            let process = box_start_server(&channel)
            guard process > 0 else { throw .system("start a process") }
            let started = Helper(process: process, channel: Descriptor(channel))
            helper = started
            return started.channel
        }
        return request(channel.number)
    }

    /// Sees to it that a process does not outlive this one.
    func watch(_ process: pid_t) throws(BoxError) {
        guard try ask({ box_watch($0, process, 1) }) == 0 else { throw .system("tell of a box") }
    }

    /// Lets go of a process that has ended.
    func forget(_ process: pid_t) {
        helper.withLock { helper in
            if let helper { _ = box_watch(helper.channel.number, process, 0) }
        }
    }

    deinit {
        helper.withLock { helper in
            guard let running = helper else { return }
            helper = nil
            // Whoever still holds the channel must not keep the server waiting.
            shutdown(running.channel.number, Int32(SHUT_RDWR))
            while waitpid(running.process, nil, 0) < 0, errno == EINTR {}
        }
    }
}
