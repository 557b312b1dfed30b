public import Environments

extension DatabaseWorld {
    /// Runs a recorded episode's replies and judges each observation.
    ///
    /// AgentInstruct's statements were put into another form after they had run
    /// (``RewrittenSQL``). One that answers otherwise than recorded is therefore run again as it
    /// may have stood before; where that prints the record, the verdict is `equivalent`.
    public func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64
    ) async -> EpisodeJudgement {
        var episode = episode
        var result = await replayAsWritten(episode, task: task, seed: seed)
        let tables = ((try? freshEngine())?.tables ?? []).map { table in
            DescribedTable(
                name: table.name, columns: table.columns.map { DescribedColumn($0) },
                isComplete: true, isVerbatim: true)
        }
        let places = episode.turns.indices.filter { episode.turns[$0].observation != nil }
        for (number, place) in places.enumerated()
        where result.judgements[number].verdict == .divergent {
            let recorded = episode.turns[place]
            for text in earlierForms(of: recorded.reply, tables) {
                episode.turns[place].reply = text
                let other = await replayAsWritten(episode, task: task, seed: seed)
                guard let verdict = rewritten(other.judgements[number], recorded, episode) else {
                    episode.turns[place] = recorded
                    continue
                }
                let printed = result.judgements[number]
                result.judgements.replaceSubrange(
                    (number + 1)..., with: other.judgements[(number + 1)...])
                result.judgements[number] = printed
                result.judgements[number].verdict = verdict
                result.judgements[number].reason = EpisodeTrial.rewritten
                result.reward = other.reward
                break
            }
        }
        return result
    }

    /// The message with its statement as it may have stood when it ran.
    private func earlierForms(of reply: String, _ tables: [DescribedTable]) -> [String] {
        guard case .execute(let statement) = configuration.replies.action(in: reply) else {
            return []
        }
        let rewritten = RewrittenSQL(statement)
        return [rewritten.repaired(for: tables), rewritten.withoutBackticks].compactMap { form in
            guard let form, form != statement else { return nil }
            let message = reply.replacing(statement, with: form)
            return message == reply ? nil : message
        } + [reply]
    }

    /// The verdict on an observation that an earlier form of its statement prints.
    private func rewritten(
        _ judgement: Judgement, _ turn: RecordedEpisode.Turn, _ episode: RecordedEpisode
    ) -> Verdict? {
        if judgement.verdict != .divergent { return .equivalent }
        guard let replayed = judgement.replayed.flatMap({ RecordedError($0) }),
            let recorded = turn.observation.flatMap({ RecordedError($0) }),
            let first = NearText(replayed), let second = NearText(recorded),
            first.matches(second)
        else { return nil }
        return .equivalent
    }
}
