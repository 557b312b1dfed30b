/// A line for a person at a terminal: text with a part to play, to which the terminal gives colour.
public struct StyledLine: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The part that a stretch of text plays.
    public enum Role: Hashable, Sendable {
        case plain, heading, action, faint, good, bad
    }

    /// A stretch of text with one part to play.
    public struct Span: Hashable, Sendable {
        /// The text, without line breaks.
        public var text: String
        /// The part it plays.
        public var role: Role

        /// Describes a stretch of text.
        public init(_ text: String, _ role: Role = .plain) {
            self.text = text
            self.role = role
        }
    }

    /// The line's stretches, from left to right.
    public var spans: [Span]

    /// A line of stretches.
    public init(_ spans: [Span]) {
        self.spans = spans
    }

    /// A line of one stretch.
    public init(_ text: String, _ role: Role = .plain) {
        spans = [Span(text, role)]
    }

    /// A plain line.
    public init(stringLiteral text: String) {
        self.init(text)
    }
}

/// Something that a person may ask to see besides the observations: a map, the variables, a score.
public struct View: Hashable, Sendable {
    /// The word to ask with: `map`.
    public var name: String
    /// What it shows, in a few words.
    public var summary: String

    /// Describes a view.
    public init(_ name: String, _ summary: String) {
        self.name = name
        self.summary = summary
    }
}
