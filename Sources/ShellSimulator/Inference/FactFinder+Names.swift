/// What listings say: which names there are, and what they must be to be listed.
extension FactFinder {
    mutating func found(by stage: ShellCommand.Stage, _ wanted: Wanted) async throws(BoxError) {
        let tests = FindTests(stage)
        switch wanted.kind {
        case .lines(let lines):
            var paths: [String] = []
            if let format = stage.argument("-printf") {
                for line in lines { note(line, printedAs: format, tests) }
                return
            }
            for name in lines where !name.isEmpty && !name.hasPrefix("find: ") {
                let whole = path(whole(name, wanted, tests))
                facts.note(whole) { tests.apply(to: &$0) }
                paths.append(whole)
            }
            facts.arrange(paths)
            if wanted.isCut { try await dropOthers(than: paths, listedBy: stage) }
        case .count(let number), .distinct(let number), .words(let number):
            let there = try await probe(stage.source).count
            sink = .names(NameMaker(stage), wanted, folder: folder)
            facts = sink?.changed(facts, by: Double(number - there)) ?? facts
        case .characters, .sum: break
        }
    }

    /// A listing that shows another image's files says that ours, which it does not show, are not
    /// there; a few stay, for the record was cut off.
    private mutating func dropOthers(
        than paths: [String], listedBy stage: ShellCommand.Stage
    ) async throws(BoxError) {
        let there = try await probe(stage.source).map(path)
        let known = Set(there)
        guard paths.contains(where: { !known.contains($0) && $0.hasPrefix("/usr/") }) else {
            return
        }
        let others = there.filter {
            facts[$0] == nil && $0.hasPrefix("/usr/") && !FileFacts.isVital($0)
        }
        for path in others.dropFirst(20).prefix(4000) { facts.note(path) { $0.kind = .absent } }
    }

    /// A listed name, where only a part of it may have been printed.
    private func whole(_ name: String, _ wanted: Wanted, _ tests: FindTests) -> String {
        guard !name.contains("/"), let start = tests.starts.first, start != name,
            start != ".", !start.hasSuffix("/\(name)")
        else { return name }
        return "\(start)/\(name)"
    }

    /// A line of `find -printf`, as far as its fields are apart.
    private mutating func note(_ line: String, printedAs format: String, _ tests: FindTests) {
        let fields = format.replacing("\\n", with: "").replacing("\\t", with: " ").split(
            separator: " ")
        let values = line.replacing("\t", with: " ").split(
            separator: " ", maxSplits: max(0, fields.count - 1))
        guard fields.count == values.count else { return }
        var fact = FileFact()
        var name: String?
        for (field, value) in zip(fields, values) {
            switch field {
            case "%p": name = String(value)
            case "%P", "%f": name = "\(tests.starts.first ?? ".")/\(value)"
            case "%s": fact.size = Int(value)
            case "%m": fact.modes = [String(value)]
            case "%u": fact.owner = String(value)
            default: break
            }
        }
        guard let name else { return }
        let found = fact
        facts.note(path(name)) { known in
            tests.apply(to: &known)
            known.size = found.size ?? known.size
            if !found.modes.isEmpty { known.modes = found.modes }
            known.owner = found.owner ?? known.owner
        }
    }

    // MARK: ls

    mutating func listed(by stage: ShellCommand.Stage, _ wanted: Wanted) async throws(BoxError) {
        let targets = try await resolve(
            Array(stage.parts.dropFirst().filter { !$0.text.hasPrefix("-") }))
        switch wanted.kind {
        case .lines(let lines):
            if stage.has("l") || stage.has("o") || stage.has("g") {
                try await showEntries(by: stage, lines, targets)
            } else {
                try await showNames(by: stage, lines, targets, wanted)
            }
        case .count(let number), .distinct(let number), .words(let number):
            if stage.has("l"), !wanted.samples.isEmpty {
                permit(number, wanted, stage, targets)
                return
            }
            let there = try await probe(stage.source).count
            sink = .names(targets.maker ?? NameMaker(stage), wanted, folder: folder)
            let isFolder =
                wanted.samples.contains { $0.hasSuffix("/") } || stage.words.contains("*/")
            guard !isFolder else { return }
            facts = sink?.changed(facts, by: Double(number - there)) ?? facts
        case .sum(let value, let column, _):
            if stage.has("s"), column == 1 {
                share(value, unit: 1024, among: targets, isRoom: true)
            } else {
                share(value, unit: 1, among: targets)
            }
        case .characters: break
        }
    }

    /// Entries of which only is known that so many of their lines match, such as `^..r`.
    private mutating func permit(
        _ number: Int, _ wanted: Wanted, _ stage: ShellCommand.Stage, _ targets: Targets
    ) {
        let sample = wanted.samples.joined()
        guard number > 0, sample.count <= 10, wanted.startsWithSample else { return }
        let place = targets.files.first ?? "."
        for index in 0..<min(number, 1000) {
            let isFolder = sample.hasPrefix("d")
            facts.note(path("\(place)/f\(index)")) { fact in
                if isFolder { fact.kind = .folder }
                let marks = Array(sample.dropFirst())
                let who = "uuugggooo"
                var modes: [String] = []
                for (mark, one) in zip(marks, who) where "rwx".contains(mark) {
                    modes.append("\(one)+\(mark)")
                }
                fact.modes = modes
            }
        }
    }

    private mutating func showEntries(
        by stage: ShellCommand.Stage, _ lines: [String], _ targets: Targets
    ) async throws(BoxError) {
        let isOfFiles = targets.files.count > 1 || stage.has("d") || targets.maker != nil
        var place = targets.files.count == 1 && targets.maker == nil ? targets.files[0] : "."
        if isOfFiles { place = "" }
        if !isOfFiles, targets.files.count == 1, lines.count == 1, !lines[0].hasPrefix("total") {
            place = ""
        }
        let isByTime = stage.has("t")
        let sizes = lines.compactMap { LongEntry($0, stage)?.shownSize }
        let total = lines.first { $0.hasPrefix("total ") }.flatMap {
            LongEntry.bytes(String($0.dropFirst(6)))
        }
        // Sizes for people are rounded up; the total says by how much.
        var less = 0.0
        if stage.has("h"), let total, sizes.count > 0 {
            let sum = sizes.reduce(0) { $0 + $1.value }
            let unit = sizes.map(\.unit).max() ?? 1
            let over = (sum - (Double(total.value) - 0.5 * unit)) / Double(sizes.count)
            if over > 0, over < unit { less = over }
        }
        var second = 59
        for line in lines {
            if line.hasSuffix(":"), !line.contains(" ") {
                place = String(line.dropLast())
                facts.note(path(place)) { $0.kind = .folder }
            } else if let entry = LongEntry(line, stage), entry.name != ".", entry.name != ".." {
                let whole = path(place.isEmpty ? entry.name : "\(place)/\(entry.name)")
                entry.note(in: &facts, at: whole, less: less, second: isByTime ? second : nil)
                if colours.executables.contains(entry.name), entry.mode.isEmpty {
                    facts.note(whole) { $0.modes = ["+x"] }
                }
                second = max(0, second - 1)
            }
        }
    }

    private mutating func showNames(
        by stage: ShellCommand.Stage, _ lines: [String], _ targets: Targets, _ wanted: Wanted
    ) async throws(BoxError) {
        let isOfFiles = stage.has("d") || targets.maker != nil || targets.files.count > 1
        var place =
            targets.files.count == 1 && targets.maker == nil && !stage.has("d")
            ? targets.files[0] : "."
        var before = ""
        var index = 0
        let hasEndings = wanted.template == "."
        let there = Set(hasEndings ? try await probe(stage.source) : [])
        for line in lines where !line.hasPrefix("ls: ") {
            if line.hasSuffix(":"), isOfFiles || stage.has("R") {
                place = String(line.dropLast())
                facts.note(path(place)) { $0.kind = .folder }
                continue
            }
            if line.hasPrefix("total "), stage.has("s") { continue }
            for shown in FactFinder.columns(line) {
                var name = stage.has("s") ? String(shown.drop { $0.isNumber || $0 == " " }) : shown
                if stage.has("i") { name = String(name.drop { $0.isNumber || $0 == " " }) }
                if name == "." || name == ".." || name.isEmpty { continue }
                // Of a name only its ending may have been printed; the place in the order is kept.
                if hasEndings, name.hasPrefix("x."), there.contains(String(name.dropFirst(2))) {
                    name = String(name.dropFirst(2))
                }
                if hasEndings, name.hasPrefix("x.") {
                    let stem = before.prefix { $0 != "." }
                    index += 1
                    name = "\(stem)\(index < 10 ? "0" : "")\(index)\(name.dropFirst())"
                } else {
                    index = 0
                }
                before = name
                note(name, in: place, isOfFiles: isOfFiles, stage)
            }
        }
    }

    private mutating func note(
        _ shown: String, in place: String, isOfFiles: Bool, _ stage: ShellCommand.Stage
    ) {
        var name = shown
        let marks = stage.has("F") || stage.has("p")
        let isFolder = name.hasSuffix("/")
        if marks, stage.has("F"), let last = name.last, "*@|=".contains(last) { name.removeLast() }
        let whole = path(
            name.contains("/") && !isFolder || isOfFiles && !stage.has("R")
                ? name : "\(place)/\(name)")
        let known = colours.kinds[shown] ?? colours.kinds[name] ?? (isFolder ? .folder : nil)
        let runs = colours.executables.contains(shown)
        facts.note(whole) { fact in
            if let known {
                fact.kind = known
                fact.isKindKnown = true
            } else if fact.kind == .absent {
                fact.kind = .file
            }
            if runs, fact.modes.isEmpty { fact.modes = ["+x"] }
        }
    }

    /// The names of a line of columns.
    static func columns(_ line: String) -> [String] {
        line.replacing("\t", with: "  ").split(separator: "  ").map {
            var name = String($0).trimmedText
            if name.count > 2, name.first == "'", name.last == "'" {
                name = String(name.dropFirst().dropLast())
            }
            return name
        }.filter { !$0.isEmpty }
    }
}
