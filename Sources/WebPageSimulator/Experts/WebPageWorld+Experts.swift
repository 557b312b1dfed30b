public import Environments
import SeededRandom

extension WebPageWorld {
    /// Makes a further task from one of the world's pages: fields to fill in and something to press.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        let task = try derivedTask(id)
        return TaskDescription(id: task.id, text: task.text, kind: "derived")
    }

    /// An expert that does what the record did.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        Guide(
            try self.task(task), version: version, style: style, afterMistake: afterMistake,
            seed: seed)
    }

    func derivedTask(_ id: DerivedTask) throws(EnvironmentError) -> WebPageTask {
        var generator = SeededGenerator(seed: id.seed &+ UInt64(id.index) &* 0x9E37_79B9_7F4A_7C15)
        let pages = pageNames
        let sources = records.count + pages.count
        // Some pages have nothing that words could point out; another is taken then.
        for _ in 0..<(sources > 0 ? 20 : 0) {
            let source = Int(generator.next() % UInt64(sources))
            var errand: DerivedErrand
            if source < records.count {
                let step = Int(generator.next() % UInt64(records[source].count))
                let snapshot = try snapshot(of: source, step: step)
                errand = DerivedErrand(
                    snapshot.page, elements: snapshot.candidates.map(\.id), generator: generator)
            } else {
                let saved = try page(pages[source - records.count])
                errand = DerivedErrand(
                    saved.page, elements: saved.operable, generator: generator)
            }
            if let task = errand.task(id.description) { return task }
        }
        throw .unsupported("tasks from pages without labelled fields, buttons and links")
    }
}
