import Dialogues
import Environments
import FoundationEssentials
import Glibc
import JSONTree
import ModelClient
import Replay
import Simulators
import Synthesis

/// One run of `generate`: what is played, and everything that is told of it.
struct GenerateRun {
    private let choice: WorldChoice
    private let request: RequestOptions
    private let players: PolicyOptions
    private let filters: FilterOptions

    init(
        _ environment: EnvironmentIdentifier, request: RequestOptions, players: PolicyOptions,
        filters: FilterOptions, settings: SettingOptions
    ) throws {
        choice = try WorldChoice(environment, path: request.world, options: settings)
        self.request = request
        self.players = players
        self.filters = filters
    }

    func run() async throws {
        let name = try dialogueName()
        let form = try form()
        let policy = try policy(form: form)
        let series = try TaskSeries(
            worlds: namedWorlds(), choice: request.tasks, seed: name?.seed ?? request.seed)
        let generator = Generator(
            environment: choice.simulator.identifier, settings: choice.settings, series: series,
            policy: policy, form: form)
        let wanted = try wanted(name, of: series)
        var screen = try DialogueScreen(filters)
        var progress = GenerationProgress(wanted: wanted.places?.count ?? wanted.count)
        var report = RunReport(settings: reproduction(policy, wanted, series))
        if request.out?.hasSuffix(".parquet") == true {
            throw CommandFailure(
                "--out writes .jsonl or .json; diorama convert makes .parquet of it")
        }
        let store = try request.out.map { try DialogueStore(path: $0) }
        let output = Output.standard()
        Interruption.watch()
        let ending = try await generator.run(
            wanted, isStopped: { Interruption.isRequested }, filter: { screen.rejection(of: $0) }
        ) { outcome in
            progress.add(outcome)
            report.add(outcome)
            guard let dialogue = outcome.dialogue else { return }
            if let store {
                try store.add(dialogue, outcome.provenance)
            } else {
                output.writeLine(dialogue.json.text())
            }
        }
        try store?.finish()
        if let path = filters.report { try write(report, to: path) }
        progress.finish(ending, path: request.out)
        if request.out != nil {
            ReportListing(report: report, contamination: screen.grades).print(to: output)
        }
        output.flush()
        if ending != .complete { throw CommandFailure.checkFailed }
    }

    // MARK: What is asked for

    private func wanted(
        _ name: DialogueName?, of series: TaskSeries
    ) throws -> Generator.Request {
        // Without a number each listed task is played once, whatever comes of it.
        let places =
            name.map { [$0.place] }
            ?? (request.count == nil ? Array(0..<series.listedCount) : nil)
        guard places?.isEmpty != true else {
            throw CommandFailure("the worlds list no tasks; say with --count how many to derive")
        }
        return Generator.Request(
            count: request.count ?? 0, leastReward: request.minReward,
            stepLimit: request.maxSteps,
            jobs: request.jobs.count(atLeast: players.policy == .model ? 8 : 1),
            places: places)
    }

    private func dialogueName() throws -> DialogueName? {
        guard let id = request.id else { return nil }
        guard let name = DialogueName(id) else {
            throw CommandFailure(
                "\(id) is not the id of a generated dialogue, ENV_POLICY_SEED_PLACE")
        }
        guard name.environment == choice.simulator.identifier.rawValue,
            name.policy == players.policy.rawValue
        else {
            throw CommandFailure(
                "\(id) is of \(name.environment) by --policy \(name.policy): say so")
        }
        return name
    }

    private func namedWorlds() throws -> [NamedWorld] {
        let shelf = try PackageFolder.shelf().map { path(absolute: $0.folder) + "/" }
        return try choice.paths.map { given in
            var name = path(absolute: given)
            if let shelf, name.hasPrefix(shelf) { name.removeFirst(shelf.count) }
            return NamedWorld(name, try choice.load(given))
        }
    }

    private func path(absolute path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The settings with which the same command makes the same dialogues.
    private func reproduction(
        _ policy: some Policy, _ wanted: Generator.Request, _ series: TaskSeries
    ) -> JSONObject {
        var object = JSONObject([
            ("environment", .string(choice.simulator.identifier.rawValue)),
            ("worlds", .array(series.worlds.map { .string($0.name) })),
            ("tasks", .string(request.tasks.rawValue)),
            ("count", JSON(wanted.places?.count ?? wanted.count)),
            ("seed", .number(literal: String(series.seed))), ("policy", .string(policy.name)),
        ])
        for member in policy.settings { object.append(member.key, member.value) }
        let versions = choice.settings.sorted { $0.key < $1.key }
        object.append(
            "settings", .object(JSONObject(versions.map { ($0.key, .string($0.value)) })))
        object.append("min_reward", request.minReward.map { JSON($0) } ?? .null)
        object.append("max_steps", request.maxSteps.map { JSON($0) } ?? .null)
        return object
    }

    // MARK: Policy

    private func policy(form: DialogueForm) throws -> any Policy {
        switch players.policy {
        case .expert: return ExpertPolicy()
        case .noisy: return ExpertPolicy(mistakeRate: players.rate)
        case .random: return RandomPolicy()
        case .script: return try ScriptPolicy(path: players.script ?? "")
        case .model: break
        }
        guard let url = players.baseURL ?? ProcessEnvironment["OPENAI_BASE_URL"] else {
            throw CommandFailure("--policy model needs --base-url, or OPENAI_BASE_URL")
        }
        guard let model = players.model else {
            throw CommandFailure("--policy model needs --model NAME")
        }
        let client = try ChatClient(
            .init(
                baseURL: url, key: ProcessEnvironment[players.keyVariable],
                deadline: players.timeout, attempts: players.attempts))
        let journal =
            players.journal
            ?? request.out.map { Provenance.stem(of: $0) + ".journal.jsonl" }
        let opening = try? choice.simulator.opening(settings: choice.settings)
        return ModelPolicy(
            .init(
                model: model, temperature: players.temperature, tokenLimit: players.maxTokens,
                place: client.place),
            service: client, form: form, tools: opening?.tools ?? [],
            journal: try journal.map { try ReplyJournal(path: $0) })
    }

    // MARK: Form

    private func form() throws -> DialogueForm {
        guard let like = request.like else {
            return DialogueForm(try choice.simulator.opening(settings: choice.settings))
        }
        let opening = try? choice.simulator.opening(settings: choice.settings)
        let dialogue = try dialogue(like)
        let environment = choice.simulator.identifier.rawValue
        if let other = dialogue.recognisedEnvironment, other != environment {
            throw CommandFailure(
                "--like: \(dialogue.id ?? "it") is a dialogue of \(other); name one of \(environment)"
            )
        }
        return DialogueForm(like: dialogue, lead: opening?.lead ?? "")
    }

    /// The dialogue at `FILE` or `FILE#ID`.
    private func dialogue(_ place: String) throws -> Dialogue {
        var path = place
        var id: String?
        if !FileManager.default.fileExists(atPath: place), let mark = place.lastIndex(of: "#") {
            path = String(place[..<mark])
            id = String(place[place.index(after: mark)...])
        }
        do {
            let reader = try DialogueReader(path: path)
            while let row = try reader.next() {
                if let dialogue = row.dialogue, id == nil || dialogue.id == id { return dialogue }
            }
        } catch {
            throw CommandFailure("--like: \(error.description)")
        }
        throw CommandFailure(
            "--like: \(path) holds no dialogue" + (id.map { " of the id \($0)" } ?? ""))
    }

    // MARK: Report

    private func write(_ report: RunReport, to path: String) throws {
        try ReplacementFile.write(
            Array((report.json.text(.indented(2)) + "\n").utf8), to: path)
    }
}
