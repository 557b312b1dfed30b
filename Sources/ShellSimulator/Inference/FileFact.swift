/// What is known of a path in the world that a dialogue implies.
struct FileFact: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case file
        case folder
        /// A symbolic link to a path.
        case link(String)
        case absent
    }

    var kind: Kind = .file
    /// Whether what it is was seen, and not only assumed.
    var isKindKnown = false
    /// The lines that are known, in order; `nil` where nothing is known of the content.
    var lines: [String]?
    /// Whether the known lines are all there are.
    var isWhole = false
    /// Whether the known lines are the file's first, whatever it held before.
    var isPrefix = false
    /// Whether the size is only a share of a sum.
    var isGuess = false
    /// Whether the last line lacks its end.
    var lacksNewline = false
    /// Bytes.
    var size: Int?
    /// What it takes on the disk, in bytes, where that was seen and not the size.
    var room: Int?
    /// What `chmod` takes, one after the other.
    var modes: [String] = []
    var owner: String?
    /// What `touch -d` takes.
    var time: String?
    var accessTime: String?
}

/// The files that a dialogue implies, beside those of the base tree: facts of paths, never texts
/// of answers.
struct FileFacts: Hashable, Sendable {
    private(set) var facts: [String: FileFact] = [:]
    /// The paths; in the order in which folders show their entries where that was seen.
    private(set) var order: [String] = []
    private var arranged: Set<String> = []
    /// Programs that the machine does not have.
    var missingPrograms: [String] = []
    /// Whether the recording bash marks pasted text.
    var marksPaste = false

    subscript(path: String) -> FileFact? { facts[FileFacts.normalised(path)] }

    /// Adds what is not known yet, or says that something is otherwise.
    mutating func note(_ path: String, _ change: (inout FileFact) -> Void) {
        let path = FileFacts.normalised(path)
        guard path != "/" else { return }
        if facts[path] == nil { order.append(path) }
        change(&facts[path, default: FileFact()])
        guard facts[path]?.kind != .absent else { return }
        // What has something in it is a folder.
        var parent = FileFacts.parent(of: path)
        while parent != "/", let fact = facts[parent] {
            if fact.kind == .file || fact.kind == .absent { facts[parent]?.kind = .folder }
            parent = FileFacts.parent(of: parent)
        }
        if facts[path]?.kind == .file, facts[path]?.lines == nil, hasChildren(path) {
            facts[path]?.kind = .folder
        }
    }

    private func hasChildren(_ path: String) -> Bool {
        order.contains {
            $0.count > path.count && $0.hasPrefix(path + "/") && facts[$0]?.kind != .absent
        }
    }

    /// Puts paths into the order in which their folders show them.
    mutating func arrange(_ paths: [String]) {
        let listed = paths.map(FileFacts.normalised).filter { facts[$0] != nil }
        let moved = Set(listed)
        order.removeAll { moved.contains($0) }
        order += listed
        arranged.formUnion(moved)
    }

    /// Whether a listing showed where a path stands among its neighbours.
    func isArranged(_ path: String) -> Bool { arranged.contains(path) }

    /// Takes back a path.
    mutating func forget(_ path: String) {
        let path = FileFacts.normalised(path)
        facts[path] = nil
        order.removeAll { $0 == path }
    }

    /// Whether a machine without a path could not run the shell and its programs.
    static func isVital(_ path: String) -> Bool {
        [
            "/bin", "/sbin", "/lib", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/etc", "/dev",
            "/proc",
        ].contains {
            path == $0 || path.hasPrefix($0 + "/")
        } && !path.hasPrefix("/usr/lib/python")
    }

    /// A path without `.`, `..` and doubled slashes.
    static func normalised(_ path: String) -> String {
        if path.first == "/", !path.contains("//"), !path.contains("/."),
            path.last != "/" || path.count == 1
        {
            return path
        }
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
    }

    static func quoted(_ text: String) -> String {
        let inner =
            text.utf8.contains(UInt8(ascii: "'")) ? text.replacing("'", with: "'\\''") : text
        return "'\(inner)'"
    }
}
