/// The message with which a dialogue begins, taken apart: what is around, and the task.
struct Opening: Hashable {
    /// The first paragraph, which begins with the words that one is in the middle of a room.
    let surroundings: String
    /// The task's sentence, with its full stop.
    let task: String

    /// Reads the opening in any of the forms in which it was published; `nil` if this is none.
    init?(_ message: String) {
        guard let start = message.utf8Range(of: "You are "),
            let marker = message.utf8Range(of: "Your task is to: "),
            start.lowerBound < marker.lowerBound
        else { return nil }
        surroundings = String(message[start.lowerBound..<marker.lowerBound]).trimmingPythonSpace
        let rest = message[marker.upperBound...]
        let end = rest.utf8Range(of: " AVAILABLE ACTIONS: ")?.lowerBound ?? rest.endIndex
        let line = rest[..<end].utf8.prefix { $0 != UInt8(ascii: "\n") }
        task = String(decoding: line, as: UTF8.self).trimmingPythonSpace
    }
}
