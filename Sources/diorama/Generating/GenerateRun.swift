import Dialogues
import Environments
import FoundationEssentials
import Glibc
import JSONTree
import Replay
import Simulators
import Synthesis

/// One run of `generate`: what is played, and everything that is told of it.
struct GenerateRun {
    private let choice: WorldChoice
    private let request: RequestOptions
    private let players: PolicyOptions

    init(
        _ environment: EnvironmentIdentifier, request: RequestOptions, players: PolicyOptions,
        settings: SettingOptions
    ) throws {
        choice = try WorldChoice(environment, path: request.world, options: settings)
        self.request = request
        self.players = players
    }

    func run() async throws {
        let policy = try players.makePolicy()
        let name = try dialogueName()
        let seed = name?.seed ?? request.seed
        let series = try TaskSeries(worlds: namedWorlds(), choice: request.tasks, seed: seed)
        let generator = Generator(
            environment: choice.simulator.identifier, settings: choice.settings, series: series,
            policy: policy, form: try form())
        let wanted = Generator.Request(
            count: name == nil ? request.count ?? series.listedCount : 1,
            leastReward: request.minReward, stepLimit: request.maxSteps,
            jobs: request.jobs ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            places: name.map { [$0.place] })
        guard wanted.count > 0 else {
            throw CommandFailure("the worlds list no tasks; say with --count how many to derive")
        }
        var report = GenerationProgress(wanted: wanted.count)
        let store = try request.out.map { try DialogueStore(path: $0) }
        let output = Output.standard()
        Interruption.watch()
        let ending = try await generator.run(
            wanted, isStopped: { Interruption.isRequested }
        ) { outcome in
            report.add(outcome)
            guard let dialogue = outcome.dialogue else { return }
            if let store {
                try store.add(dialogue, outcome.provenance)
            } else {
                output.writeLine(dialogue.json.text())
            }
        }
        output.flush()
        try store?.finish()
        report.finish(ending, path: request.out)
        if ending != .complete { throw CommandFailure.checkFailed }
    }

    /// The id that was asked for, if one was.
    private func dialogueName() throws -> DialogueName? {
        guard let id = request.id else { return nil }
        guard let name = DialogueName(id) else {
            throw CommandFailure(
                "\(id) is not the id of a generated dialogue, ENV_POLICY_SEED_PLACE")
        }
        guard name.environment == choice.simulator.identifier.rawValue,
            name.policy == (try players.makePolicy().name)
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

    // MARK: Form

    private func form() throws -> DialogueForm {
        guard let like = request.like else {
            return DialogueForm(try choice.simulator.opening(settings: choice.settings))
        }
        let opening = try? choice.simulator.opening(settings: choice.settings)
        return DialogueForm(like: try dialogue(like), lead: opening?.lead ?? "")
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
}
