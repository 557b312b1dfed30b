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
                    .init(page: snapshot.page, elements: snapshot.candidates.map(\.id)),
                    generator: generator)
            } else {
                errand = try self.errand(onPage: pages[source - records.count], &generator)
            }
            if let task = errand.task(id.description) { return task }
        }
        throw .unsupported("tasks from pages without labelled fields, buttons and links")
    }

    /// An errand on a saved page, or on one that a link leads to from there.
    private func errand(
        onPage name: String, _ generator: inout SeededGenerator
    ) throws(EnvironmentError) -> DerivedErrand {
        let first = try page(name)
        let start = DerivedErrand.Scene(page: first.page, elements: first.operable)
        let links = first.links.compactMap { id, target in
            pageNames.contains(target) && target != name ? (id: id, page: target) : nil
        }.sorted { ($0.page, $0.id) < ($1.page, $1.id) }
        guard !links.isEmpty, generator.next() % 2 == 0 else {
            return DerivedErrand(start, generator: generator)
        }
        let link = links[Int(generator.next() % UInt64(links.count))]
        let second = try page(link.page)
        var errand = DerivedErrand(
            .init(page: second.page, elements: second.operable), generator: generator)
        return errand.begin(on: start, following: link.id)
            ? errand : DerivedErrand(start, generator: generator)
    }
}
