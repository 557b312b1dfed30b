/// What a conversion could not keep, counted.
public struct ConversionNotes: Hashable, Sendable {
    /// A sort of loss, and how often it occurred.
    public struct Note: Hashable, Sendable {
        /// What is not kept, as a clause about the counted things.
        public var text: String
        /// How often.
        public var count: Int
    }

    /// The notes, in the order of their first occurrence.
    public private(set) var notes: [Note] = []

    /// No notes yet.
    public init() {}

    /// Counts a loss.
    public mutating func add(_ text: String, count: Int = 1) {
        guard count > 0 else { return }
        if let index = notes.firstIndex(where: { $0.text == text }) {
            notes[index].count += count
        } else {
            notes.append(Note(text: text, count: count))
        }
    }

    /// Counts the losses that others counted.
    mutating func add(_ others: ConversionNotes) {
        for note in others.notes { add(note.text, count: note.count) }
    }
}

/// Why a dialogue cannot be said in a format at all.
public struct ConversionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason, as a clause about the dialogue.
    public var reason: String

    /// States a reason.
    public init(_ reason: String) {
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
