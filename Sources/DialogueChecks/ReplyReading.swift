import Environments

/// A reply as an environment's parser takes it, and what that tells of its form.
///
/// Nothing here knows a format: the parser is asked about the reply and about parts of it.
struct ReplyReading {
    let reply: String
    private let read: (String) -> String?

    /// The action; `nil` if the parser finds none.
    let action: String?

    init(_ reply: String, _ read: @escaping (String) -> String?) {
        self.reply = reply
        self.read = read
        action = read(reply)
    }

    private static let markers = ["Action:", "ACTION:", "Act:"]

    /// How many parts of the reply, each from one marker of an action to the next, are an action by
    /// themselves.
    var actionCount: Int {
        var starts: [String.Index] = []
        for marker in ReplyReading.markers {
            starts += reply.ranges(of: marker).map(\.lowerBound)
        }
        guard starts.count > 1 else { return action == nil ? 0 : 1 }
        starts.sort()
        var count = 0
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : reply.endIndex
            if read(String(reply[start..<end])) != nil { count += 1 }
        }
        return count
    }

    /// What stands behind the action, unless it is a further action: the shortest beginning of the reply in which the parser finds
    /// the same action ends where the action does.
    var textAfterAction: Substring? {
        guard let action else { return nil }
        var end = reply.startIndex
        var lineStart = end
        while end < reply.endIndex {
            lineStart = end
            end =
                reply[end...].firstIndex(of: "\n").map { reply.index(after: $0) }
                ?? reply.endIndex
            if read(String(reply[..<end])) == action {
                end = shortest(within: lineStart..<end, action)
                let rest = reply[end...]
                let isAction = ReplyReading.markers.contains { rest.trimmed.hasPrefix($0) }
                return !isAction && rest.contains { $0.isLetter || $0.isNumber } ? rest : nil
            }
        }
        return nil
    }

    /// The earliest end within a line, behind a closing bracket or quote.
    private func shortest(within line: Range<String.Index>, _ action: String) -> String.Index {
        for index in reply[line].indices where "])`\"'".contains(reply[index]) {
            let end = reply.index(after: index)
            if read(String(reply[..<end])) == action { return end }
        }
        return line.upperBound
    }
}
