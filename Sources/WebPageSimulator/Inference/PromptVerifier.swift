import Environments

/// Judges recorded questions in the pages that they imply.
///
/// A question is taken apart into page, task, earlier actions and choices; the page becomes a world
/// like any other, is pruned around the elements that the question offers, printed, and asked about
/// again. The page's own words, the task and the earlier actions are facts that only the record
/// knows; everything else has to come out as it is recorded: the numbers of the elements, what is
/// shown around them, the words of the choices and of the question.
struct PromptVerifier {
    /// A question that was taken apart, with its page.
    struct Reading {
        var prompt: RecordedPrompt
        var page: InferredPage
        var pruned: PrunedPage
    }

    /// The task of the dialogue and what was done, as told so far.
    private var latest: (prompt: RecordedPrompt, turn: Int)?

    /// Judges a question.
    mutating func judge(
        _ message: String, at turn: Int
    ) -> (judgement: Judgement, reading: Reading?) {
        guard let prompt = RecordedPrompt(message) else {
            return (
                Judgement(
                    .unverifiable, reason: "foreign-prompt",
                    note: "the message is no question about a page"), nil
            )
        }
        let page: InferredPage
        do {
            page = try InferredPage(snippet: prompt.snippet)
        } catch {
            return (
                Judgement(.divergent, basis: .predicted, reason: "page", note: error.message), nil
            )
        }
        let pruned = page.page.pruned(to: page.candidates)
        let reading = Reading(prompt: prompt, page: page, pruned: pruned)
        let question = Question(
            pruned, task: prompt.task, previousActions: prompt.previousActions)
        let version: WebPageVersion = message.hasSuffix("\n") ? .agentBench02 : .agentInstruct
        let rebuilt = question.message(in: version)
        let earlier = latest
        latest = (prompt, turn)
        guard rebuilt.isIdentical(to: message) else {
            return (difference(question, prompt, rebuilt), reading)
        }
        if let earlier, let judgement = contradiction(of: prompt, with: earlier) {
            return (judgement, reading)
        }
        let choices = prompt.choices.count
        return (
            Judgement(
                .exact, basis: .explained,
                note: "new: the page, the task and the earlier actions; checked: numbers, "
                    + "pruning, \(choices) choice\(choices == 1 ? "" : "s"), wording"), reading
        )
    }

    /// Where a question differs from what its own page makes of it.
    private func difference(
        _ question: Question, _ prompt: RecordedPrompt, _ rebuilt: String
    ) -> Judgement {
        var judgement = Judgement(.divergent, basis: .predicted, replayed: rebuilt)
        if !question.snippet.isIdentical(to: prompt.snippet) {
            judgement.reason = "page"
            judgement.note = "the page cannot be printed so around the elements that it numbers"
        } else if let index = prompt.choices.indices.first(where: { index in
            !question.choices.indices.contains(index)
                || !question.choices[index].isIdentical(to: prompt.choices[index])
        }) {
            judgement.reason = "choice-not-in-page"
            judgement.note =
                "choice \(Question.letter(of: index)) is no numbered element of the page"
        } else if prompt.choices.count < question.choices.count {
            judgement.reason = "choice-missing"
            judgement.note =
                "the page numbers \(question.choices.count) elements, "
                + "of which \(prompt.choices.count) are offered"
        } else {
            judgement.reason = "wording"
            judgement.note = "the question is worded otherwise"
        }
        return judgement
    }

    /// Why a question cannot follow an earlier one of the same dialogue.
    private func contradiction(
        of prompt: RecordedPrompt, with earlier: (prompt: RecordedPrompt, turn: Int)
    ) -> Judgement? {
        if !prompt.task.isIdentical(to: earlier.prompt.task) {
            return Judgement(
                .divergent, basis: .predicted, reason: "task-changed",
                note: "message \(earlier.turn) states another task")
        }
        let before = earlier.prompt.previousActions
        let now = prompt.previousActions
        for added in 0...now.count {
            let kept = now.dropLast(added)
            let isWhole = now.count < Question.historyLength
            guard isWhole ? kept.count == before.count : kept.count <= before.count else {
                continue
            }
            if before.suffix(kept.count).elementsEqual(kept) { return nil }
        }
        return Judgement(
            .divergent, basis: .predicted, reason: "history",
            note: "the earlier actions do not go on from those of message \(earlier.turn)")
    }
}
