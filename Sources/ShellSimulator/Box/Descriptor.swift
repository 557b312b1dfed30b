internal import CNamespaces
import Glibc

/// An owned file descriptor, closed when its last owner lets go of it.
///
/// A class because closing must happen once; it never changes, so it may be shared.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    /// Opens a file or folder; a file that is made is its owner's alone.
    static func open(_ path: String, _ flags: Int32) throws(BoxError) -> Descriptor {
        let number = Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .system("open \(path)") }
        return Descriptor(number)
    }

    /// Opens a folder to be used in other calls, not to be read.
    static func folder(_ path: String) throws(BoxError) -> Descriptor {
        let number = box_open_folder(path)
        guard number >= 0 else { throw .system("open \(path)") }
        return Descriptor(number)
    }

    /// Opens what a path means to who has a folder as its root; no link leads out of it.
    static func inside(
        _ root: Descriptor, _ path: String, _ flags: Int32
    ) throws(BoxError) -> Descriptor {
        let number = box_open_inside(root.number, path, flags)
        guard number >= 0 else { throw .system("open \(path) in the box") }
        return Descriptor(number)
    }

    /// The two ends of a new pipe, the reading one first.
    static func pipe() throws(BoxError) -> (Descriptor, Descriptor) {
        var ends: [Int32] = [0, 0]
        guard box_pipe(&ends) == 0 else { throw .system("open a pipe") }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// The two ends of a new stream that only who holds an end can read or write.
    static func channel() throws(BoxError) -> (Descriptor, Descriptor) {
        var ends: [Int32] = [0, 0]
        guard box_channel(&ends) == 0 else { throw .system("open a channel") }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    deinit { close(number) }

    /// Makes reading and writing return at once.
    func setNonblocking() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }

    /// Waits until there is something to read here or in the other, at most so many microseconds;
    /// `false` if nothing came.
    func waitForInput(or other: Descriptor?, microseconds: Int) -> Bool {
        box_wait(number, other?.number ?? -1, microseconds) != 0
    }
}
