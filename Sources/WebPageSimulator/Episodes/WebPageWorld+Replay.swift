public import Environments

extension WebPageWorld {
    /// Finds the task by what the questions say: the task's words and what was done before.
    ///
    /// A dialogue in which the earlier actions grow is about the whole task, any other about a step.
    public func task(of episode: RecordedEpisode) -> String? {
        guard let first = RecordedPrompt(episode.task) else { return nil }
        let later = episode.turns.compactMap { $0.observation.flatMap(RecordedPrompt.init) }
        let isWhole = later.contains { $0.previousActions != first.previousActions }
        if isInferred {
            // Several dialogues are about one step; each has its own part of the page.
            return records.map(\.id).first { id in
                id == episode.id || opens(episode, with: id)
            }
        }
        let derived = DerivedTask(id: episode.id).map(\.description)
        for (index, record) in records.enumerated() where record.text == first.task {
            for step in 0..<record.count {
                let history = record.actions(before: step).suffix(Question.historyLength)
                guard history.elementsEqual(first.previousActions) else { continue }
                let id = isWhole || record.count == 1 ? record.id : "\(record.id)#\(step)"
                guard (isWhole ? step == 0 : true), names[id]?.record == index else { continue }
                if Self.follows(first, in: self, task: id) { return id }
            }
        }
        return derived.flatMap { Self.follows(first, in: self, task: $0) ? $0 : nil }
    }

    private static func follows(
        _ prompt: RecordedPrompt, in world: WebPageWorld, task: String
    ) -> Bool {
        guard let first = try? world.task(task).steps.first else { return false }
        return !first.snapshot.targets.isEmpty || first.knowledge != nil
    }

    /// Whether a dialogue's first question is one that the task can open with.
    public func opens(_ episode: RecordedEpisode, with task: String) -> Bool {
        var environment = makeEnvironment()
        environment.expect(episode.task)
        guard let step = try? environment.reset(to: task, seed: 0) else { return false }
        return step.observation.isIdentical(to: episode.task)
    }

    /// Runs a dialogue's replies.
    ///
    /// Which elements a question was about is taken from the record, for it is left to chance; the
    /// page and the words have to come out as they are recorded.
    public func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64
    ) async -> EpisodeJudgement {
        var environment = makeEnvironment()
        var result = EpisodeJudgement(judgements: [])
        do {
            environment.expect(episode.task)
            let step = try environment.reset(to: task, seed: seed)
            result.opening = verdict(
                on: episode.task, answered: step,
                action: episode.turns.first.flatMap { PageReply($0.reply).action })
        } catch {
            result = EpisodeJudgement(undecided: episode, because: error)
            result.opening = Judgement(undecidedBecause: error)
            return result
        }
        for turn in episode.turns {
            let action = environment.action(in: turn.reply)
            do {
                environment.expect(turn.observation)
                let step = try environment.step(reply: turn.reply)
                result.reward = step.reward ?? result.reward
                guard let recorded = turn.observation else { continue }
                result.judgements.append(verdict(on: recorded, answered: step, action: action))
            } catch {
                guard turn.observation != nil else { continue }
                result.judgements.append(
                    error.code == .notRunning
                        ? Judgement(
                            .divergent, basis: .supplied, reason: "after-end", action: action,
                            note: "the episode had ended before this reply")
                        : Judgement(undecidedBecause: error, action: action))
            }
        }
        result.remarks = DialogueJudge(episode: episode).judgement().remarks
        return result
    }

    private func verdict(on recorded: String, answered step: Step, action: String?) -> Judgement {
        recorded.isIdentical(to: step.observation)
            ? Judgement(.exact, basis: .supplied, action: action)
            : Judgement(
                .divergent, basis: .supplied, action: action, replayed: step.observation,
                note: step.end == nil ? nil : "the episode ends with this reply")
    }
}
