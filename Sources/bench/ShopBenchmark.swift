import Environments
import FoundationEssentials
import Glibc
import JSONTree
import ShopSimulator

/// What is measured of the shop: opening, searching, stepping and the memory of many visits, with a
/// thousand products and with 1.18 million made ones.
///
/// The original takes 12 s and 750 MB for a thousand products, and 24 to 40 ms for a search.
struct ShopBenchmark: Benchmark {
    /// The package's folder.
    let root: String
    let printsJSON: Bool

    func run(_ report: (Measurement) -> Void) async throws {
        for (size, count) in [("1,000 products", 1000), ("1.18 M products", 1_181_436)] {
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "diorama-bench-shop-\(getpid())-\(count)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            // In a process of its own: the memory that preparing takes is not that of the shop.
            guard try OwnProcess.run(["--prepare-shop", String(count), folder]) else { continue }
            try await measure(size, path: Self.prepared(in: folder), report)
        }
    }

    private static func prepared(in folder: String) -> String { "\(folder)/shop.sqlite" }

    /// Makes and prepares a catalog; what `bench --prepare-shop COUNT FOLDER` does.
    ///
    /// The thousand products are the corpus's where they are at hand.
    func prepare(_ count: Int, in folder: String) throws {
        let corpus = "\(root)/../shared/corpus/webshop"
        let hasCorpus = count == 1000 && FileManager.default.fileExists(atPath: corpus)
        if !hasCorpus { try MadeCatalog(count: count).write(to: folder) }
        let clock = ContinuousClock()
        let start = clock.now
        let result = try Shop().prepareWorld(
            from: [hasCorpus ? corpus : folder], to: Self.prepared(in: folder), settings: [:])
        let seconds = ((clock.now - start).seconds * 100).rounded() / 100
        print("webshop: \(result.summary) prepared in \(seconds) s")
        fflush(nil)
        guard !hasCorpus else { return }
        for name in ["items_shuffle", "items_ins_v2", "items_human_ins"] {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name).json")
        }
    }

    private func measure(
        _ size: String, path: String, _ report: (Measurement) -> Void
    ) async throws {
        let before = ResidentMemory.bytes
        let world = try ShopWorld(path: path, ShopWorld.Behavior(version: .original))
        var visit = world.makeEnvironment()
        _ = try visit.reset(to: "human:0", seed: 0)
        memory("webshop, \(size): opening and a reset", since: before)
        report(
            try await Measurement.of("webshop, \(size): open and reset", runs: 3...200) {
                var visit = try ShopWorld(path: path).makeEnvironment()
                _ = try visit.reset(to: "human:0", seed: 0)
            })
        let queries = queries(world)
        var next = 0
        report(
            try await Measurement.of("webshop, \(size): search", runs: 100...5000) {
                _ = try visit.step(action: queries[next % queries.count])
                next += 1
            })
        memory("webshop, \(size): opening and searching", since: before)
        try await steps(size, world, queries, report)
        try sessions(size, world, queries)
    }

    private func memory(_ name: String, since before: Int) {
        ResidentMemory.report(
            name, megabytes: max(0, ResidentMemory.bytes - before) >> 20, asJSON: printsJSON)
    }

    /// Searches with the instructions of goals.
    private func queries(_ world: ShopWorld) -> [String] {
        var visit = world.makeEnvironment()
        var queries: [String] = []
        for kind in ["synthetic", "human"] {
            for place in 0..<300 {
                guard let step = try? visit.reset(to: "\(kind):\(place)", seed: 0) else { continue }
                let text = step.observation.split(separator: " [SEP] ").dropFirst(2).first ?? ""
                queries.append("search[\(text.filter { $0 != "[" && $0 != "]" })]")
            }
        }
        return queries
    }

    /// Every other step: pages of results, products, options, their pages, and a purchase.
    private func steps(
        _ size: String, _ world: ShopWorld, _ queries: [String], _ report: (Measurement) -> Void
    ) async throws {
        var starts: [(visit: ShopEnvironment, product: String)] = []
        for query in queries.prefix(100) {
            var visit = world.makeEnvironment()
            _ = try visit.reset(to: "human:0", seed: 0)
            let step = try visit.step(action: query)
            let names = step.details["available_actions"]?["clickables"]?.array ?? []
            if names.count > 2, let product = names[2].string {
                starts.append((visit, "click[\(product)]"))
            }
        }
        for (name, path) in [
            ("next page", ["click[Next >]"]), ("open a product", ["PRODUCT"]),
            ("a page of a product", ["PRODUCT", "click[Features]"]),
            ("back to the results", ["PRODUCT", "click[< Prev]"]),
            ("an invalid action", ["click[nothing]"]), ("buy", ["PRODUCT", "click[Buy Now]"]),
        ] {
            let ready = try starts.map { start in
                var visit = start.visit
                for action in path.dropLast() {
                    _ = try visit.step(action: action == "PRODUCT" ? start.product : action)
                }
                return (visit, path.last == "PRODUCT" ? start.product : path.last ?? "")
            }
            var next = 0
            report(
                try await Measurement.of(
                    "webshop, \(size): \(name)", for: .seconds(1), runs: 100...5000
                ) {
                    var (visit, action) = ready[next % ready.count]
                    _ = try visit.step(action: action)
                    next += 1
                })
        }
    }

    /// Many visits alive at once, each on a page of results or of a product.
    private func sessions(_ size: String, _ world: ShopWorld, _ queries: [String]) throws {
        let before = ResidentMemory.bytes
        var visits: [ShopEnvironment] = []
        for number in 0..<1000 {
            var visit = world.makeEnvironment()
            _ = try visit.reset(to: "human:0", seed: UInt64(number))
            _ = try visit.step(action: queries[number % queries.count])
            visits.append(visit)
        }
        memory("webshop, \(size): \(visits.count) live visits", since: before)
        withExtendedLifetime(visits) {}
    }
}
