/// The words in a property's or a type's name.
enum PropertyWords {
    /// `cinema.film.locations` is `locations`, `people.person.sibling_s` is `siblings`.
    static func words(of name: String) -> String {
        let last = name.split(separator: ".").last.map { String($0) } ?? name
        let plain = last.hasSuffix("_s") ? String(last.dropLast(2)) + "s" : last
        return plain.replacing("_", with: " ")
    }

    /// The words as the subject of a phrase: those that do not read as a noun (`directed by`) are
    /// put into quotation marks.
    static func noun(of name: String) -> String {
        let words = words(of: name)
        let last = words.split(separator: " ").last.map { String($0) } ?? words
        return prepositions.contains(last) ? "“\(words)”" : words
    }

    private static let prepositions: Set = [
        "about", "as", "at", "by", "for", "from", "here", "in", "into", "of", "on", "to", "under",
        "with",
    ]
}
