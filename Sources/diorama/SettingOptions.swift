public import ArgumentParser
public import Environments

/// The behaviour versions, named alike for every verb.
struct SettingOptions: ParsableArguments {
    @Option(help: "The published version to behave as: agentinstruct, agentbench-v0.2, original, …")
    var version: String?

    @Option(help: "db: mysql or sqlite.")
    var dialect: String?

    @Option(help: "alfworld: the text generation, legacy or 2025.")
    var text: String?

    @Option(help: "os: agentinstruct, agentbench-v0.2 or pipe.")
    var terminal: String?

    @Option(help: "os: the tree that boxes stand on: release, a folder or an archive.")
    var rootfs: String?

    @Option(help: "webshop: text, text_rich, html or url.")
    var observation: String?

    @Option(help: "kg: the order of listings, sorted or seeded.")
    var order: String?

    @Option(help: "kg: whose listings allow a step, episode or process.")
    var cache: String?

    @Option(help: "mind2web: how replies are written, cot or plain.")
    var prompt: String?

    @Option(help: "mind2web: what follows a wrong answer in a whole task, end or repeat.")
    var wrong: String?

    @Option(help: "webshop: whether products show their attributes, hidden or shown.")
    var attributes: String?

    @Option(help: "webshop: what to do about faulty products, refuse or skip.")
    var faulty: String?

    @Option(
        help: ArgumentHelp(
            "Inferred worlds: fill in what they leave open, by this seed.", valueName: "seed"))
    var complete: String?

    /// The options that were given.
    var settings: Settings {
        let given = [
            "version": version, "dialect": dialect, "text": text, "terminal": terminal,
            "rootfs": rootfs,
            "observation": observation, "order": order, "cache": cache, "prompt": prompt,
            "wrong": wrong, "attributes": attributes, "faulty": faulty,
            "complete": complete,
        ]
        return given.compactMapValues { $0 }
    }

    /// The options that were given, if a simulator has them all.
    func settings(for simulator: any Simulator) throws(EnvironmentError) -> Settings {
        let settings = settings
        for name in settings.keys.sorted() { _ = try simulator.value(of: name, in: settings) }
        return settings
    }
}

extension EnvironmentIdentifier: ExpressibleByArgument {}
