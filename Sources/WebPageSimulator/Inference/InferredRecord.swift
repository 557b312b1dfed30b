import Environments
import JSONTree

/// The task record that a dialogue implies, in Mind2Web's format.
struct InferredRecord {
    private let reading: EpisodeReading
    private let id: String

    /// - Throws: ``EnvironmentError`` `unsupported` that names what no record can hold.
    init(_ episode: RecordedEpisode) throws(EnvironmentError) {
        reading = try EpisodeReading(episode)
        id = episode.id
    }

    /// The record, what it leaves open, and where it comes from.
    func world() throws(EnvironmentError) -> InferredWorld {
        let marker = InferredMarker(
            version: reading.version, afterMistake: reading.repeats ? .repeat : .end,
            isWhole: reading.isWhole,
            steps: reading.steps.map {
                StepKnowledge(isOpen: $0.answer == nil, mistakes: $0.mistakes)
            })
        let unknown = unknown
        return InferredWorld(
            files: [
                InferredWorld.File(
                    name: "task.jsonl", bytes: Array((try record().text(.compact) + "\n").utf8)),
                InferredWorld.marker(
                    of: .mind2web, dialogues: [id], unknown: unknown, details: marker.details),
            ], facts: facts, unknown: unknown)
    }

    private var first: RecordedPrompt? { reading.steps.first?.reading.prompt }

    private func record() throws(EnvironmentError) -> JSON {
        var actions: [JSON] = []
        for (number, step) in reading.steps.enumerated() {
            actions.append(try action(number, step))
        }
        return [
            "annotation_id": .string(id), "website": "", "domain": "", "subdomain": "",
            "confirmed_task": .string(first?.task ?? ""),
            "previous_actions": .array((first?.previousActions ?? []).map { .string($0) }),
            "action_reprs": .array(reading.steps.compactMap(\.report).map { .string($0) }),
            "actions": .array(actions),
        ]
    }

    private func action(
        _ number: Int, _ step: EpisodeReading.Step
    ) throws(EnvironmentError) -> JSON {
        let page = step.reading.page.page
        let markup = page.markup
        // A record holds XML, and not every text that a message can hold is.
        guard let again = try? Page(cleaned: markup), again.nodes == page.nodes else {
            throw .unsupported("a record of a page that XML cannot hold")
        }
        let operation = step.answer?.operation ?? Operation(.click)
        let candidates = step.reading.page.candidates.map { (id: String) -> (Bool, JSON) in
            let isTarget = id == step.answer?.element
            return (isTarget, candidate(id, isTarget: isTarget, in: page))
        }
        return [
            "action_uid": .string("\(id)-\(number)"), "raw_html": "",
            "cleaned_html": .string(markup),
            "operation": [
                "op": .string(operation.kind.rawValue),
                "original_op": .string(operation.kind.rawValue),
                "value": .string(operation.value),
            ],
            "pos_candidates": .array(candidates.filter(\.0).map(\.1)),
            "neg_candidates": .array(candidates.filter { !$0.0 }.map(\.1)),
        ]
    }

    private func candidate(_ id: String, isTarget: Bool, in page: Page) -> JSON {
        let name = page.index(of: id).map { page.nodes[$0].name } ?? ""
        let attributes = JSONObject([("backend_node_id", .string(id))])
        var candidate = JSONObject([
            ("tag", .string(name)), ("attributes", .string(JSON.object(attributes).text())),
            ("backend_node_id", .string(id)),
        ])
        if isTarget {
            candidate.append("is_original_target", true)
            candidate.append("is_top_level_target", true)
        }
        return .object(candidate)
    }

    // MARK: Where it comes from

    private var facts: [InferredWorld.Fact] {
        var facts: [InferredWorld.Fact] = []
        for (number, step) in reading.steps.enumerated() {
            let prompt = step.reading.prompt
            let elements = step.reading.page.page.nodes.count { !$0.isText }
            if number == 0 {
                facts.append(InferredWorld.Fact("the task", turn: step.turn))
                if !prompt.previousActions.isEmpty {
                    facts.append(
                        InferredWorld.Fact(
                            counted(prompt.previousActions.count, "earlier action"),
                            turn: step.turn))
                }
            }
            facts.append(
                InferredWorld.Fact(
                    "a page of \(counted(elements, "element")), "
                        + "\(prompt.choices.count) of them on offer", turn: step.turn))
            if let answer = step.answer, reading.steps.indices.contains(number + 1) {
                facts.append(
                    InferredWorld.Fact(
                        "that \(answer.operation.kind.rawValue) on \(answer.element) is right",
                        turn: reading.steps[number + 1].turn))
            }
        }
        return facts
    }

    private var unknown: [String] {
        var unknown = [
            "what the pages hold beyond what the questions show",
            "the names of attributes, and words of theirs that are not shown",
        ]
        if first?.previousActions.count == Question.historyLength {
            unknown.append("what was done before the \(Question.historyLength) actions told")
        }
        for (number, step) in reading.steps.enumerated() {
            unknown.append(
                step.answer == nil
                    ? "which element is right in step \(number), and what follows it"
                    : "whether other elements are right too in step \(number)")
        }
        return unknown
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
