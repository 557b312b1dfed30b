import JSONTree

/// The task of a dialogue that a catalog was inferred from.
struct RecordedTask: Hashable, Sendable {
    /// The dialogue's id.
    var id: String
    /// What the agent read.
    var instruction: String
    /// What the agent bought in the end; `nil` if nothing.
    var bought: String?
    /// The values of the options that it had chosen by then.
    var chosen: [String] = []
    /// The goal, of which the record says no more than the instruction; `nil` if it stays open.
    var goal: Goal?

    init(id: String, instruction: String, bought: String? = nil, chosen: [String] = []) {
        self.id = id
        self.instruction = instruction
        self.bought = bought
        self.chosen = chosen
    }

    /// Reads a task as it is written down.
    init?(_ json: JSON) {
        guard let id = json["id"]?.string, let instruction = json["instruction"]?.string else {
            return nil
        }
        self.init(
            id: id, instruction: instruction, bought: json["bought"]?.string,
            chosen: (json["chosen"]?.array ?? []).compactMap(\.string))
    }

    /// The task as it is written down.
    var json: JSON {
        var object = JSONObject()
        object.append("id", .string(id))
        object.append("instruction", .string(instruction))
        if let bought {
            object.append("bought", .string(bought))
            object.append("chosen", .array(chosen.map(JSON.string)))
        }
        return .object(object)
    }
}
