internal import CNamespaces
import FoundationEssentials
import Glibc

/// A program of the host that is run to its end.
enum Program {
    struct Result {
        var status: Int32
        var output: String
    }

    /// Where a program is on the `PATH`; `nil` if nowhere.
    static func path(of name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return "\(path):/usr/sbin:/sbin".split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs a program without input and gives what it printed and its status.
    ///
    /// - Parameter each: hears every line as soon as it is printed.
    static func run(
        _ words: [String], each: (String) -> Void = { _ in }
    ) throws(BoxError) -> Result {
        guard let name = words.first, let path = path(of: name) else {
            throw BoxError("\(words.first ?? "") is not on the PATH; install it")
        }
        var ends: [Int32] = [0, 0]
        guard box_pipe(&ends) == 0 else { throw .system("open a pipe") }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        var process: pid_t = 0
        let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        let error = withCStrings(words) { words in
            withCStrings(variables) { posix_spawn(&process, path, &actions, nil, words, $0) }
        }
        close(ends[1])
        guard error == 0 else { throw .system("start \(name)", error) }
        var output: [UInt8] = []
        var shown = 0
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(ends[0], &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            output += chunk[..<count]
            while let end = output[shown...].firstIndex(of: UInt8(ascii: "\n")) {
                each(String(decoding: output[shown..<end], as: UTF8.self))
                shown = end + 1
            }
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Result(
            status: ExitStatus.code(of: status), output: String(decoding: output, as: UTF8.self))
    }
}

/// What `waitpid` tells of a process, as a shell says it.
enum ExitStatus {
    static func code(of status: Int32) -> Int32 {
        status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}

/// Lends strings as C strings, ended by a null pointer.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}

extension String {
    /// Without white space at the ends.
    var trimmedText: String {
        let space: (Character) -> Bool = { $0.isWhitespace }
        guard let first = firstIndex(where: { !space($0) }),
            let last = lastIndex(where: { !space($0) })
        else { return "" }
        return String(self[first...last])
    }
}
