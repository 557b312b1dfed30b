/// What commands say of how large files are, in bytes, lines or words.
extension FactFinder {
    /// `wc`, `stat` and their like: a number for each file, or one for all.
    mutating func counted(_ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted) {
        switch wanted.kind {
        case .lines(let lines):
            for (index, line) in lines.enumerated() {
                if stage.name == "stat" {
                    noteStatus(line, index, by: stage, targets)
                    continue
                }
                let words = line.split(
                    separator: " ", maxSplits: stage.name == "wc" && stage.options.isEmpty ? 3 : 1)
                let isNamed = words.count > 1
                let name =
                    isNamed
                    ? String(words[words.count - 1])
                    : index < targets.files.count
                        ? targets.files[index]
                        : targets.maker?.name(index - targets.files.count)
                guard let name, name != "total" else { continue }
                if let find = targets.maker?.find {
                    facts.note(path(name)) { FindTests(find).apply(to: &$0) }
                }
                if words.count == 4, let lines = Int(words[0]), let all = Int(words[1]),
                    let size = Int(words[2])
                {
                    set(lines: lines, words: all, size: size, of: name)
                } else {
                    measure(stage, String(words[0]), of: name)
                }
            }
        case .sum(let value, let column, _) where column == 1 || stage.name == "stat":
            let kind = stage.options.joined()
            if stage.name == "wc", kind.contains("l") || kind.contains("w") {
                var inner = wanted
                inner.kind = kind.contains("l") ? .count(Int(value)) : .words(Int(value))
                give(inner, to: targets.files, targets.maker)
            } else {
                share(value, unit: 1, among: targets)
            }
        default: break
        }
    }

    /// Makes a file such that a command measures a number of it.
    mutating func measure(_ stage: ShellCommand.Stage, _ text: String, of name: String) {
        let options = stage.options.joined()
        guard facts[path(name)]?.isWhole != true else { return }
        if stage.name == "stat" {
            noteStatus(text, 0, by: stage, Targets(files: [name]))
            return
        }
        if stage.name == "grep" || stage.name == "egrep", stage.has("c"), let number = Int(text),
            let pattern = GrepPattern(stage)
        {
            setMatches(number, pattern, in: name, nil)
            return
        }
        guard let number = Int(text), number >= 0, number < 1 << 32 else { return }
        if written[path(name)] != nil {
            // A file that was written holds what its makers read.
            give(
                Wanted(
                    kind: options.contains("l")
                        ? .count(number)
                        : options.contains("w") ? .words(number) : .characters(number)),
                to: [name], nil)
            return
        }
        facts.note(path(name)) { fact in
            fact.kind = .file
            fact.isGuess = false
            if options.contains("l") {
                guard number < 1_000_000 else { return }
                var known = Array((fact.lines ?? []).prefix(number))
                while known.count < number { known.append("x") }
                fact.lines = known
                fact.open["x"] = " "
            } else if options.contains("w") {
                let known = (fact.lines ?? []).joined(separator: " ").split(separator: " ").count
                guard known != number, number < 100_000 else { return }
                if known < number, let lines = fact.lines, !lines.isEmpty {
                    fact.lines =
                        lines + [
                            Array(repeating: "x", count: number - known).joined(separator: " ")
                        ]
                } else {
                    fact.lines =
                        number == 0
                        ? [] : [Array(repeating: "x", count: number).joined(separator: " ")]
                }
            } else {
                fact.size = number
                if let known = fact.lines, known.joined(separator: "\n").utf8.count >= number {
                    fact.lines = nil
                }
                if number == 0 { fact.lines = nil }
            }
        }
    }

    /// A file with so many lines, words and bytes.
    private mutating func set(lines: Int, words: Int, size: Int, of name: String) {
        guard lines < 100_000, words < 100_000 else { return }
        if let known = facts[path(name)]?.lines {
            fill(known, lines: lines, words: words, size: size, of: name)
            return
        }
        var rows = Array(repeating: "", count: lines)
        if !rows.isEmpty {
            var row = Array(repeating: "x", count: words)
            let used = words * 2 - (words > 0 ? 1 : 0) + lines
            if used < size, !row.isEmpty { row[0] += String(repeating: "x", count: size - used) }
            rows[0] = row.joined(separator: " ")
        }
        let known = rows
        facts.note(path(name)) { fact in
            guard !fact.isWhole, fact.lines == nil else { return }
            fact.lines = known
        }
    }

    /// Makes up for the lines, words and bytes that are missing in a line that may hold more.
    private mutating func fill(
        _ known: [String], lines: Int, words: Int, size: Int, of name: String
    ) {
        guard known.count <= lines, facts[path(name)]?.isWhole != true else { return }
        var rows = known + Array(repeating: "", count: lines - known.count)
        let open = facts[path(name)]?.open ?? [:]
        guard let place = rows.indices.last(where: { rows[$0].isEmpty || open[rows[$0]] != nil })
        else { return }
        let count = rows.reduce(0) { $0 + $1.split(separator: " ").count }
        guard words >= count else { return }
        rows[place] =
            ([rows[place]].filter { !$0.isEmpty }
            + Array(repeating: "x", count: words - count)).joined(separator: " ")
        let used = rows.reduce(0) { $0 + $1.utf8.count + 1 }
        guard size >= used, !rows[place].isEmpty || size == used else { return }
        rows[place] += String(repeating: "x", count: size - used)
        let filled = rows
        facts.note(path(name)) { $0.lines = filled }
    }

    /// Shares a sum among files whose size is not known.
    mutating func share(_ value: Double, unit: Int, among targets: Targets, isRoom: Bool = false) {
        var files = targets.files
        if files.isEmpty, let maker = targets.maker {
            let name = maker.name(0)
            facts.note(path(name)) { fact in
                if let find = maker.find { FindTests(find).apply(to: &fact) }
            }
            files = [name]
        }
        // Where none of the files can take more, there is one more file.
        if let maker = targets.maker,
            !files.contains(where: { facts[path($0)] != nil && !path($0).hasPrefix("/root/.") }),
            let name = (0..<100).lazy.map({ maker.name($0) }).first(where: { !files.contains($0) })
        {
            facts.note(path(name)) { fact in
                if let find = maker.find { FindTests(find).apply(to: &fact) }
            }
            let end = path(name)
            sink = isRoom ? .room(path: end, unit: unit) : .bytes(path: end)
            return
        }
        guard let last = files.last else { return }
        let total = Int((value * Double(unit)).rounded())
        let open = files.filter { name in
            let fact = facts[path(name)]
            return fact.map { $0.isGuess || $0.size == nil && $0.room == nil && $0.lines == nil }
                ?? false
        }
        let known = files.reduce(0) { sum, name in
            let fact = facts[path(name)]
            return fact?.isGuess == true ? sum : sum + (fact?.size ?? fact?.room ?? 0)
        }
        if !open.isEmpty, total >= known {
            let part = (total - known) / open.count / unit * unit
            for (index, name) in open.enumerated() {
                let own = index == open.count - 1 ? total - known - part * (open.count - 1) : part
                facts.note(path(name)) { fact in
                    if isRoom { fact.room = own } else { fact.size = own }
                    fact.isGuess = true
                }
            }
        }
        let end = path(open.last ?? last)
        sink = isRoom ? .room(path: end, unit: unit) : .bytes(path: end)
    }

    // MARK: du

    /// `du`: the bytes of files, or what they take; a folder gets a file that takes what is missing.
    mutating func measured(
        _ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted
    ) async throws(BoxError) {
        let isSize =
            stage.has("b") || stage.words.contains("--apparent-size")
            || stage.words.contains("--bytes")
        let unit = isSize ? 1 : stage.has("m") ? 1 << 20 : 1 << 10
        if case .sum(let value, _, _) = wanted.kind {
            share(value, unit: unit, among: targets, isRoom: !isSize)
            return
        }
        guard let lines = wanted.lines else { return }
        if lines.count == 1, lines[0].hasSuffix("\ttotal"),
            let shown = LongEntry.bytes(String(lines[0].dropLast(6)))
        {
            share(shown.value, unit: shown.unit > 1 ? 1 : unit, among: targets, isRoom: !isSize)
            return
        }
        var entries: [(path: String, bytes: Int)] = []
        for line in lines {
            let parts = line.split(separator: line.contains("\t") ? "\t" : " ", maxSplits: 1)
            guard let first = parts.first, let shown = LongEntry.bytes(String(first)) else {
                continue
            }
            let bytes = Int(shown.unit > 1 ? shown.value : shown.value * Double(unit))
            if parts.count > 1, parts[1] == "total" { continue }
            let name =
                parts.count > 1
                ? parts[1].trimmedText : targets.files.count == 1 ? targets.files[0] : nil
            guard let name else { continue }
            if let find = targets.maker?.find {
                facts.note(path(name)) { FindTests(find).apply(to: &$0) }
            }
            entries.append((path(name), bytes))
        }
        if stage.has("a"), !wanted.isCut {
            // All that is there was listed.
            let listed = Set(entries.map(\.path))
            let gone = facts.order.filter { path in
                !listed.contains(path) && facts[path]?.kind != .absent
                    && listed.contains { path.hasPrefix($0 + "/") }
            }
            for path in gone { facts.forget(path) }
        }
        // What is inside is measured first.
        entries.sort { $0.path.split(separator: "/").count > $1.path.split(separator: "/").count }
        let names = entries.map { FileFacts.quoted($0.path) }.joined(separator: " ")
        guard !entries.isEmpty else { return }
        let shown = try await probe(
            "for p in \(names); do if [ -d \"$p\" ]; then echo d $(du -s\(isSize ? "b" : "B1") \"$p\" 2>/dev/null | cut -f1); "
                + "elif [ -e \"$p\" ]; then echo f 0; else echo - 0; fi; done")
        var added: [(path: String, bytes: Int)] = []
        for (entry, line) in zip(entries, shown) {
            let words = line.split(separator: " ")
            let there = words.count > 1 ? Int(words[1]) ?? 0 : 0
            let isInside = entries.contains { $0.path.hasPrefix(entry.path + "/") }
            let name = entry.path.split(separator: "/").last ?? ""
            let known = facts[entry.path]
            let isFolder =
                words.first == "d" || isInside || known?.kind == .folder
                || words.first == "-" && known ?? FileFact() == FileFact() && !name.contains(".")
            guard isFolder else {
                facts.note(entry.path) { fact in
                    guard !fact.isWhole else { return }
                    fact.isGuess = false
                    if isSize {
                        fact.size = entry.bytes
                        if let known = fact.lines,
                            known.joined(separator: "\n").utf8.count >= entry.bytes
                        {
                            fact.lines = nil
                        }
                    } else if fact.size == nil
                        || ((fact.size ?? 0) + 4095) / 4096 * 4096 != entry.bytes
                    {
                        fact.room = entry.bytes
                        fact.size = nil
                    }
                }
                continue
            }
            facts.note(entry.path) { $0.kind = .folder }
            let inside = added.filter { $0.path.hasPrefix(entry.path + "/") }.reduce(0) {
                $0 + $1.bytes
            }
            let missing = entry.bytes - there - inside
            guard missing > 0 else { continue }
            added.append((entry.path, missing))
            let data = "\(entry.path)/data"
            facts.note(data) { fact in
                if isSize {
                    fact.size = (fact.size ?? 0) + missing
                } else {
                    fact.room = (fact.room ?? 0) + missing
                }
            }
        }
        added.removeAll()
    }
}
