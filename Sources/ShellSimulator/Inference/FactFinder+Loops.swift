/// What loops over files print: a line for each file, with what a command inside measures of it.
extension FactFinder {
    mutating func loop(_ stage: ShellCommand.Stage, _ wanted: Wanted) async throws(BoxError) {
        guard let lines = wanted.lines else { return }
        let targets = try await resolve(stage.parts)
        let measures: Set<String> = ["wc", "du", "stat", "grep", "egrep"]
        var body = ShellCommand("")
        body.pipelines = stage.body
        let measure = body.atoms.first { measures.contains($0.name) }
        let files = targets.files.sorted { $0.count > $1.count }
        for line in lines {
            guard let name = files.first(where: { line.contains($0) }) else { continue }
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
        guard measure == nil else { return }
        // What a loop prints of its items without measuring them is names or contents.
        for pipeline in stage.body where pipeline.first?.name == "cat" {
            give(wanted, to: targets.files, targets.maker)
        }
    }
}
