/// The tools with which an agent asks the graph.
public enum Tool: String, CaseIterable, Hashable, Sendable {
    /// The relations of an entity or a variable.
    case getRelations = "get_relations"
    /// The entities to which a relation leads.
    case getNeighbors = "get_neighbors"
    /// What two variables have in common.
    case intersection
    /// The attributes of a variable.
    case getAttributes = "get_attributes"
    /// The members with the highest value of an attribute.
    case argmax
    /// The members with the lowest value of an attribute.
    case argmin
    /// How many members a variable has.
    case count

    /// The names of its parameters, in order.
    public var parameters: [String] {
        switch self {
        case .getRelations, .getAttributes, .count: ["variable"]
        case .getNeighbors: ["variable", "relation"]
        case .intersection: ["variable1", "variable2"]
        case .argmax, .argmin: ["variable", "attribute"]
        }
    }
}
