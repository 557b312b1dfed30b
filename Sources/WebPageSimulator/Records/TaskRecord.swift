import JSONTree

/// What is kept of a recorded task: all but its pages, which are read again when they are wanted.
public struct TaskRecord: Hashable, Sendable {
    /// The id: the record's `annotation_id`, or the file's name and the place in it.
    public var id: String
    /// What the user wants.
    public var text: String
    /// The web site.
    public var website: String
    /// What was done before the record begins.
    public var history: [String]
    /// What was done in each step, as later questions tell it: `[button]  Search -> CLICK`.
    public var actionTexts: [String]
    /// The ids of the steps, as files of scores know them.
    public var actionIds: [String]
    /// The place of the record in its file.
    var place: RecordPlace

    /// How many steps the record has.
    public var count: Int { actionIds.count }

    /// What was done before a step.
    public func actions(before step: Int) -> [String] { history + actionTexts.prefix(step) }
}

/// Where a record stands.
struct RecordPlace: Hashable, Sendable {
    var path: String
    var offset: Int
    var length: Int
}

extension TaskRecord {
    /// Reads a task of Mind2Web's, or one of its actions by itself, as derived sets have them.
    init(_ json: JSON, fallbackId: String, place: RecordPlace) throws(RecordFault) {
        guard json.object != nil else { throw RecordFault("\(json.kind) is no task") }
        guard let text = json["confirmed_task"]?.string else {
            throw RecordFault("it has no confirmed_task")
        }
        self.text = text
        self.place = place
        id = json["annotation_id"]?.string ?? fallbackId
        website = json["website"]?.string ?? ""
        history = (json["previous_actions"]?.array ?? []).compactMap(\.string)
        actionTexts = (json["action_reprs"]?.array ?? []).compactMap(\.string)
        actionIds = TaskRecord.actions(of: json).map { $0["action_uid"]?.string ?? "" }
        guard !actionIds.isEmpty else { throw RecordFault("it has no actions") }
        guard actionTexts.count >= actionIds.count - 1 else {
            throw RecordFault(
                "it has \(actionIds.count) actions but \(actionTexts.count) action_reprs")
        }
    }

    /// The actions of a task; a record that is one action is its own.
    static func actions(of json: JSON) -> [JSON] {
        if let actions = json["actions"]?.array { return actions }
        return json["cleaned_html"] != nil ? [json] : []
    }
}
