import Environments
public import JSONTree

extension ReplaySummary {
    /// The report's `summary`.
    public var json: JSON {
        var object = total.json
        var members = JSONObject()
        for environment in EnvironmentIdentifier.allCases {
            guard let counts = environments[environment] else { continue }
            members.append(environment.rawValue, .object(counts.json))
        }
        object.append("environments", .object(members))
        object.append("skipped", JSON(skipped))
        return .object(object)
    }
}

extension ReplayCounts {
    var json: JSONObject {
        var object = JSONObject([
            ("dialogues", JSON(dialogues)), ("observations", JSON(observations)),
        ])
        for verdict in Verdict.allCases {
            object.append(verdict.rawValue, JSON(count(of: verdict)))
        }
        object.append(
            "basis",
            .object(JSONObject(Basis.allCases.map { ($0.rawValue, JSON(bases[$0] ?? 0)) })))
        if !engines.isEmpty {
            let ordered = engines.sorted { $0.key < $1.key }
            object.append(
                "engines", .object(JSONObject(ordered.map { ($0.key, JSON($0.value)) })))
            let proofs = proofs.sorted { $0.key < $1.key }.map { engine, ids in
                (engine, JSON.array(ids.map { .string($0) }))
            }
            object.append("engine_proofs", .object(JSONObject(proofs)))
        }
        if !remarks.isEmpty {
            object.append(
                "remarks", .object(JSONObject(rankedRemarks.map { ($0.code, JSON($0.count)) })))
        }
        if let meanReward {
            object.append("rewards", ["count": JSON(rewards), "mean": JSON(meanReward)])
        }
        return object
    }
}

extension ReplayedDialogue {
    /// The dialogue's entry in the report.
    public var json: JSON {
        var object = JSONObject([
            ("id", .string(id)), ("environment", .string(environment.rawValue)),
            ("source", .string(source)), ("reward", reward.map { JSON($0) } ?? .null),
        ])
        if let engine { object.append("engine", .string(engine)) }
        object.append("observations", .array(observations.map(\.json)))
        if !remarks.isEmpty { object.append("remarks", .array(remarks.map(\.json))) }
        return .object(object)
    }
}

extension ReplayedDialogue.Observation {
    var json: JSON {
        var object = JSONObject([
            ("turn", JSON(turn)), ("action", JSON(judgement.action)),
            ("verdict", .string(judgement.verdict.rawValue)),
            ("basis", JSON(judgement.basis?.rawValue)), ("reason", JSON(judgement.reason)),
            ("recorded", .string(recorded)), ("replayed", JSON(judgement.replayed)),
        ])
        if let note = judgement.note { object.append("note", .string(note)) }
        return .object(object)
    }
}

extension Remark {
    var json: JSON { ["turn": JSON(turn), "code": .string(code), "note": .string(note)] }
}
