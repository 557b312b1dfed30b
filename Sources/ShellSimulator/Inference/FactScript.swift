import Glibc

/// Writes the scripts that make facts true in a box.
struct FactScript {
    private let facts: FileFacts
    private let tree: String
    private var lines: [String] = []
    private var made: Set<String> = []

    init(_ facts: FileFacts, on tree: BaseTree) {
        self.facts = facts
        self.tree = tree.path
    }

    /// What runs before the shell starts: everything but times that reading would change.
    mutating func files() -> String {
        lines = []
        if facts.marksPaste {
            lines.append(
                "sed -i 's/enable-bracketed-paste off/enable-bracketed-paste on/' /etc/inputrc")
        }
        if facts.order.contains(where: { $0.hasPrefix("/root/") && !isOfTree($0) }) {
            // A folder that is all in memory shows its entries in the order that they are made in.
            lines.append("cp -a /root /root~ && rm -rf /root && mv /root~ /root")
        }
        for name in facts.missingPrograms {
            lines.append("rm -f $(type -P -a \(FileFacts.quoted(name)))")
        }
        for path in facts.order where facts[path]?.kind == .absent {
            lines.append("rm -rf \(FileFacts.quoted(path))")
        }
        // A folder in memory shows first what was made last.
        for path in facts.order.reversed() {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            make(path, fact)
        }
        for path in facts.order {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            let name = FileFacts.quoted(path)
            if let owner = fact.owner { lines.append(Self.chown(owner, name)) }
            for mode in fact.modes { lines.append("chmod \(mode) \(name)") }
        }
        return lines.joined(separator: "\n")
    }

    /// What runs when the shell has started: times.
    mutating func times() -> String {
        lines = []
        for path in facts.order {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            let name = FileFacts.quoted(path)
            if let time = fact.time { lines.append("touch -h -d '\(time)' \(name)") }
            if let time = fact.accessTime { lines.append("touch -h -a -d '\(time)' \(name)") }
        }
        return lines.joined(separator: "\n")
    }

    /// What makes the facts true where others were before; `nil` where only a new box can tell.
    mutating func changes(from old: FileFacts) -> String? {
        guard facts.missingPrograms == old.missingPrograms, facts.marksPaste == old.marksPaste
        else {
            return nil
        }
        let changed = facts.order.filter { facts[$0] != old[$0] }
        let gone = old.order.filter { facts[$0] == nil }
        guard !(changed + gone).contains(where: isOfTree),
            !changed.contains(where: { facts[$0]?.kind == .absent })
        else { return nil }
        lines = gone.map { "rm -rf \(FileFacts.quoted($0))" }
        for path in changed where old[path].map({ $0.kind != facts[path]?.kind }) ?? false {
            lines.append("rm -rf \(FileFacts.quoted(path))")
        }
        for path in changed.reversed() {
            guard let fact = facts[path] else { continue }
            make(path, fact)
        }
        for path in changed {
            guard let fact = facts[path] else { continue }
            let name = FileFacts.quoted(path)
            if let owner = fact.owner { lines.append(Self.chown(owner, name)) }
            for mode in fact.modes { lines.append("chmod \(mode) \(name)") }
        }
        // What was made or read since has other times.
        let made = lines
        let times = times()
        return made.joined(separator: "\n") + "\n" + times
    }

    /// Users and groups that only a listing names are made.
    private static func chown(_ owner: String, _ name: String) -> String {
        let parts = owner.split(separator: ":")
        var lines: [String] = []
        if let user = parts.first, !user.allSatisfy(\.isNumber) {
            lines.append("id -u \(user) >/dev/null 2>&1 || useradd -M \(user)")
        }
        if parts.count > 1, !parts[1].allSatisfy(\.isNumber) {
            lines.append("getent group \(parts[1]) >/dev/null || groupadd \(parts[1])")
        }
        lines.append("chown -h \(owner) \(name)")
        return lines.joined(separator: "\n")
    }

    private mutating func makeFolder(_ path: String) {
        guard path != "/", made.insert(path).inserted else { return }
        let name = FileFacts.quoted(path)
        lines.append("[ -d \(name) ] || { [ -e \(name) ] && rm -f \(name); mkdir -p \(name); }")
    }

    private mutating func make(_ path: String, _ fact: FileFact) {
        let name = FileFacts.quoted(path)
        switch fact.kind {
        case .absent: break
        case .folder:
            makeFolder(path)
        case .link(let target):
            makeFolder(FileFacts.parent(of: path))
            lines.append(
                "[ -L \(name) ] || { rm -rf \(name); ln -s \(FileFacts.quoted(target)) \(name); }")
        case .file:
            makeFolder(FileFacts.parent(of: path))
            lines.append(content(of: fact, path, name))
            if path.hasPrefix("/root/."), isOfTree(path) {
                // It takes its place among the others.
                lines.append("mv -T \(name) \(name)~ && mv -T \(name)~ \(name)")
            }
        }
    }

    private func isOfTree(_ path: String) -> Bool { access(tree + path, F_OK) == 0 }

    private func content(of fact: FileFact, _ path: String, _ name: String) -> String {
        let isGiven = isOfTree(path) && !fact.isPrefix
        if isGiven, !fact.isWhole, fact.lines == nil { return resized(fact, path, name) }
        if let known = fact.lines {
            var text =
                known.joined(separator: "\n") + (fact.lacksNewline || known.isEmpty ? "" : "\n")
            if let size = fact.size ?? fact.room, size > text.utf8.count, !fact.isWhole {
                text += String(repeating: "x", count: size - text.utf8.count - 1) + "\n"
            }
            return
                "printf %s \(FileFacts.quoted(text)) >\(isGiven && !fact.isWhole ? ">" : "") \(name)"
        }
        if let room = fact.room, room > 0, fact.size == nil {
            return "fallocate -l \(room) \(name)"
        }
        if let size = fact.size {
            if size == 0 { return ": > \(name)" }
            // Large files are mostly made of nothing.
            if size > 64 << 20 { return "truncate -s \(size) \(name)" }
            if size >= 1 << 20 { return "fallocate -l \(size) \(name)" }
            if size >= 1 << 12 { return "head -c \(size) /dev/zero > \(name)" }
            return "printf '%\(size - 1)s\\n' '' | tr ' ' x > \(name)"
        }
        return "[ -e \(name) ] || : > \(name)"
    }

    /// A file of the tree keeps its content as far as a size that was seen allows.
    private func resized(_ fact: FileFact, _ path: String, _ name: String) -> String {
        guard let size = fact.size else { return ":" }
        let isScript = path.hasPrefix("/root/.")
        return "n=$(stat -c %s \(name)); if [ $n -gt \(size) ]; then truncate -s \(size) \(name); "
            + "elif [ $n -lt \(size) ]; then "
            + (isScript
                ? "printf \"#%$((\(size) - n - 2))s\\n\" '' >> \(name); fi"
                : "head -c $((\(size) - n)) /dev/zero >> \(name); fi")
    }
}
