/// The public name of an environment: the split name of the AgentInstruct dataset.
public enum EnvironmentIdentifier: String, CaseIterable, Hashable, Sendable {
    /// A MySQL database.
    case db
    /// A web shop.
    case webshop
    /// A knowledge graph.
    case kg
    /// A Linux shell.
    case os
    /// A household.
    case alfworld
    /// Web pages.
    case mind2web
}
