import FoundationEssentials
import JSONTree
import SeededRandom
import WebPageSimulator

/// What is measured of web pages: a page pruned and printed around elements in question, and read
/// from its record.
///
/// The page is the real one of the corpus (1,211 nodes) where it is at hand, else one of our own. The
/// original takes 18 ms for 5 elements of it and 90 ms for 50.
struct WebPageBenchmark: Benchmark {
    /// The package's folder.
    let root: String

    func run(_ report: (Measurement) -> Void) async throws {
        let world = try world()
        let snapshot = try world.snapshot(of: 0, step: 0)
        let page = snapshot.page
        let nodes = page.nodes.count
        var generator = SeededGenerator(seed: 7)
        var elements = snapshot.candidates.map(\.id)
        elements.shuffle(using: &generator)
        for count in [5, 50] {
            var next = 0
            report(
                try await Measurement.of("mind2web: \(count) of \(nodes) nodes asked about") {
                    let chosen = (0..<count).map { elements[(next + $0) % elements.count] }
                    next += count
                    let pruned = page.pruned(to: chosen)
                    let question = Question(
                        snippet: pruned.text, task: "", previousActions: [],
                        choices: pruned.choices.map(\.text))
                    precondition(!question.message(in: .agentInstruct).isEmpty)
                })
        }
        // As the original does it: the page is read anew for every question.
        let record = try Record(path: path)
        report(
            try await Measurement.of("mind2web: a page of \(nodes) nodes read") {
                _ = try Page(cleaned: record.html)
            })
        report(
            try await Measurement.of("mind2web: 5 asked about, page read anew") {
                let page = try Page(cleaned: record.html)
                precondition(!page.pruned(to: elements.prefix(5)).text.isEmpty)
            })
    }

    private var path: String {
        let real = "\(root)/../shared/corpus/mind2web/one_action.jsonl"
        return FileManager.default.fileExists(atPath: real)
            ? real : "\(root)/Worlds/mind2web/seedhouse/tasks.jsonl"
    }

    private func world() throws -> WebPageWorld { try WebPageWorld(path: path) }

    /// The page of the first record, as it is written.
    private struct Record {
        let html: String

        init(path: String) throws {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
            let line = bytes.prefix { $0 != 0x0A }
            let json = try JSON.parse(bytes: line)
            html =
                (json["cleaned_html"] ?? json["actions"]?.array?.first?["cleaned_html"])?.string
                ?? ""
        }
    }
}
