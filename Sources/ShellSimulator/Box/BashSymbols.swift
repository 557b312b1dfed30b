import Glibc

/// Where in its memory a bash keeps what it knows of itself.
///
/// bash exports its variables for loadable builtins, so they are in the symbols of its file. Who
/// owns a box may read the memory of its processes, so a command's exit code and what a prompt
/// asks for are read there: nothing in the box has to tell them, and nothing there can lie.
struct BashSymbols: Hashable, Sendable {
    /// The offsets from where the file is mapped.
    private let offsets: [String: UInt64]
    /// Whether the file is mapped where the kernel likes.
    private let isRelocatable: Bool

    private static let names: Set<String> = [
        "last_command_exit_value", "executing_builtin", "current_prompt_string", "ps1_prompt",
        "ps2_prompt",
    ]

    subscript(name: String) -> UInt64? { offsets[name] }

    /// Reads the symbols of an executable; `nil` if it is no bash.
    init?(executable bytes: [UInt8]) {
        let file = LittleEndian(bytes: bytes)
        guard bytes.count > 64, bytes[0...4] == [0x7F, 0x45, 0x4C, 0x46, 2] else { return nil }
        isRelocatable = file.word(16, 2) == 3
        guard let sections = file.word(40, 8), let size = file.word(58, 2),
            let count = file.word(60, 2)
        else { return nil }
        var found: [String: UInt64] = [:]
        for index in 0..<count {
            let section = sections &+ index &* size
            // Type 11 is the table of dynamic symbols; its link is the table of their names.
            guard file.word(section &+ 4, 4) == 11, let table = file.word(section &+ 24, 8),
                let length = file.word(section &+ 32, 8), let link = file.word(section &+ 40, 4),
                let names = file.word(sections &+ link &* size &+ 24, 8), length <= bytes.count,
                table <= bytes.count
            else { continue }
            for symbol in stride(from: table, to: table + length, by: 24) {
                guard let name = file.word(symbol, 4), let value = file.word(symbol + 8, 8),
                    let text = file.text(names &+ name), BashSymbols.names.contains(text)
                else { continue }
                found[text] = value
            }
            // A file has one such table; one made to have thousands would be read for hours.
            break
        }
        guard found["last_command_exit_value"] != nil else { return nil }
        offsets = found
    }

    /// Where a symbol is in a process in which the file is mapped from an address on.
    func address(of name: String, mappedAt base: UInt64) -> UInt64? {
        offsets[name].map { isRelocatable ? base &+ $0 : $0 }
    }
}

/// Numbers in a file, the low byte first, as far as the file goes.
private struct LittleEndian {
    let bytes: [UInt8]

    func word(_ offset: UInt64, _ size: Int) -> UInt64? {
        guard offset < bytes.count, Int(offset) + size <= bytes.count else { return nil }
        return (0..<size).reduce(0) { $0 | UInt64(bytes[Int(offset) + $1]) << (8 * UInt64($1)) }
    }

    func text(_ offset: UInt64) -> String? {
        guard offset < bytes.count else { return nil }
        let end = bytes[Int(offset)...].prefix(40)
        guard let zero = end.firstIndex(of: 0) else { return nil }
        return String(decoding: end[..<zero], as: UTF8.self)
    }
}
