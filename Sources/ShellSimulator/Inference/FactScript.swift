import Glibc

/// Writes the scripts that make facts true in a box.
struct FactScript {
    private let facts: FileFacts
    private let tree: String
    private var lines: [String] = []
    private var steps: StepBatches

    init(_ facts: FileFacts, on tree: BaseTree) {
        self.facts = facts
        self.tree = tree.path
        let path = tree.path
        steps = StepBatches { folder in
            var entry = stat()
            return lstat(path + folder, &entry) == 0 && entry.st_mode & S_IFMT == S_IFDIR
        }
    }

    /// What runs before the shell starts: everything but times that its start would change.
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
        let absent = facts.order.filter { facts[$0]?.kind == .absent }
        if !absent.isEmpty {
            lines.append("rm -rf \(absent.map(FileFacts.quoted).joined(separator: " "))")
        }
        // A folder in memory shows first what was made last.
        for path in facts.order.reversed() {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            make(path, fact)
        }
        lines += steps.script
        mark(facts.order)
        return lines.joined(separator: "\n")
    }

    /// What runs when the shell has started, which reads files: when they were read last.
    func times() -> String { accessTimes(facts.order).joined(separator: "\n") }

    private func accessTimes(_ paths: [String]) -> [String] {
        paths.compactMap { path in
            guard let fact = facts[path], fact.kind != .absent, let time = fact.accessTime else {
                return nil
            }
            return "touch -h -a -d '\(time)' \(FileFacts.quoted(path))"
        }
    }

    /// Owners, modes and times.
    private mutating func mark(_ paths: [String]) {
        var modes = Grouping()
        var times = Grouping()
        for path in paths {
            guard let fact = facts[path], fact.kind != .absent else { continue }
            let name = FileFacts.quoted(path)
            if let owner = fact.owner { lines.append(Self.chown(owner, name)) }
            if fact.modes.count == 1 {
                modes.add(name, to: fact.modes[0])
            } else {
                for mode in fact.modes { lines.append("chmod \(mode) \(name)") }
            }
            if let time = fact.time { times.add(name, to: time) }
        }
        lines += modes.entries.map { "chmod \($0.key) \($0.names.joined(separator: " "))" }
        lines += times.entries.map {
            "touch -h -d '\($0.key)' \($0.names.joined(separator: " "))"
        }
    }

    /// What makes the facts true where others were before; `nil` where only a new box can tell.
    mutating func changes(from old: FileFacts) -> String? {
        guard facts.missingPrograms == old.missingPrograms, facts.marksPaste == old.marksPaste
        else {
            return nil
        }
        let changed = facts.order.filter { facts[$0] != old[$0] }
        let gone = old.order.filter { facts[$0] == nil }
        let removed = changed.filter { facts[$0]?.kind == .absent && old[$0] == nil }
        let rest = Set(changed).subtracting(removed)
        guard !gone.contains(where: isOfTree), !rest.contains(where: isOfTree),
            !rest.contains(where: { facts[$0]?.kind == .absent })
        else { return nil }
        let replaced = changed.filter { path in
            old[path].map { $0.kind != facts[path]?.kind } ?? false
        }
        let names = (gone + removed + replaced).map(FileFacts.quoted)
        lines = names.isEmpty ? [] : ["rm -rf \(names.joined(separator: " "))"]
        for path in changed.reversed() {
            guard let fact = facts[path] else { continue }
            make(path, fact)
        }
        lines += steps.script
        mark(changed)
        return (lines + accessTimes(changed)).joined(separator: "\n")
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

    private mutating func make(_ path: String, _ fact: FileFact) {
        let name = FileFacts.quoted(path)
        switch fact.kind {
        case .absent: break
        case .folder: steps.folder(path)
        case .link(let target):
            steps.folder(FileFacts.parent(of: path))
            steps.link(path, to: target)
        case .file:
            steps.folder(FileFacts.parent(of: path))
            var line = content(of: fact, path, name)
            if path.hasPrefix("/root/."), isOfTree(path), facts.isArranged(path) {
                // It takes its place among the others.
                line += "\nmv -T \(name) \(name)~ && mv -T \(name)~ \(name)"
            }
            steps.line(line, making: path)
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
        var status = stat()
        guard let size = fact.size, stat(tree + path, &status) == 0 else { return ":" }
        let missing = size - Int(status.st_size)
        if missing < 0 { return "truncate -s \(size) \(name)" }
        if missing == 0 { return ":" }
        // What the shell reads when it starts is filled with a remark.
        return path.hasPrefix("/root/.") && missing > 1
            ? "printf '#%\(missing - 2)s\\n' '' >> \(name)"
            : "head -c \(missing) /dev/zero >> \(name)"
    }
}

/// Names by what is done to them, in the order in which that came up.
private struct Grouping {
    private(set) var entries: [(key: String, names: [String])] = []

    mutating func add(_ name: String, to key: String) {
        if let place = entries.firstIndex(where: { $0.key == key }) {
            entries[place].names.append(name)
        } else {
            entries.append((key, [name]))
        }
    }
}
