/// What an instruction asks for, as words to search with.
enum SearchWords {
    private static let openings = [
        "find me some ", "find me ", "i am looking for ", "i'm looking for ", "i need ", "i want ",
        "show me ", "i would like ",
    ]
    private static let fillers: Set<String> = ["please", "which", "come", "that", "are", "some"]

    /// The words of an instruction, without its opening and its price.
    ///
    /// - Parameter isShort: leaves out what follows `with` or `in`.
    static func words(of instruction: String, isShort: Bool) -> String {
        var text = PriceCap.split(instruction).words.pythonLowercased
        if let opening = openings.first(where: { text.hasPrefix($0) }) {
            text.removeFirst(opening.count)
        }
        if isShort {
            for word in [" with ", " in "] {
                if let range = text.firstRange(of: Array(word.utf8)) {
                    text = String(text[..<range.lowerBound])
                }
            }
        }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            cleaned.append(",:[]|".unicodeScalars.contains(scalar) ? " " : scalar)
        }
        return String(cleaned).unicodeScalars.split(separator: " ").map { String($0) }
            .filter { !fillers.contains($0) }.joined(separator: " ")
    }
}
