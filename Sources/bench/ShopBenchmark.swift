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
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "diorama-bench-shop-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await measure(
            "1,000 products", source: try thousand("\(folder)/small"), in: "\(folder)/small",
            report)
        let large = "\(folder)/large"
        try FileManager.default.createDirectory(atPath: large, withIntermediateDirectories: true)
        tell("webshop: making 1,181,436 products, which takes a few minutes", "", 0)
        try MadeCatalog(count: 1_181_436).write(to: large)
        try await measure("1.18 M products", source: large, in: large, report)
    }

    /// The corpus's thousand products where they are at hand, else made ones.
    private func thousand(_ folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let corpus = "\(root)/../shared/corpus/webshop"
        if FileManager.default.fileExists(atPath: corpus) { return corpus }
        try MadeCatalog(count: 1000).write(to: folder)
        return folder
    }

    private func tell(_ name: String, _ unit: String, _ value: Int) {
        if printsJSON, !unit.isEmpty {
            print(JSON.object(JSONObject([("name", .string(name)), (unit, JSON(value))])).text())
        } else if !printsJSON {
            print(unit.isEmpty ? name : "\(name): \(value) \(unit)")
        }
        fflush(nil)
    }

    private func measure(
        _ size: String, source: String, in folder: String, _ report: (Measurement) -> Void
    ) async throws {
        let path = "\(folder)/shop.sqlite"
        let clock = ContinuousClock()
        let start = clock.now
        _ = try Shop().prepareWorld(from: [source], to: path, settings: [:])
        tell("webshop, \(size): prepared in", "ms", Int((clock.now - start).seconds * 1000))
        // A process of its own would show less: what was freed here is not given back.
        Self.giveBackMemory()
        let before = Self.resident
        let world = try ShopWorld(path: path, ShopWorld.Behavior(version: .original))
        var visit = world.makeEnvironment()
        _ = try visit.reset(to: "human:0", seed: 0)
        tell("webshop, \(size): opened and reset take", "KB", (Self.resident - before) >> 10)
        report(
            try await Measurement.of("webshop, \(size): open and reset", runs: 3...200) {
                var visit = try ShopWorld(path: path).makeEnvironment()
                _ = try visit.reset(to: "human:0", seed: 0)
            })
        let queries = try self.queries(world)
        var next = 0
        report(
            try await Measurement.of("webshop, \(size): search", runs: 100...5000) {
                _ = try visit.step(action: queries[next % queries.count])
                next += 1
            })
        try await steps(size, world, queries, report)
        try sessions(size, world, queries)
    }

    /// Searches with the instructions of goals.
    private func queries(_ world: ShopWorld) throws -> [String] {
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
        Self.giveBackMemory()
        let before = Self.resident
        var visits: [ShopEnvironment] = []
        for number in 0..<1000 {
            var visit = world.makeEnvironment()
            _ = try visit.reset(to: "human:0", seed: UInt64(number))
            _ = try visit.step(action: queries[number % queries.count])
            visits.append(visit)
        }
        tell(
            "webshop, \(size): \(visits.count) live visits take", "KB",
            (Self.resident - before) >> 10)
    }

    private static func giveBackMemory() { malloc_trim(0) }

    /// The process's resident memory in bytes.
    private static var resident: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = fread(&bytes, 1, bytes.count, file)
        let fields = String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }
}
