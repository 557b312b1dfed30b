public import Environments

extension Shop {
    /// Judges a dialogue in the shop that it implies.
    public func judge(
        _ episode: RecordedEpisode, settings: Settings
    ) async -> EpisodeJudgement {
        EpisodeJudgement(
            undecided: episode, because: .unsupported("replay without a catalog"))
    }
}
