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
let known = Simulators.all.map(\.identifier.rawValue)
if let unknown = names.first(where: { !known.contains($0) }) {
    fail("there is no benchmark of \(unknown); there is \(known.joined(separator: ", "))")
}

/// The package's folder, three above this file.
let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/")

do {
    for simulator in Simulators.all
    where names.isEmpty || names.contains(simulator.identifier.rawValue) {
        if simulator.identifier == .alfworld {
            try await HouseholdBenchmark(root: root, printsJSON: printsJSON).run {
                measurement in
                print(printsJSON ? measurement.json.text() : measurement.line)
            }
        }
        try await EnvironmentBenchmark(simulator: simulator, root: root).run { measurement in
            print(printsJSON ? measurement.json.text() : measurement.line)
        }
    }
} catch {
    fail("\(error)")
}
