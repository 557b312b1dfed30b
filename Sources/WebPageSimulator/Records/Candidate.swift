import JSONTree

/// An element that a question may offer.
public struct Candidate: Hashable, Sendable {
    /// The element's name in the record.
    public var id: String
    /// Whether acting on it is right.
    public var isTarget: Bool
    /// Its place in the ranking, the best having 0; `nil` if nothing ranked it.
    public var rank: Int?

    /// Describes a candidate.
    public init(id: String, isTarget: Bool, rank: Int? = nil) {
        self.id = id
        self.isTarget = isTarget
        self.rank = rank
    }

    init(_ json: JSON, isTarget: Bool) throws(RecordFault) {
        guard let id = json["backend_node_id"]?.string, !id.isEmpty else {
            throw RecordFault("a candidate has no backend_node_id")
        }
        self.init(id: id, isTarget: isTarget, rank: json["rank"]?.int)
    }
}
