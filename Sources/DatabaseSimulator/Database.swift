public import Environments

/// The `db` environment: a MySQL database, emulated over SQLite.
public struct Database: Simulator {
    /// `db`.
    public let identifier = EnvironmentIdentifier.db

    /// One line for lists.
    public let summary = "a MySQL 8 database that the agent queries and changes with SQL"

    /// `--version`, `--dialect` and `--complete`.
    public let settings = [
        Setting(
            name: "version",
            values: DatabaseReplyFormat.allCases.map(\.rawValue) + ["affected-rows"],
            summary: "whose replies and answers: AgentInstruct's, or those of a version of "
                + "AgentBench; affected-rows shows how many rows a write changed"),
        Setting(
            name: "dialect", values: DatabaseWorld.Configuration.Dialect.allCases.map(\.rawValue),
            summary: "what executes statements: MySQL as emulated, or SQLite itself"),
        .completion,
    ]

    /// The environment with its settings at their defaults.
    public init() {}

    /// Loads a world from dbbench tasks, a `.sql` script, a SQLite file, or a folder of these.
    public func loadWorld(
        at path: String, settings: Settings
    ) throws(EnvironmentError) -> any World {
        try DatabaseWorld(.file(path), configuration: try configuration(settings))
    }

    /// Judges an episode in the database that its own text and statements imply.
    public func judge(_ episode: RecordedEpisode, settings: Settings) async -> EpisodeJudgement {
        judge(settings).judge(episode)
    }

    /// The tables and rows that an episode implies, as a `.sql` script with its task.
    public func inferWorld(
        from episode: RecordedEpisode, settings: Settings
    ) async throws(EnvironmentError) -> InferredWorld {
        try InferredDatabase(judge(settings).world(of: episode), episode).world()
    }

    /// One database for the episodes about the same tables, where all of them hold in it.
    public func inferWorlds(
        sharedBy episodes: [RecordedEpisode], settings: Settings
    ) async throws(EnvironmentError) -> [SharedWorld] {
        let judge = judge(settings)
        let findings = episodes.map { judge.world(of: $0) }
        return SharedDatabases(findings, makeExecutor: Self.executor).shared.map {
            world, members in
            let inferred = InferredDatabase.shared(
                world, of: members.map { (episodes[$0], findings[$0]) })
            return SharedWorld(world: inferred, members: members)
        }
    }

    /// What the episodes say of tables that they share.
    public func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)? {
        DatabasePool(episodes, judge: judge(settings), makeExecutor: Self.executor)
    }

    private static let executor: DatabaseJudge.MakeExecutor = { engine throws(StatementFailure) in
        switch engine {
        case .mysql, .either: try MySQLEngine(rendering: .agentinstruct)
        case .sqlite: try SQLiteEngine()
        }
    }

    private func judge(_ settings: Settings) -> DatabaseJudge {
        let replies = (try? configuration(settings))?.replies ?? .agentinstruct
        return DatabaseJudge(
            statement: { reply in
                if case .execute(let statement) = replies.action(in: reply) {
                    statement
                } else {
                    nil
                }
            },
            makeExecutor: Self.executor)
    }

    /// The statement in a message, or the answer that it commits.
    public func action(in reply: String, settings: Settings) -> String? {
        (try? configuration(settings))?.replies.bareAction(in: reply)
    }

    /// What the agent is told, in our own words.
    public func opening(settings: Settings) throws(EnvironmentError) -> DialogueOpening {
        .database(try configuration(settings).replies)
    }

    private func configuration(
        _ settings: Settings
    ) throws(EnvironmentError) -> DatabaseWorld.Configuration {
        var configuration = DatabaseWorld.Configuration()
        let version = try value(of: "version", in: settings)
        configuration.showsAffectedRows = version == "affected-rows"
        configuration.replies = DatabaseReplyFormat(rawValue: version) ?? .agentinstruct
        let dialect = try value(of: "dialect", in: settings)
        configuration.keepsDialect = settings["dialect"] != nil
        let completion = try value(of: Setting.completion.name, in: settings)
        if completion != Setting.completion.values[0] {
            guard let seed = UInt64(completion) else {
                throw EnvironmentError(
                    .unsupported, "--complete takes a seed, a natural number, not \(completion)")
            }
            configuration.completion = seed
        }
        configuration.dialect = DatabaseWorld.Configuration.Dialect(rawValue: dialect) ?? .mysql
        return configuration
    }
}

extension DatabaseReplyFormat {
    /// The bare action that a message stands for, if the format accepts it.
    func bareAction(in reply: String) -> String? {
        switch action(in: reply) {
        case .execute(let statement): statement
        case .answer(let answer): "Final Answer:" + answer
        case .invalid, .refused: nil
        }
    }
}
