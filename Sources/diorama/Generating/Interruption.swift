import Glibc
import Synchronization

/// Ctrl-C as a request to end in order.
enum Interruption {
    /// Set by the handler, which can reach nothing but a global.
    private static let request = Atomic<Bool>(false)

    /// Whether the process was asked to end.
    static var isRequested: Bool { request.load(ordering: .relaxed) }

    /// Takes the first signal to interrupt or terminate as a request; a second one ends the
    /// process at once.
    static func watch() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.request.store(true, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
    }
}
