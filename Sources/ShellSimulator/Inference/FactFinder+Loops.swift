/// What loops over files print: a line for each file, with what a command inside measures of it.
extension FactFinder {
    mutating func loop(_ stage: ShellCommand.Stage, _ wanted: Wanted) async throws(BoxError) {
        try await loop(stage.body, over: try await resolve(stage.parts), wanted)
    }

    /// A file that a line names and the loop's items could name, noted as one.
    private mutating func named(in line: String, _ targets: Targets) -> String? {
        guard let maker = targets.maker else { return nil }
        for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
            let name = word.drop { "'\"(".contains($0) }
            let bare = String(name.reversed().drop { ":,;'\")".contains($0) }.reversed())
            guard maker.lists(bare) else { continue }
            facts.note(path(bare)) { fact in
                if let find = maker.find { FindTests(find).apply(to: &fact) }
            }
            return bare
        }
        return nil
    }

    /// What a body prints that runs once for each file.
    mutating func loop(
        _ pipelines: [ShellCommand.Pipeline], over targets: Targets, _ wanted: Wanted
    ) async throws(BoxError) {
        guard let lines = wanted.lines else { return }
        let measures: Set<String> = ["wc", "du", "stat", "grep", "egrep"]
        var body = ShellCommand("")
        body.pipelines = pipelines
        let measure = body.atoms.first { measures.contains($0.name) }
        let files = targets.files.sorted { $0.count > $1.count }
        for line in lines {
            guard let name = files.first(where: { line.contains($0) }) ?? named(in: line, targets)
            else { continue }
            let rest = line.replacing(name, with: " ")
            guard let measure,
                let number = rest.split(whereSeparator: { !$0.isNumber }).first.map(String.init)
            else { continue }
            if measure.name == "du" {
                try await measured(measure, targets, Wanted(kind: .lines(["\(number)\t\(name)"])))
            } else {
                self.measure(measure, number, of: name)
            }
        }
        guard measure == nil, files.count > 0 || targets.maker == nil else { return }
        // What a loop prints of its items without measuring them is names or contents.
        for pipeline in pipelines where pipeline.first?.name == "cat" {
            give(wanted, to: targets.files, targets.maker)
        }
    }
}
