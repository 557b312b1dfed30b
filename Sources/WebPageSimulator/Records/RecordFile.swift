import Environments
import Glibc
import JSONTree

/// A file of task records: a JSON array, JSON Lines, or a single record.
///
/// Mind2Web's files have hundreds of megabytes, nearly all of them pages. A record is read at a
/// time, and later again by its place.
struct RecordFile: ~Copyable {
    /// A record larger than this is refused.
    private static let recordLimit = 1 << 30
    private static let chunk = 1 << 20

    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(EnvironmentError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else {
            throw EnvironmentError(
                .badWorld, "\(path): cannot be read: \(String(cString: strerror(errno)))")
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads the record at a place.
    func record(at place: RecordPlace) throws(EnvironmentError) -> JSON {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(place.length)
        while bytes.count < place.length {
            let more = read(
                from: place.offset + bytes.count,
                count: min(RecordFile.chunk, place.length - bytes.count))
            guard !more.isEmpty else {
                throw EnvironmentError(.badWorld, "\(path): the file has become shorter")
            }
            bytes += more
        }
        do {
            return try JSON.parse(bytes: bytes)
        } catch {
            throw EnvironmentError(.badWorld, "\(path): the file has changed: \(error)")
        }
    }

    /// Shows every record with its place, one after the other.
    ///
    /// - Throws: what `body` throws, and ``EnvironmentError`` with the byte at which the file is
    ///   no list of records.
    func forEachRecord(
        _ body: (Result<JSON, JSONError>, RecordPlace) throws(EnvironmentError) -> Void
    ) throws(EnvironmentError) {
        var splitter = RecordSplitter()
        var record: [UInt8] = []
        var offset = 0
        while true {
            let bytes = read(from: offset, count: RecordFile.chunk)
            if bytes.isEmpty { break }
            var index = 0
            while index < bytes.count {
                switch splitter.next(in: bytes, from: &index) {
                case .part(let range, let isEnd):
                    record += bytes[range]
                    guard record.count <= RecordFile.recordLimit else {
                        throw EnvironmentError(
                            .badWorld, "\(path): byte \(offset): a record has more than 1 GiB")
                    }
                    guard isEnd else { continue }
                    let end = offset + range.upperBound
                    try body(
                        Result { () throws(JSONError) in try JSON.parse(bytes: record) },
                        RecordPlace(
                            path: path, offset: end - record.count, length: record.count))
                    record.removeAll(keepingCapacity: record.count < RecordFile.chunk)
                case .unexpected(let place):
                    throw EnvironmentError(
                        .badWorld,
                        "\(path): byte \(offset + place): a task record, a JSON object, is expected"
                    )
                case nil: break
                }
            }
            offset += bytes.count
        }
        guard record.isEmpty else {
            throw EnvironmentError(.badWorld, "\(path): the file ends within a record")
        }
    }

    private func read(from offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let read = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(offset + filled))
                if read < 0, errno == EINTR { continue }
                if read <= 0 { return }
                filled += read
            }
        }
    }
}

/// Finds where records begin and end by their brackets and quotes, in pieces of any size.
struct RecordSplitter {
    enum Found: Equatable {
        /// A part of a record, and whether it is the last.
        case part(Range<Int>, isEnd: Bool)
        /// Something that is neither a record nor stands between records.
        case unexpected(Int)
    }

    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// What comes next in a piece, from an index that is moved behind it; `nil` at its end.
    mutating func next(in bytes: [UInt8], from index: inout Int) -> Found? {
        bytes.withUnsafeBufferPointer { next(in: $0, from: &index) }
    }

    private mutating func next(
        in bytes: UnsafeBufferPointer<UInt8>, from index: inout Int
    ) -> Found? {
        if depth == 0 {
            while index < bytes.count, bytes[index] != UInt8(ascii: "{") {
                switch bytes[index] {
                case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "]"),
                    UInt8(ascii: ","), 0xEF, 0xBB, 0xBF:
                    index += 1
                default: return .unexpected(index)
                }
            }
            guard index < bytes.count else { return nil }
        }
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return .part(start..<index, isEnd: true) }
            default: break
            }
        }
        return .part(start..<index, isEnd: false)
    }
}
