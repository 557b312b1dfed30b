/// What the recorded episodes of a run say of a world that they share: one graph, one catalog, one
/// house for each opening.
///
/// Whether the worlds were really the same is not proved, so what another episode contradicts is a
/// finding (the reason `contradicted`, and ``Judgement/note`` names both sides) and no divergence;
/// what another episode says alike has the basis `pooled`.
public protocol EpisodePool: Sendable {
    /// Judges an episode with what the others say.
    ///
    /// - Parameter number: its place among the episodes of the pool, from 0.
    func judge(_ episode: RecordedEpisode, number: Int) async -> EpisodeJudgement

    /// What episodes of the pool say against each other, a line each that names both.
    var contradictions: [String] { get }
}

extension Simulator {
    /// None.
    public func pool(
        _ episodes: [RecordedEpisode], with world: (any World)?, settings: Settings
    ) async -> (any EpisodePool)? { nil }
}
