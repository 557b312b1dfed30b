import ArgumentParser
import OrderedWork

/// How much is done at the same time.
struct JobOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Dialogues at the same time; three for each processor if not given.", valueName: "n"))
    var jobs: Int?

    /// The number that was given, or the usual one.
    func count(atLeast least: Int = 1) -> Int { jobs ?? max(least, Jobs.usual) }

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on") }
    }
}
