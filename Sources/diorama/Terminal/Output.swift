import Glibc

/// A stream to print to: buffered, and indifferent to a reader that went away.
///
/// A class, for it owns what is not yet written. It is used by one task alone.
final class Output {
    let isTerminal: Bool
    /// Where the text goes; `nil` keeps it.
    private let descriptor: Int32?
    private var buffer: [UInt8] = []
    /// Whether the reader went away; what is written then goes nowhere.
    private(set) var isClosed = false

    private init(descriptor: Int32?) {
        self.descriptor = descriptor
        isTerminal = descriptor.map { isatty($0) == 1 } ?? false
    }

    deinit { flush() }

    /// Makes a closed pipe an error of the write, which must not kill work that goes on.
    ///
    /// By a handler, for unlike "ignore" it is not inherited by the programs that a shell world
    /// starts.
    static func surviveClosedPipes() {
        signal(SIGPIPE) { _ in }
    }

    static func standard() -> Output { Output(descriptor: STDOUT_FILENO) }
    static func error() -> Output { Output(descriptor: STDERR_FILENO) }
    /// Keeps all that is written as ``text``.
    static func inMemory() -> Output { Output(descriptor: nil) }

    /// What was written and is not yet flushed: with ``inMemory()``, everything.
    var text: String { String(decoding: buffer, as: UTF8.self) }

    /// Whether colours are welcome: on a terminal, unless `NO_COLOR` forbids them.
    var showsColours: Bool {
        isTerminal && ProcessEnvironment["NO_COLOR"] == nil && ProcessEnvironment["TERM"] != "dumb"
    }

    func write(_ text: String) {
        buffer += text.utf8
        if buffer.count > 1 << 16 { flush() }
    }

    func writeLine(_ text: String) {
        write(text)
        write("\n")
    }

    func flush() {
        guard let descriptor else { return }
        var start = 0
        while start < buffer.count, !isClosed {
            let written = buffer[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written >= 0 {
                start += written
            } else if errno != EINTR && errno != EAGAIN {
                isClosed = true
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// The variables that the process was started with.
enum ProcessEnvironment {
    /// The value of a variable; `nil` if it is unset or empty.
    static subscript(name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
