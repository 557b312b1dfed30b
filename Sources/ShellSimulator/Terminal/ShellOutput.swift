import Glibc

/// What a kept shell answered to a command.
struct ShellOutput: Hashable, Sendable {
    /// Why the shell is listened to no longer.
    enum Ending: String, Hashable, Sendable {
        /// It asks for the next command.
        case prompt
        /// It asks for the rest of an unfinished command.
        case continuation
        /// A program waits for input from the terminal.
        case input
        /// The deadline came; the command was killed.
        case deadline
        /// The shell ended, and a new one was started in the same box.
        case exit
    }

    /// What was printed, the echo of what was typed included as far as it is shown.
    var bytes: [UInt8]
    /// The exit code, where there is one.
    var exitCode: Int?
    var ending: Ending
    /// How many bytes were printed beyond what is kept.
    var lost = 0
}

/// What is kept of a command's output, however much it prints.
struct OutputBuffer {
    /// More than this no observation shows.
    static let capacity = 4 << 20
    private(set) var bytes: [UInt8] = []
    private(set) var lost = 0

    /// Takes what is there to read; `false` at the end of the stream.
    mutating func drain(_ descriptor: Int32) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { chunk in
            while true {
                let count = read(descriptor, chunk.baseAddress, chunk.count)
                if count > 0 {
                    let kept = min(count, OutputBuffer.capacity - bytes.count)
                    bytes += chunk[..<kept]
                    lost += count - kept
                    if count < chunk.count { return true }
                } else if count < 0, errno == EINTR {
                    continue
                } else {
                    return count < 0 && errno == EAGAIN
                }
            }
        }
    }

    /// Takes all that comes until there is nothing, or nobody who could write.
    mutating func drainFully(_ descriptor: Int32) {
        var last = -1
        while last != bytes.count + lost {
            last = bytes.count + lost
            _ = drain(descriptor)
        }
    }

    /// Takes everything out.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Takes everything before a text out, and drops the text; `nil` if it is not there.
    mutating func take(before text: [UInt8]) -> [UInt8]? {
        guard let start = bytes.lastPosition(of: text) else { return nil }
        let head = Array(bytes[..<start])
        bytes.removeFirst(start + text.count)
        return head
    }
}

extension [UInt8] {
    /// Where a text stands for the first time.
    func firstPosition(of text: [UInt8]) -> Int? {
        guard count >= text.count else { return nil }
        return (0...(count - text.count)).first { start in
            self[start] == text[0] && self[start..<start + text.count].elementsEqual(text)
        }
    }

    /// Where a text stands for the last time.
    func lastPosition(of text: [UInt8]) -> Int? {
        guard count >= text.count else { return nil }
        var start = count - text.count
        while start >= 0 {
            if self[start] == text[0], self[start..<start + text.count].elementsEqual(text) {
                return start
            }
            start -= 1
        }
        return nil
    }
}
