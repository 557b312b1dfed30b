import Environments

/// Judges a dialogue by itself: every question in the page that it implies, and every reply.
struct DialogueJudge {
    let episode: RecordedEpisode

    func judgement() -> EpisodeJudgement {
        var verifier = PromptVerifier()
        var (judgement, reading) = verifier.judge(episode.task, at: episode.taskIndex)
        var result = EpisodeJudgement(judgements: [])
        judgement.action = episode.turns.first.flatMap { PageReply($0.reply).action }
        result.opening = judgement
        for (number, turn) in episode.turns.enumerated() {
            if let reading {
                result.remarks += ReplyCheck(turn.reply, to: reading, at: turn.index - 1).remarks()
            }
            guard let observation = turn.observation else { continue }
            (judgement, reading) = verifier.judge(observation, at: turn.index)
            judgement.action = PageReply(episode.turns[number].reply).action
            result.judgements.append(judgement)
        }
        return result
    }
}
