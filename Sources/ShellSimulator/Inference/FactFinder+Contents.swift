/// What commands say of the contents of files.
extension FactFinder {
    /// Gives a command that reads files the lines that it must have read.
    mutating func over(
        _ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted
    ) async throws(BoxError) {
        excess = targets.files.filter { facts[path($0)] == nil }
        for maker in targets.others { note(maker.name(0), maker) }
        switch stage.name {
        case "du": try await measured(stage, targets, wanted)
        case "wc", "stat", "sha256sum", "md5sum", "sha1sum": counted(stage, targets, wanted)
        case "grep", "egrep", "fgrep": matched(by: stage, targets, wanted)
        case "ls": try await listedOver(stage, targets, wanted)
        case "basename", "dirname", "echo", "realpath", "readlink", "file", "rm", "":
            nameOver(stage, targets, wanted)
        case "comm":
            for name in targets.files { touch(name, targets.maker) }
            if let first = targets.files.first { give(wanted, to: [first], targets.maker) }
        case "sh", "bash": break
        default:
            var inner = wanted
            inner.undo(stage)
            if stage.name == "head" || stage.name == "tail" {
                inner.isCut = false
                if let parts = inner.lines.flatMap(FactFinder.headed) {
                    for part in parts {
                        add(
                            Wanted(kind: .lines(part.lines)), to: part.name, targets.maker,
                            isWhole: false)
                    }
                    return
                }
            }
            give(inner, to: targets.files, targets.maker, isWhole: isWhole(stage, targets, wanted))
        }
    }

    /// What `head` and `tail` show of several files, each behind a line with its name.
    private static func headed(_ lines: [String]) -> [(name: String, lines: [String])]? {
        guard lines.first?.hasPrefix("==> ") == true else { return nil }
        var parts: [(name: String, lines: [String])] = []
        for line in lines {
            if line.hasPrefix("==> "), line.hasSuffix(" <==") {
                if parts.last?.lines.last == "" { parts[parts.count - 1].lines.removeLast() }
                parts.append((String(line.dropFirst(4).dropLast(4)), []))
            } else {
                parts[parts.count - 1].lines.append(line)
            }
        }
        return parts
    }

    private func isWhole(_ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted) -> Bool
    {
        stage.name == "cat" && stage.options.isEmpty && targets.files.count == 1
            && targets.maker == nil
            && wanted.lines != nil && !wanted.isFiltered && wanted.samples.isEmpty && !wanted.isCut
    }

    private mutating func listedOver(
        _ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted
    ) async throws(BoxError) {
        var stage = stage
        if stage.operands.isEmpty {
            stage.parts += targets.files.map {
                ShellCommand.Word(text: $0, source: FileFacts.quoted($0))
            }
            if targets.files.count == 1 {
                stage.parts.append(ShellCommand.Word(text: "-d", source: "-d"))
            }
        }
        if case .sum(let value, let column, _) = wanted.kind {
            let isRoom = stage.has("s") && column == 1
            share(value, unit: isRoom ? 1024 : 1, among: targets, isRoom: isRoom)
        } else if let lines = wanted.lines, stage.has("l") {
            for line in lines {
                guard let entry = LongEntry(line, stage) else { continue }
                entry.note(in: &facts, at: path(entry.name), less: 0, second: nil)
                note(entry.name, targets.maker)
            }
        } else {
            nameOver(stage, targets, wanted)
        }
    }

    /// Names of files, as commands print them that get them from a listing.
    private mutating func nameOver(
        _ stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted
    ) {
        guard let lines = wanted.lines else { return }
        let lead = stage.name == "echo" ? stage.words.dropFirst().map { "\($0) " }.joined() : ""
        for line in lines where !line.isEmpty {
            var shown = stage.name == "file" ? String(line.prefix { $0 != ":" }) : line
            if shown.hasPrefix(lead) { shown.removeFirst(lead.count) }
            if let whole = targets.maker?.path(ofListed: shown) { shown = whole }
            if stage.name == "dirname", let maker = targets.maker {
                guard
                    !targets.files.contains(where: { FileFacts.parent(of: path($0)) == path(shown) }
                    )
                else { continue }
                let name = maker.name(0).split(separator: "/").last.map(String.init) ?? "f"
                note("\(shown)/\(name)", maker)
            } else if stage.name == "basename" {
                guard !targets.files.contains(where: { $0.hasSuffix("/\(shown)") }),
                    let maker = targets.maker
                else { continue }
                note("\(FileFacts.parent(of: path(maker.name(0))))/\(shown)", maker)
            } else {
                note(shown, targets.maker)
            }
        }
    }

    private mutating func note(_ name: String, _ maker: NameMaker?) {
        guard !name.hasPrefix("-") else { return }
        facts.note(path(name)) { fact in
            if let find = maker?.find { FindTests(find).apply(to: &fact) }
        }
    }

    private mutating func touch(_ name: String, _ maker: NameMaker?) {
        if facts[path(name)] == nil, written[path(name)] == nil { note(name, maker) }
    }

    /// Puts lines into files: into the first that is not known whole, the others have none.
    mutating func give(
        _ wanted: Wanted, to files: [String], _ maker: NameMaker?, isWhole: Bool = false,
        depth: Int = 0
    ) {
        var files = files
        if files.isEmpty, let maker {
            let name = maker.name(0)
            note(name, maker)
            files = [name]
        }
        let open = files.filter { facts[path($0)]?.isWhole != true }
        guard let name = open.first(where: { facts[path($0)] != nil }) ?? open.first else { return }
        // What an earlier command wrote comes from what it read.
        if let stages = written[path(name)], depth < 4, let first = stages.first {
            var inner = wanted
            for stage in stages.dropFirst().reversed() { inner.undo(stage) }
            inner.undo(first)
            let sources = first.input.map { [$0] } ?? FactFinder.files(first)
            if first.name == "comm" {
                for one in sources.dropFirst() { touch(one, nil) }
            }
            give(inner, to: Array(sources.prefix(1)), nil, depth: depth + 1)
            return
        }
        if files.count > 1, maker == nil {
            for other in files where other != name { touch(other, maker) }
        }
        var wanted = wanted
        // What was cut off may have come from another file.
        wanted.isCut = wanted.isCut && files.count == 1 && maker == nil
        add(wanted, to: name, maker, isWhole: isWhole)
    }

    /// The operands of a simple command that can be files.
    private static func files(_ stage: ShellCommand.Stage) -> [String] {
        var operands = stage.operands
        if ["grep", "egrep", "awk", "sed", "tr"].contains(stage.name), !operands.isEmpty {
            operands.removeFirst()
        }
        return operands.filter {
            $0.contains(".") || $0.contains("/") || $0.contains("_") || $0.count > 2
        }
    }

    private mutating func add(_ wanted: Wanted, to name: String, _ maker: NameMaker?, isWhole: Bool)
    {
        let path = path(name)
        note(name, maker)
        let rows = wanted.rows()
        facts.note(path) { fact in
            if fact.kind == .absent || fact.kind == .folder { fact.kind = .file }
            if isWhole {
                fact.lines = rows
                fact.isWhole = true
                return
            }
            switch wanted.kind {
            case .lines:
                let isNew = fact.lines == nil
                fact.add(rows, openBy: wanted.template, isOrdered: !wanted.isUnordered)
                // What was cut off is more of something.
                if wanted.isCut, wanted.samples.isEmpty, isNew {
                    fact.lines = (fact.lines ?? []) + Array(repeating: "x", count: 400)
                    fact.open["x"] = " "
                    fact.isPrefix = true
                }
            case .sum:
                guard fact.lines?.isEmpty ?? true else { return }
                fact.lines = rows
            case .count: fact.add(rows, openBy: " ")
            case .distinct, .words, .characters: fact.lines = (fact.lines ?? []) + rows
            }
        }
        switch wanted.kind {
        case .lines, .distinct: break
        case .sum(_, let column, let mark):
            sink = .column(path: path, column, mark: mark, samples: wanted.samples)
        case .count: sink = .lines(path: path, unit: wanted.unit)
        case .words: sink = .words(path: path)
        case .characters: sink = .bytes(path: path)
        }
    }

    // MARK: Matches

    private mutating func matched(
        by stage: ShellCommand.Stage, _ targets: Targets, _ wanted: Wanted
    ) {
        guard let pattern = GrepPattern(stage) else { return }
        let isOfMany =
            stage.has("r") || stage.has("R") || targets.files.count > 1 || stage.has("H")
            || targets.maker != nil
        let isNamed = isOfMany && !stage.has("h")
        guard let lines = wanted.lines else {
            var inner = wanted
            if case .words(let number) = inner.kind, stage.has("o") { inner.kind = .count(number) }
            if !stage.has("v") { inner.add(pattern) }
            if stage.has("l"), case .count(let number) = inner.kind {
                for index in 0..<min(number, 500) {
                    guard
                        let name = index < targets.files.count
                            ? targets.files[index] : targets.maker?.name(index)
                    else { return }
                    add(
                        Wanted(kind: .lines([pattern.sample])), to: name, targets.maker,
                        isWhole: false)
                }
                return
            }
            give(inner, to: targets.files, targets.maker)
            return
        }
        var (plain, names): ([String], [String]) = ([], [])
        var named: [String: [String]] = [:]
        var numbered: [String: [Int: String]] = [:]
        for line in lines where !line.hasPrefix("grep: ") {
            if stage.has("l") || stage.has("L") {
                add(
                    Wanted(kind: .lines(stage.has("L") ? [] : [pattern.sample])), to: line,
                    targets.maker,
                    isWhole: false)
            } else if isNamed, let colon = line.firstIndex(of: ":") {
                let text = String(line[line.index(after: colon)...])
                let name = String(line[..<colon])
                if stage.has("n"), let next = text.firstIndex(of: ":"),
                    let number = Int(text[..<next])
                {
                    numbered[name, default: [:]][number] = String(
                        text[text.index(after: next)...])
                    continue
                }
                if stage.has("c") {
                    guard let number = Int(text) else { continue }
                    setMatches(number, pattern, in: name, targets.maker)
                } else {
                    if named[name] == nil { names.append(name) }
                    named[name, default: []].append(text)
                }
            } else if stage.has("c"), let number = Int(line), lines.count == 1 {
                var inner = Wanted(kind: .count(number))
                if !stage.has("v") { inner.add(pattern) }
                give(inner, to: targets.files, targets.maker)
            } else {
                if stage.has("n"), let colon = line.firstIndex(of: ":"), targets.files.count == 1,
                    let number = Int(line[..<colon])
                {
                    numbered[targets.files[0], default: [:]][number] = String(
                        line[line.index(after: colon)...])
                    continue
                }
                var text = line
                if stage.has("n"), let colon = text.firstIndex(of: ":") {
                    text = String(text[text.index(after: colon)...])
                }
                plain.append(line)
            }
        }
        for name in names {
            add(
                Wanted(kind: .lines(named[name] ?? [])), to: name, targets.maker, isWhole: false)
        }
        for (name, rows) in numbered.sorted(by: { $0.key < $1.key }) {
            place(rows, in: name, targets.maker, pattern)
        }
        guard !plain.isEmpty else { return }
        var inner = wanted
        inner.kind = .lines(plain)
        if !stage.has("v") { inner.meet(pattern) }
        give(inner, to: targets.files, targets.maker)
    }

    /// Puts lines into a file at their numbers; what is between them does not match.
    private mutating func place(
        _ rows: [Int: String], in name: String, _ maker: NameMaker?, _ pattern: GrepPattern
    ) {
        guard let last = rows.keys.max(), last < 50_000, written[path(name)] == nil else {
            return give(
                Wanted(kind: .lines(rows.sorted { $0.key < $1.key }.map(\.value))), to: [name],
                maker)
        }
        note(name, maker)
        facts.note(path(name)) { fact in
            guard !fact.isWhole else { return }
            if fact.kind == .absent || fact.kind == .folder { fact.kind = .file }
            var known = fact.lines ?? []
            // A line that only stands for a match is one of these.
            let fillers = Set(fact.open.keys).union([""])
            known.removeAll { fillers.contains($0) && $0.contains(pattern.sample) && !$0.isEmpty }
            while known.count < last { known.append("") }
            for (number, row) in rows where number > 0 { known[number - 1] = row }
            fact.lines = known
        }
    }

    mutating func setMatches(
        _ number: Int, _ pattern: GrepPattern, in name: String, _ maker: NameMaker?
    ) {
        note(name, maker)
        let sample = pattern.sample
        facts.note(path(name)) { fact in
            guard !fact.isWhole, number < 20_000 else { return }
            let others = (fact.lines ?? []).filter { !$0.contains(sample) }
            fact.lines = others + Array(repeating: sample.isEmpty ? "x" : sample, count: number)
        }
    }
}
