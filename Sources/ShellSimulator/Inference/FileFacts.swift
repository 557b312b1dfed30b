/// What is known of a path in the world that a dialogue implies.
struct FileFact: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case file
        case folder
        case absent
    }

    var kind: Kind = .file
    /// The lines that are known, in order; `nil` where nothing is known of the content.
    var lines: [String]?
    /// Whether the known lines are all there are.
    var isWhole = false
    /// Whether the last line lacks its end.
    var lacksNewline = false
    var size: Int?
    var mode: String?
    var owner: String?
    /// What `touch -d` takes.
    var time: String?
}

/// The files that a dialogue implies, beside those of the base tree: facts of paths, never texts
/// of answers.
struct FileFacts: Hashable, Sendable {
    private(set) var facts: [String: FileFact] = [:]
    private var order: [String] = []

    subscript(path: String) -> FileFact? { facts[path] }

    /// Adds what is not known yet, or says that something is otherwise.
    mutating func note(_ path: String, _ change: (inout FileFact) -> Void) {
        let path = FileFacts.normalised(path)
        guard path != "/" else { return }
        if facts[path] == nil { order.append(path) }
        change(&facts[path, default: FileFact()])
    }

    /// A path without `.`, `..` and doubled slashes.
    static func normalised(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The script that makes the files in a box.
    var script: String {
        var lines: [String] = []
        for path in order {
            guard let fact = facts[path] else { continue }
            let name = FileFacts.quoted(path)
            switch fact.kind {
            case .absent: lines.append("rm -rf \(name)")
            case .folder: lines.append("mkdir -p \(name)")
            case .file:
                let folder = FileFacts.quoted(FileFacts.parent(of: path))
                lines.append("mkdir -p \(folder)")
                lines.append(FileFacts.content(of: fact, name))
            }
        }
        for path in order {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            let name = FileFacts.quoted(path)
            if let owner = fact.owner { lines.append("chown \(owner) \(name)") }
            if let mode = fact.mode { lines.append("chmod \(mode) \(name)") }
            if let time = fact.time { lines.append("touch -d '\(time)' \(name)") }
        }
        return lines.joined(separator: "\n")
    }

    private static func content(of fact: FileFact, _ name: String) -> String {
        if let known = fact.lines {
            var text =
                known.joined(separator: "\n") + (fact.lacksNewline || known.isEmpty ? "" : "\n")
            if let size = fact.size, size > text.utf8.count, !fact.isWhole {
                text += String(repeating: "x", count: size - text.utf8.count - 1) + "\n"
            }
            return "printf %s \(quoted(text)) > \(name)"
        }
        if let size = fact.size {
            if size > 1 << 20 { return "fallocate -l \(size) \(name)" }
            return size == 0
                ? ": > \(name)" : "head -c \(size) /dev/zero | tr '\\0' x > \(name)"
        }
        return "[ -e \(name) ] || echo x > \(name)"
    }

    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
    }

    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
