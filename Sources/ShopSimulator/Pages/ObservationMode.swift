/// How a page is told to the agent.
public enum ObservationMode: String, CaseIterable, Hashable, Sendable {
    /// Its texts, between separators.
    case text
    /// Its texts, a line each, with marks for what can be clicked.
    case rich = "text_rich"
    /// A document in HTML.
    case html
    /// Its address.
    case url
}
