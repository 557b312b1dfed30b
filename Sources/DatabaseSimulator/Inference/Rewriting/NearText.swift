/// Compares two messages of error 1064, which quote the statement from where it goes wrong.
///
/// The recorded message quotes the statement that ran; the recorded statement was formatted
/// afterwards, so the quotations may differ in blanks, in backticks and in where 80 characters end.
struct NearText: Hashable, Sendable {
    /// The quotation.
    private let text: String
    private let isCut: Bool
    /// What stands around it.
    private let frame: [String]

    /// How many characters a message quotes at most.
    private static let limit = 80

    /// Finds the quotation in a message; `nil` if it is not of error 1064.
    init?(_ error: RecordedError) {
        guard error.number == 1064, let start = error.message.firstRange(of: "near '") else {
            return nil
        }
        let rest = error.message[start.upperBound...]
        guard let end = rest.ranges(of: "' at line ").last else { return nil }
        text = String(rest[..<end.lowerBound])
        isCut = text.count >= Self.limit
        frame = [
            error.state, String(error.message[..<start.upperBound]),
            String(rest[end.lowerBound...]),
        ]
    }

    /// Whether both quote the same place, as far as formatting leaves that visible.
    func matches(_ other: NearText) -> Bool {
        guard frame == other.frame else { return false }
        let (first, second) = (squeezed, other.squeezed)
        if first == second { return true }
        return isCut && second.hasPrefix(first) || other.isCut && first.hasPrefix(second)
    }

    private var squeezed: String {
        text.filter { !$0.isWhitespace && $0 != "`" && $0 != ";" }
    }
}
