public import Environments
import JSONTree

/// A knowledge graph with its ontology and its questions.
///
///     let world = try GraphWorld(at: "Worlds/kg/atlas")
///     var episode = world.makeEnvironment()
///     _ = try episode.reset(to: "tasks#3", seed: 0)
///     try episode.step(action: "get_relations(Lake Orvane)").observation
public struct GraphWorld: World {
    /// How an environment behaves where the original left a choice.
    public struct Behaviour: Hashable, Sendable {
        /// The order of the names in a listing, which in the original is that of a Python set.
        public enum Order: String, CaseIterable, Hashable, Sendable {
            /// By the alphabet.
            case sorted
            /// Drawn from the episode's seed.
            case seeded
        }

        /// Whose listings license a step along a relation.
        public enum Cache: String, CaseIterable, Hashable, Sendable {
            /// The episode's own.
            case episode
            /// Those of a process that has answered everything before, as a long run of the
            /// original has: a relation that would be listed may be followed.
            case process
        }

        /// The published version.
        public var version: GraphVersion
        /// The order of listings.
        public var order: Order
        /// Whose listings count.
        public var cache: Cache
        /// The seed by which a world that was inferred from dialogues is filled in; `nil` leaves
        /// open what they do not say.
        public var completion: UInt64?

        /// Describes a behaviour; by default AgentInstruct's.
        public init(
            version: GraphVersion = .agentinstruct, order: Order = .sorted,
            cache: Cache = .episode, completion: UInt64? = nil
        ) {
            self.version = version
            self.order = order
            self.cache = cache
            self.completion = completion
        }
    }

    /// The triples and the ontology.
    public let graph: Graph
    /// The questions, in the order of the files.
    public let questions: [GraphTask]
    /// How episodes behave.
    public var behaviour: Behaviour
    /// Lines of the world's files that say nothing.
    public let problems: FileProblems
    /// What is known of a graph that was inferred from dialogues; `nil` for any other.
    let open: OpenGraph?
    private let indices: [String: Int]

    /// Loads a world from a file or folder: a prepared graph, or the field's own files.
    ///
    /// - Throws: ``EnvironmentError/Code-swift.enum/badWorld`` with the path and what is wrong.
    public init(
        at path: String, behaviour: Behaviour = Behaviour()
    ) throws(EnvironmentError) {
        if GraphImage.isPrepared(path) {
            try self.init(
                WorldReader.Contents(image: GraphImage(path: path), problems: FileProblems()),
                behaviour: behaviour)
        } else {
            try self.init(files: [path], behaviour: behaviour)
        }
    }

    /// Loads a world from files and folders in the field's own formats.
    public init(
        files paths: [String], behaviour: Behaviour = Behaviour()
    ) throws(EnvironmentError) {
        let contents = try WorldReader.read(
            WorldFiles(paths: paths), completion: behaviour.completion)
        try self.init(contents, behaviour: behaviour)
    }

    private init(
        _ contents: WorldReader.Contents, behaviour: Behaviour
    ) throws(EnvironmentError) {
        self.init(
            graph: Graph(contents.image), questions: try TaskFile.tasks(in: contents.image[.tasks]),
            problems: contents.problems, open: contents.open, behaviour: behaviour)
    }

    private init(
        graph: Graph, questions: [GraphTask], problems: FileProblems, open: OpenGraph?,
        behaviour: Behaviour
    ) {
        self.graph = graph
        self.questions = questions
        self.problems = problems
        self.open = open
        self.behaviour = behaviour
        indices = Dictionary(
            questions.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same world with other questions.
    public func asking(_ questions: [GraphTask]) -> GraphWorld {
        GraphWorld(
            graph: graph, questions: questions, problems: problems, open: open,
            behaviour: behaviour)
    }

    /// Prepares the world once: writes one file that ``init(at:behaviour:)`` maps into memory.
    ///
    /// A world that was inferred from dialogues is small and stays as it is.
    public func prepare(to path: String) throws(EnvironmentError) {
        guard open == nil else {
            throw .unsupported("an index of a world that was inferred from dialogues")
        }
        try graph.image.write(to: path)
    }

    /// The questions as lists show them.
    public var tasks: [TaskDescription] {
        questions.map { description(of: $0) }
    }

    private func description(of question: GraphTask) -> TaskDescription {
        TaskDescription(
            id: question.id, text: opening(of: question),
            kind: question.source.isEmpty ? question.shape : question.source)
    }

    /// The lines of the world's files that say nothing.
    public var faults: [String] { problems.descriptions }

    /// What keeps a question's gold actions from working.
    public func faults(inTask id: String) throws(EnvironmentError) -> [String]? {
        let question = try question(id)
        return question.actions.isEmpty
            ? nil : faults(of: question).map { "\($0.reason.rawValue): \($0.detail)" }
    }

    /// The question of an id, listed or derived.
    public func question(_ id: String) throws(EnvironmentError) -> GraphTask {
        if let index = indices[id] { return questions[index] }
        if let derived = DerivedTask(id: id) { return try question(derivedAs: derived) }
        throw EnvironmentError(.unknownTask, "there is no task \(id)")
    }

    /// A question made from the graph, with gold actions and their answer.
    public func question(derivedAs id: DerivedTask) throws(EnvironmentError) -> GraphTask {
        guard open == nil else {
            throw .unsupported("questions derived from a graph that was inferred from dialogues")
        }
        var deriver = QuestionDeriver(world: self, id: id)
        return try deriver.question()
    }

    /// A question made from the graph.
    public func task(derivedAs id: DerivedTask) throws(EnvironmentError) -> TaskDescription {
        description(of: try question(derivedAs: id))
    }

    /// An expert that carries out a question's gold actions and says why.
    public func makeExpert(
        for task: String, seed: UInt64
    ) throws(EnvironmentError) -> any Expert {
        try GraphExpert(question: question(task), world: self, seed: seed)
    }

    /// An episode before its first reset.
    public func makeEnvironment() -> GraphEnvironment { GraphEnvironment(world: self) }

    /// By what the dialogue asks; its id only chooses among questions that read the same, or names
    /// a derived one.
    public func task(of episode: RecordedEpisode) -> String? {
        let derived = DerivedTask.named(byDialogue: episode.id, listed: questions.count)
        for id in [episode.id] + derived.map(\.description) {
            if let named = try? question(id), opening(of: named).isIdentical(to: episode.task) {
                return id
            }
        }
        return questions.first { opening(of: $0).isIdentical(to: episode.task) }?.id
    }

    /// Runs a recorded dialogue's replies, and says whether it ends with an answer.
    public func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64 = 0
    ) async -> EpisodeJudgement {
        var result = await replayAsWritten(episode, task: task, seed: seed)
        guard !behaviour.version.hasToolCalls, let last = episode.turns.last else { return result }
        if last.observation == nil, case .answer = TextReply(message: last.reply) { return result }
        result.noteMissingAnswer(rounds: episode.turns.count)
        return result
    }

    /// Listings of the same names in another order: the original's order is that of a Python set.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? {
        guard let names = ObservationText.names(inListing: recorded),
            let others = ObservationText.names(inListing: replayed),
            names.sorted() == others.sorted()
        else { return nil }
        return "set-order"
    }

    /// The message that states a question.
    func opening(of question: GraphTask) -> String {
        let asked = "\(question.question)\nEntities: \(question.topicList)"
        return behaviour.version.hasToolCalls ? asked : "A new question: " + asked
    }

    var evaluation: Evaluation {
        Evaluation(graph: graph, isLenient: behaviour.version == .corrected)
    }
}

extension GraphTask {
    /// A word for how the question is answered: the last of the gold actions.
    fileprivate var shape: String {
        actions.last.map { String($0.prefix { $0 != "(" }) } ?? "question"
    }
}
