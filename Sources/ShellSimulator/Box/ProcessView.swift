import FoundationEssentials
import Glibc
import Synchronization

/// What the host's kernel tells of a process in a box.
struct ProcessView {
    let process: pid_t
    /// Who looks where this process may not.
    var looker: Looker?

    /// The descriptor that the process sleeps reading, or waiting to read; `nil` if it does
    /// anything else.
    ///
    /// Looking whether there is input can sleep too, for the time that the kernel takes to hand
    /// the input on: uninterruptibly, and in readline with a time limit.
    var awaitedDescriptor: Int32? {
        let fields = fields(in: bytes("syscall", 256))
        // `running`, mostly, or waiting for a child.
        guard fields.count > 5, let call = Int(fields[0]),
            [ProcessView.readCall, ProcessView.pselectCall].contains(call), status?.state == "S"
        else { return nil }
        let argument = UInt64(fields[1].dropFirst(2), radix: 16) ?? .max
        if call == ProcessView.readCall { return Int32(truncatingIfNeeded: argument) }
        // readline waits for the terminal with pselect on descriptor 0 alone.
        return argument == 1 && fields[5] == "0x0" ? 0 : nil
    }

    #if arch(x86_64)
        private static let readCall = 0
        private static let pselectCall = 270
    #else
        private static let readCall = 63
        private static let pselectCall = 72
    #endif

    /// How many bytes the process has read in its life.
    var bytesRead: Int? {
        let line = bytes("io", 256).prefix { $0 != 0x0A }
        guard line.starts(with: "rchar: ".utf8) else { return nil }
        return line.dropFirst(7).reduce(0) { 10 * $0 + Int($1) - 0x30 }
    }

    /// The state letter, the process group and the session.
    var status: (state: Character, group: pid_t, session: pid_t)? {
        let fields = statistics
        guard fields.count > 6, let state = fields[0].first, let group = pid_t(fields[2]),
            let session = pid_t(fields[3])
        else { return nil }
        return (state, group, session)
    }

    /// The seconds that it computed.
    var processorTime: Double? {
        let fields = statistics
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { return nil }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The words of `/proc/PROCESS/stat` behind the program's name, which may hold anything.
    private var statistics: [String] {
        let line = bytes("stat", 4096)
        return line.lastIndex(of: UInt8(ascii: ")")).map { fields(in: line[($0 + 1)...]) } ?? []
    }

    private func fields(in line: some Collection<UInt8>) -> [String] {
        line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The children of all its threads.
    var children: [pid_t] {
        text("task/\(process)/children").split(separator: " ").compactMap { pid_t($0) }
    }

    /// All processes below it, the nearest first.
    var descendants: [pid_t] {
        var all = children
        var next = 0
        while next < all.count, all.count < 4096 {
            all += ProcessView(process: all[next]).children
            next += 1
        }
        return all
    }

    /// The numbers of its open descriptors.
    var descriptors: [Int32] {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?
            .compactMap { Int32($0) }.sorted() ?? []
    }

    /// What a descriptor is open on.
    func target(of descriptor: Int32) -> String { link("fd/\(descriptor)") }

    /// Where a link under `/proc/PROCESS` leads.
    func link(_ name: String) -> String {
        let path = "/proc/\(process)/\(name)"
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
        }
        if count < 0, errno == EACCES { bytes = looker?.link(path) ?? [] }
        return String(decoding: count < 0 ? bytes[...] : bytes[..<count], as: UTF8.self)
    }

    /// The text of a file under `/proc/PROCESS`.
    func text(_ name: String) -> String { String(decoding: bytes(name, 1 << 16), as: UTF8.self) }

    private func bytes(_ name: String, _ most: Int) -> [UInt8] {
        let path = "/proc/\(process)/\(name)"
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0, errno == EACCES {
            return looker?.bytes(of: path, from: 0, most: most) ?? []
        }
        guard file >= 0 else { return [] }
        defer { close(file) }
        var all: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: min(most, 1 << 16), alignment: 16) { chunk in
            while all.count < most {
                let count = read(file, chunk.baseAddress, chunk.count)
                if count <= 0 { break }
                all += chunk[..<count]
            }
        }
        return all
    }

    /// A number in the memory of the process.
    func word(at address: UInt64, _ size: Int) -> UInt64? {
        let path = "/proc/\(process)/mem"
        var value: UInt64 = 0
        let memory = open(path, O_RDONLY | O_CLOEXEC)
        if memory < 0 {
            let offset = Int(truncatingIfNeeded: address)
            guard errno == EACCES,
                let bytes = looker?.bytes(of: path, from: offset, most: size), bytes.count == size
            else { return nil }
            for (place, byte) in bytes.enumerated() { value |= UInt64(byte) << (8 * place) }
            return value
        }
        defer { close(memory) }
        guard pread(memory, &value, size, off_t(bitPattern: UInt(address))) == size else {
            return nil
        }
        return value
    }

    /// Where the process has its executable mapped.
    private var base: UInt64? {
        // Of the first line its beginning, which spares the kernel the others.
        String(decoding: bytes("maps", 32), as: UTF8.self).split(separator: "-", maxSplits: 1).first
            .flatMap { UInt64($0, radix: 16) }
    }

    /// What the process, a bash, says of itself; `nil` if it is none.
    func bash(_ tree: BaseTree) -> BashView? {
        var entry = stat()
        guard stat("/proc/\(process)/exe", &entry) == 0 else { return nil }
        let key = "\(entry.st_dev) \(entry.st_ino) \(entry.st_size) \(entry.st_mtim.tv_sec)"
        var symbols = tree.symbols.withLock { $0[key] }
        if symbols == nil, let read = BashSymbols(executable: bytes("exe", 4 << 20)) {
            tree.symbols.withLock { $0[key] = read }
            symbols = read
        }
        guard let symbols, let base else { return nil }
        return BashView(process: self, symbols: symbols, base: base)
    }
}

/// A bash seen from outside.
struct BashView {
    let process: ProcessView
    let symbols: BashSymbols
    let base: UInt64

    /// The exit code of its last command.
    var exitCode: Int? { word("last_command_exit_value", 4).map(Int.init) }

    /// Whether a builtin is at work, such as `read`.
    var executesBuiltin: Bool { (word("executing_builtin", 4) ?? 0) != 0 }

    /// Whether it prompts for the rest of an unfinished command.
    var wantsMore: Bool {
        guard let prompt = word("current_prompt_string", 8), prompt != 0 else { return false }
        return prompt == word("ps2_prompt", 8)
    }

    private func word(_ name: String, _ size: Int) -> UInt64? {
        symbols.address(of: name, mappedAt: base).flatMap { process.word(at: $0, size) }
    }
}
