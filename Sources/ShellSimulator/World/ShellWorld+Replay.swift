public import Environments
import JSONTree

extension ShellWorld {
    /// Runs a recorded episode's replies as they are written.
    ///
    /// In a world that was inferred from a dialogue, what the original's reader lost or delayed is
    /// told as in the judgement without a world, and what stayed undecided there stays so.
    public func replay(
        _ episode: RecordedEpisode, task: String?, seed: UInt64
    ) async -> EpisodeJudgement {
        guard let open, rendering == .agentInstruct else {
            return await replayAsWritten(episode, task: task, seed: seed)
        }
        var record = TerminalRecord(host: "root@\(open.host)")
        // A command that was stopped here may have gone on there, and what follows builds on it.
        var wasStopped = false
        return await replayAsWritten(episode, task: task, seed: seed) {
            turn, recorded, step, environment in
            let judgement = judgement(
                on: recorded, step, printed: environment.printed,
                after: environment.action(in: turn.reply) ?? "", &record)
            guard judgement.verdict == .divergent else { return judgement }
            let ending = step.details["ending"]?.string
            wasStopped = wasStopped || ending == ShellOutput.Ending.deadline.rawValue
            guard let reason = open.undecided[turn.index] ?? (wasStopped ? "deadline" : nil) else {
                return judgement
            }
            return Judgement(
                .unverifiable, reason: reason, action: judgement.action,
                replayed: step.observation)
        }
    }

    /// Whether a recorded episode puts a task as it is put here; the box says nothing then.
    public func opens(_ episode: RecordedEpisode, with task: String) -> Bool {
        guard let task = self.task(named: task), task.missing.isEmpty else { return false }
        return episode.task.isIdentical(to: ShellWorld.opening(task.description))
    }

    private func judgement(
        on recorded: String, _ step: Step, printed: String, after command: String,
        _ record: inout TerminalRecord
    ) -> Judgement {
        let text = RecordedText(step.observation, printed: printed)
        var comparison = ObservationComparison(RecordedText(recorded), text, after: command)
        if Verdict(comparison) != nil {
            record.clear()
        } else {
            record.append(command, printed: step.observation)
            if comparison == .lost {
                comparison = .piece("lost-output")
            } else if let reason = record.take(recorded) {
                comparison = .piece(reason)
            }
        }
        return Judgement(
            Verdict(comparison) ?? .divergent, basis: .supplied, reason: comparison.reason,
            action: command,
            replayed: comparison == .exact ? nil : step.observation, note: comparison.note)
    }
}
