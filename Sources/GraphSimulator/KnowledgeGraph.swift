public import Environments

/// Questions over a knowledge graph: AgentBench's task, without Freebase.
public struct KnowledgeGraph: Simulator {
    /// The simulator.
    public init() {}

    /// `kg`.
    public var identifier: EnvironmentIdentifier { .kg }

    /// What the world is and what the agent does in it.
    public var summary: String { "a knowledge graph that is asked with seven tools" }

    /// The behaviour version, the order of listings, and whose listings count.
    public var settings: [Setting] {
        [
            Setting(
                name: "version", values: GraphVersion.allCases.map(\.rawValue),
                summary: "the published version of texts and rules"),
            Setting(
                name: "order", values: GraphWorld.Behaviour.Order.allCases.map(\.rawValue),
                summary: "the order of the names in a listing"),
            Setting(
                name: "cache", values: GraphWorld.Behaviour.Cache.allCases.map(\.rawValue),
                summary: "whose listings allow a step along a relation"),
            .completion,
        ]
    }

    /// Loads a prepared graph, a file or a folder.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try GraphWorld(at: path, behaviour: behaviour(settings))
    }

    /// Reads triples, tables and questions, and writes them as one file that is mapped into memory
    /// when it is opened.
    public func prepareWorld(
        from paths: [String], to output: String, settings: Settings
    ) throws(EnvironmentError) -> Preparation {
        let world = try GraphWorld(files: paths, behaviour: behaviour(settings))
        try world.prepare(to: output)
        let graph = world.graph
        return Preparation(
            summary: "\(graph.tripleCount) triples, \(graph.termCount) terms, "
                + "\(graph.propertyCount) properties, \(world.questions.count) questions",
            faults: world.faults)
    }

    /// The rules as our dialogues state them, and a question answered.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        let version = try behaviour(settings).version
        guard !version.hasToolCalls else {
            throw .unsupported("an opening for dialogues of tool calls")
        }
        return .ofGraphs
    }

    /// The messages that AgentBench's text versions show the agent: long histories are cut.
    public func history(
        _ messages: [String], settings: Settings
    ) throws(EnvironmentError) -> [String] {
        try behaviour(settings).version.hasToolCalls ? messages : HistoryWindow.shown(of: messages)
    }

    /// Judges a dialogue by the rules and what its own listings say.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        judge(episode, ontology: nil, settings: settings)
    }

    /// Judges a dialogue by the rules, a world's ontology, and what its own listings say.
    public func judge(
        _ episode: RecordedEpisode, with world: any World, settings: Settings
    ) async -> EpisodeJudgement {
        judge(episode, ontology: ontology(of: world), settings: settings)
    }

    /// The tables of a world, if it has any; those of an inferred one hold only what it was
    /// inferred from.
    private func ontology(of world: (any World)?) -> Graph? {
        guard let world = world as? GraphWorld, world.open == nil, world.graph.hasOntology else {
            return nil
        }
        return world.graph
    }

    /// What dialogues say of one graph, with a world's ontology if there is one.
    public func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)? {
        guard let version = try? behaviour(settings).version, !version.hasToolCalls else {
            return nil
        }
        return GraphPool(episodes, version: version, ontology: ontology(of: world))
    }

    /// The graph that a dialogue implies: its listings as triples that give them again.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        let version = try behaviour(settings).version
        let source = try source(episode, version)
        return try InferredGraph([source], version: version).world()
    }

    /// One graph of all dialogues that do not contradict those before them.
    public func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld] {
        let version = try behaviour(settings).version
        var facts = KnownFacts()
        var sources: [InferredGraph.Source] = []
        var members: [Int] = []
        for (number, episode) in episodes.enumerated() {
            guard let source = try? source(episode, version), facts.agrees(with: source.facts)
            else { continue }
            facts.add(source.facts)
            sources.append(source)
            members.append(number)
        }
        guard members.count > 1 else { return [] }
        let world = try InferredGraph(sources, version: version).world()
        return [SharedWorld(world: world, members: members)]
    }

    /// What a dialogue says of its graph.
    private func source(
        _ episode: RecordedEpisode, _ version: GraphVersion
    ) throws(EnvironmentError) -> InferredGraph.Source {
        guard !version.hasToolCalls else { throw .unsupported("worlds of tool calls") }
        var judge = DialogueJudge(episode: episode, version: version, ontology: nil)
        let judgements = judge.judgement().judgements
        if let lie = judgements.first(where: { $0.verdict == .divergent }) {
            throw .unsupported(
                "a graph for an observation that is divergent"
                    + (lie.note.map { " (\($0))" } ?? ""))
        }
        return InferredGraph.Source(episode: episode, facts: judge.facts)
    }

    /// The call or final answer in a message.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? behaviour(settings))?.version.action(in: reply)
    }

    private func judge(
        _ episode: RecordedEpisode, ontology: Graph?, settings: Settings
    ) -> EpisodeJudgement {
        do throws(EnvironmentError) {
            let version = try behaviour(settings).version
            guard !version.hasToolCalls else {
                throw .unsupported("judging tool calls without the world")
            }
            var judge = DialogueJudge(episode: episode, version: version, ontology: ontology)
            return judge.judgement()
        } catch {
            return EpisodeJudgement(undecided: episode, because: error)
        }
    }

    private func behaviour(
        _ settings: Settings
    ) throws(EnvironmentError) -> GraphWorld.Behaviour {
        let version = GraphVersion(rawValue: try value(of: "version", in: settings))
        let order = GraphWorld.Behaviour.Order(rawValue: try value(of: "order", in: settings))
        let cache = GraphWorld.Behaviour.Cache(rawValue: try value(of: "cache", in: settings))
        return GraphWorld.Behaviour(
            version: version ?? .agentinstruct, order: order ?? .sorted, cache: cache ?? .episode,
            completion: try completionSeed(in: settings))
    }
}
