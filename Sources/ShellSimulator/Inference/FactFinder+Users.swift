/// What commands say of users and groups: lines of `/etc/passwd` and `/etc/group`.
extension FactFinder {
    mutating func told(by stage: ShellCommand.Stage, _ wanted: Wanted) {
        guard let lines = wanted.lines else { return }
        for line in lines where Complaint(line) == nil {
            switch stage.name {
            case "getent":
                guard let table = stage.operands.first, ["passwd", "group"].contains(table) else {
                    continue
                }
                setEntry(line, in: "/etc/\(table)", isOpen: false)
            case "id": noteIdentity(line)
            default: noteGroups(line)
            }
        }
    }

    /// The user that a program says there is not.
    static func missingUser(_ line: String) -> String? {
        let isSaid =
            line.hasPrefix("su: user ") || line.hasSuffix(": no such user")
            || line.contains(": invalid user: ")
            || line.contains(" is not the name of a known user")
        guard isSaid else { return nil }
        let words = line.split(whereSeparator: { " :'‘’".contains($0) })
        if line.hasPrefix("su: user ") { return words.count > 2 ? String(words[2]) : nil }
        if line.contains(": invalid user: ") { return words.last.map(String.init) }
        return words.count > 1 ? String(words[1]) : nil
    }

    /// Makes a user of whom only the name is known, with a home.
    mutating func addUser(_ name: String) {
        guard entry(of: name, in: "/etc/passwd") == nil else { return }
        let number = freeNumber
        setEntry(
            "\(name):x:\(number):\(number)::/home/\(name):/bin/bash", in: "/etc/passwd",
            isOpen: true)
        join(name, name, "\(number)", isOwn: true)
        facts.note("/home/\(name)") { fact in
            fact.kind = .folder
            fact.owner = "\(number):\(number)"
        }
    }

    /// `uid=1000(ada) gid=1000(ada) groups=1000(ada),1501(devs)`.
    private mutating func noteIdentity(_ line: String) {
        var named: [Substring: [(id: Substring, name: Substring)]] = [:]
        for word in line.split(separator: " ") {
            let sides = word.split(separator: "=", maxSplits: 1)
            guard sides.count == 2 else { return }
            named[sides[0]] = sides[1].split(separator: ",").compactMap { entry in
                let parts = entry.split(whereSeparator: { $0 == "(" || $0 == ")" })
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }
        }
        guard let user = named["uid"]?.first, let own = named["gid"]?.first else { return }
        let entry = "\(user.name):x:\(user.id):\(own.id)::/home/\(user.name):/bin/sh"
        setEntry(entry, in: "/etc/passwd", isOpen: true)
        for group in named["groups"] ?? [] {
            join(String(user.name), String(group.name), String(group.id), isOwn: group.id == own.id)
        }
    }

    /// `ada : ada devs`.
    private mutating func noteGroups(_ line: String) {
        let sides = line.split(separator: " : ", maxSplits: 1)
        guard sides.count == 2 else { return }
        let user = String(sides[0])
        let groups = sides[1].split(separator: " ").map(String.init)
        addUser(user)
        let own = entry(of: user, in: "/etc/passwd")?.split(separator: ":").dropFirst(3).first
        for (index, group) in groups.enumerated() {
            let number = index == 0 ? own.map(String.init) : nil
            join(user, group, number ?? "\(freeNumber)", isOwn: index == 0)
        }
    }

    /// Makes a user a member of a group, which is made if nothing tells of it.
    private mutating func join(_ user: String, _ group: String, _ id: String, isOwn: Bool) {
        let table = "/etc/group"
        guard let known = entry(of: group, in: table) else {
            setEntry("\(group):x:\(id):\(isOwn ? "" : user)", in: table, isOpen: true)
            return
        }
        let members = known.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        guard !isOwn, !members.split(separator: ",").contains(Substring(user)) else { return }
        setEntry(known + (members.isEmpty ? "" : ",") + user, in: table, isOpen: true)
    }

    private func entry(of name: String, in table: String) -> String? {
        facts[table]?.lines?.first { $0.hasPrefix("\(name):") }
    }

    private var freeNumber: Int {
        1000 + (facts["/etc/passwd"]?.lines?.count ?? 0) + (facts["/etc/group"]?.lines?.count ?? 0)
    }

    /// Adds an entry to a table of the tree; one that was only assumed gives way.
    private mutating func setEntry(_ line: String, in table: String, isOpen: Bool) {
        let key = line.prefix { $0 != ":" }
        facts.note(table) { fact in
            guard !fact.isWhole else { return }
            var known = fact.lines ?? []
            if let place = known.firstIndex(where: { $0.hasPrefix("\(key):") }) {
                if fact.open[known[place]] != nil { known[place] = line }
            } else {
                known.append(line)
            }
            fact.lines = known
            if isOpen { fact.open[line] = ":" }
        }
    }
}
