import Glibc
import JSONTree
import Synchronization

/// The replies that a model gave, kept on the disk as soon as they come, so that nothing is asked
/// for, and paid for, twice.
///
/// A line for each reply: the dialogue, the turn, a fingerprint of the request, the reply. A run
/// that was killed goes on where it was: requests that are the same get the same replies.
///
/// A class, because an open file has an identity.
public final class ReplyJournal: Sendable {
    /// What one reply is found by.
    struct Key: Hashable, Sendable {
        var id: String
        var turn: Int
        var request: UInt64
    }

    private let path: String
    private let descriptor: Int32
    private let replies: Mutex<[Key: String]>

    /// Opens a journal, and reads what it holds; a last line that was cut off is dropped.
    ///
    /// - Throws: ``SynthesisError`` if the file cannot be read or written.
    public init(path: String) throws(SynthesisError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ReplyJournal.problem(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SynthesisError(.badInput, "another run is writing the journal \(path)")
        }
        guard let bytes = ReplyJournal.contents(of: descriptor) else {
            close(descriptor)
            throw ReplyJournal.problem(path)
        }
        var known: [Key: String] = [:]
        var end = 0
        while let feed = bytes[end...].firstIndex(of: 0x0A) {
            guard let json = try? JSON.parse(bytes: bytes[end..<feed]),
                let entry = ReplyJournal.entry(json)
            else {
                close(descriptor)
                throw SynthesisError(
                    .badInput, "the journal \(path) is damaged at byte \(end); move it away")
            }
            known[entry.key] = entry.reply
            end = feed + 1
        }
        replies = Mutex(known)
        guard ftruncate(descriptor, off_t(end)) == 0,
            lseek(descriptor, 0, SEEK_END) == off_t(end)
        else {
            close(descriptor)
            throw ReplyJournal.problem(path)
        }
    }

    deinit {
        // A process that was just forked still shares the file: closing alone would not unlock it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func problem(_ path: String) -> SynthesisError {
        SynthesisError(
            .badInput, "the journal \(path) cannot be used: \(String(cString: strerror(errno)))")
    }

    private static func contents(of descriptor: Int32) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    private static func entry(_ json: JSON) -> (key: Key, reply: String)? {
        guard let id = json["id"]?.string, let turn = json["turn"]?.int,
            let request = json["request"]?.string.flatMap({ UInt64($0, radix: 16) }),
            let reply = json["reply"]?.string
        else { return nil }
        return (Key(id: id, turn: turn, request: request), reply)
    }

    /// How many replies are known.
    public var count: Int { replies.withLock { $0.count } }

    func reply(to key: Key) -> String? {
        replies.withLock { $0[key] }
    }

    /// Keeps a reply; when this returns it is on the disk.
    func keep(_ reply: String, to key: Key, usage: JSON?) throws(SynthesisError) {
        var line = JSONObject([
            ("id", .string(key.id)), ("turn", JSON(key.turn)),
            ("request", .string(String(key.request, radix: 16))), ("reply", .string(reply)),
        ])
        if let usage { line.append("usage", usage) }
        let bytes = Array((JSON.object(line).text() + "\n").utf8)
        let isWritten = replies.withLock { replies in
            replies[key] = reply
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes {
                    write(descriptor, $0.baseAddress, $0.count)
                }
                if count < 0, errno != EINTR { return false }
                start += max(0, count)
            }
            return fsync(descriptor) == 0
        }
        guard isWritten else { throw ReplyJournal.problem(path) }
    }
}
