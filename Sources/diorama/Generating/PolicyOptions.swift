import ArgumentParser

/// Who plays, and how.
struct PolicyOptions: ParsableArguments {
    /// The policies by name.
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case expert, noisy, random, script, model
    }

    @Option(
        help: """
            expert, noisy (an expert that errs and recovers), random, script (--script) or model \
            (--model).
            """)
    var policy: Name

    @Option(help: ArgumentHelp("noisy: the share of replies that are mistakes.", valueName: "r"))
    var rate = 0.2

    @Option(
        help: ArgumentHelp(
            "script: what to say, in the form of play --actions.", valueName: "file"))
    var script: String?

    @Option(help: ArgumentHelp("model: its name, as the server knows it.", valueName: "name"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            """
            model: where an OpenAI-compatible endpoint is, without /chat/completions; \
            OPENAI_BASE_URL if not given.
            """, valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp(
            "model: the environment variable that holds the key.", valueName: "name"))
    var keyVariable = "OPENAI_API_KEY"

    @Option(help: ArgumentHelp("model: how freely it chooses.", valueName: "t"))
    var temperature: Double?

    @Option(help: ArgumentHelp("model: tokens that a reply may have.", valueName: "n"))
    var maxTokens: Int?

    @Option(help: ArgumentHelp("model: seconds that an answer may take.", valueName: "s"))
    var timeout = 120.0

    @Option(
        help: ArgumentHelp(
            "model: how often a request is sent before it counts as failed.", valueName: "n"))
    var attempts = 6

    @Option(
        help: ArgumentHelp(
            """
            model: where replies are kept as they come, so that a run that was killed goes on \
            without asking again; NAME.journal.jsonl beside --out if not given.
            """, valueName: "file"))
    var journal: String?

    func validate() throws {
        guard rate > 0, rate <= 1 else {
            throw ValidationError("--rate takes a number above 0 and up to 1")
        }
        if (policy == .script) != (script != nil) {
            throw ValidationError("--policy script and --script FILE belong together")
        }
        if (policy == .model) != (model != nil) {
            throw ValidationError("--policy model and --model NAME belong together")
        }
        if timeout <= 0 || attempts < 1 {
            throw ValidationError("--timeout and --attempts take numbers above 0")
        }
        if let temperature, !(0...10).contains(temperature) {
            throw ValidationError("--temperature takes a number from 0 on")
        }
    }
}
