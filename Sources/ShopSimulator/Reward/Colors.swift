/// The colours to which the original reduces option values before it compares them.
enum Colors {
    /// The first colour of the list that occurs anywhere in a value, even within a word.
    static func first(in value: String) -> String? {
        let bytes = Array(value.utf8)
        return patterns.firstIndex { pattern in
            guard bytes.count >= pattern.count else { return false }
            return (0...(bytes.count - pattern.count)).contains { start in
                bytes[start] == pattern[0]
                    && bytes[start..<(start + pattern.count)].elementsEqual(pattern)
            }
        }.map { names[$0] }
    }

    /// The first colour of the list that is one of some texts.
    static func first(among texts: [String]) -> String? {
        guard texts.contains(where: { known.contains($0) }) else { return nil }
        return names.first { texts.contains($0) }
    }

    private static let patterns = names.map { Array($0.utf8) }
    private static let known = Set(names)

    static let names = """
        alabaster apricot aqua ash asphalt azure banana beige black blue blush bordeaux bronze \
        brown burgundy camel camo caramel champagne charcoal cheetah chestnut chocolate christmas \
        coffee cognac copper coral cranberry cream crystal dark denim eggplant elephant espresso \
        fuchsia gold granite grape graphite grass gray green grey heather indigo ivory ivy khaki \
        lavender lemon leopard light lilac lime magenta maroon mauve merlot midnight mint mocha \
        multicolor mushroom mustard natural navy nude olive orange peach pewter pink plum purple \
        rainbow red rose royal rust sand sapphire seashell silver skull slate steel stone stonewash \
        sunflower tan taupe teal tiger turquoise violet walnut wheat white wine yellow
        """.split(separator: " ").map(String.init)
}
