import Environments
import Glibc
import JSONTree
import Simulators

// bench [ENV…] [--json]: how fast is it? One line for each figure.

/// Ends with a line on standard error.
func fail(_ message: String) -> Never {
    let line = Array("bench: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(2)
}

let arguments = CommandLine.arguments.dropFirst()
let printsJSON = arguments.contains("--json")
let names = arguments.filter { $0 != "--json" }
let known = Simulators.all.map(\.identifier.rawValue) + ["data", "inference"]
if arguments.first?.hasPrefix("--prepare-") != true, arguments.first != "--infer",
    let unknown = names.first(where: { !known.contains($0) })
{
    fail("there is no benchmark of \(unknown); there is \(known.joined(separator: ", "))")
}

/// The package's folder, three above this file.
let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

do {
    if arguments.first == "--prepare-graph", let path = arguments.last {
        try GraphBenchmark(root: root, printsJSON: false).prepare(to: path)
        exit(0)
    }
    if arguments.first == "--prepare-shop", arguments.count == 3, let folder = arguments.last {
        try ShopBenchmark(root: root, printsJSON: false)
            .prepare(Int(arguments[arguments.startIndex + 1]) ?? 1000, in: folder)
        exit(0)
    }
    let inference = InferenceBenchmark(root: root, printsJSON: printsJSON)
    if arguments.first == "--infer", let name = names.last {
        try await inference.run(name)
        exit(0)
    }
    if names.isEmpty || names.contains("inference") { try await inference.run() }
    for simulator in Simulators.all
    where names.isEmpty || names.contains(simulator.identifier.rawValue) {
        var benchmarks: [any Benchmark] = [EnvironmentBenchmark(simulator: simulator, root: root)]
        // Those that measure memory go first, while nothing that was freed can be used again.
        switch simulator.identifier {
        case .alfworld:
            benchmarks.insert(HouseholdBenchmark(root: root, printsJSON: printsJSON), at: 0)
        case .kg: benchmarks.insert(GraphBenchmark(root: root, printsJSON: printsJSON), at: 0)
        case .db: benchmarks.append(DatabaseBenchmark(printsJSON: printsJSON))
        case .webshop: benchmarks.insert(ShopBenchmark(root: root, printsJSON: printsJSON), at: 0)
        case .os: benchmarks.insert(ShellBenchmark(printsJSON: printsJSON), at: 0)
        case .mind2web: benchmarks.append(WebPageBenchmark(root: root))
        }
        benchmarks.append(GenerationBenchmark(simulator: simulator, root: root))
        for benchmark in benchmarks {
            try await benchmark.run { print(printsJSON ? $0.json.text() : $0.line) }
        }
    }
    if names.isEmpty || names.contains("data") {
        try await DataBenchmark(root: root, printsJSON: printsJSON).run {
            print(printsJSON ? $0.json.text() : $0.line)
        }
    }
} catch {
    fail("\(error)")
}
