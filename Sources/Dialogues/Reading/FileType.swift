/// What the first bytes of a file say of it.
enum FileType: Equatable {
    /// Rows in a container.
    case dialogues(DialogueLayout.Container)
    /// Rows in a Parquet file.
    case table
    /// Nothing but white space.
    case empty
    /// Something else: what it is, and what to do with it.
    case other(DialogueProblem.Code, what: String, advice: String)

    /// Recognises a file by what can be seen of its beginning.
    init(beginning: ArraySlice<UInt8>) {
        if let known = FileType.magic(beginning) {
            self = known
            return
        }
        let text = beginning.drop { FileType.isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        guard let first = text.first else {
            self = .empty
            return
        }
        switch first {
        case UInt8(ascii: "["): self = .dialogues(.array)
        case UInt8(ascii: "{"):
            self = .dialogues(FileType.startsIndented(text) ? .sequence : .lines)
        default: self = FileType.unknown(text)
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Whether the first line holds only the opening bracket of an object.
    private static func startsIndented(_ text: ArraySlice<UInt8>) -> Bool {
        text.dropFirst().first { $0 == 0x0A || !isSpace($0) } == 0x0A
    }

    private static func magic(_ bytes: ArraySlice<UInt8>) -> FileType? {
        func starts(_ text: StaticString) -> Bool {
            bytes.starts(
                with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        func binary(_ name: String, _ advice: String) -> FileType {
            .other(.wrongFileType, what: "this is \(name), not JSON", advice: advice)
        }
        if starts("PAR1") { return .table }
        if bytes.starts(with: [0x1F, 0x8B]) {
            return binary("a gzip file", "unpack it with gunzip")
        }
        if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            return binary("a Zstandard file", "unpack it with unzstd")
        }
        if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) {
            return binary("an xz file", "unpack it with unxz")
        }
        if starts("BZh") { return binary("a bzip2 file", "unpack it with bunzip2") }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return binary("a zip archive", "unpack it and name the file inside")
        }
        if starts("SQLite format 3") { return binary("an SQLite database", "name a JSON file") }
        if starts("%PDF-") { return binary("a PDF document", "name a JSON file") }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return binary("UTF-16 text", "convert it to UTF-8, for instance with iconv")
        }
        if starts("version https://git-lfs") {
            return binary("a Git LFS pointer", "fetch the file itself with git lfs pull")
        }
        return nil
    }

    /// A file whose first text is no row: rows may still follow on later lines.
    private static func unknown(_ text: ArraySlice<UInt8>) -> FileType {
        if text.first == UInt8(ascii: "<") {
            return .other(
                .wrongFileType, what: "this is HTML or XML, not JSON",
                advice: "download the file itself, not the page about it")
        }
        for line in text.split(separator: 0x0A)
        where line.first(where: { !isSpace($0) }) == UInt8(ascii: "{") {
            return .dialogues(.lines)
        }
        let controls = text.prefix(4096).count { $0 < 0x20 && !isSpace($0) }
        if controls > 0 {
            return .other(
                .wrongFileType, what: "this is a binary file, not JSON",
                advice: "name a .json or .jsonl file")
        }
        return .other(
            .wrongFileType, what: "this is not JSON: no line starts with { or [",
            advice: "name a .json or .jsonl file")
    }
}
