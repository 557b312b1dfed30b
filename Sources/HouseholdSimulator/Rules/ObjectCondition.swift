/// How the game words what was done to an object.
enum ObjectCondition {
    /// What one sees of an object that holds nothing.
    static func sentence(
        _ name: String, _ traits: ObjectTraits, _ flags: ObjectFlags
    ) -> String {
        if let words = words(flags) { return "This is a \(words) \(name)." }
        if traits.contains(.toggleable) {
            return "This \(name) is \(flags.contains(.toggled) ? "on" : "off")."
        }
        if traits.contains(.sliceable), flags.contains(.sliced) {
            return "This is a sliced \(name)."
        }
        return "There's nothing special about \(name)."
    }

    /// The words for a condition; a cool object is `cool` beside others and else `cold`.
    private static func words(_ flags: ObjectFlags) -> String? {
        let isSliced = flags.contains(.sliced)
        let words: String? =
            if flags.isSuperset(of: [.clean, .hot]) {
                "hot and clean"
            } else if flags.isSuperset(of: [.clean, .cool]) {
                "cool and clean"
            } else if isSliced, flags.contains(.clean) {
                "clean"
            } else if flags.contains(.hot) {
                "hot"
            } else if isSliced, flags.contains(.cool) {
                "cool"
            } else if flags.contains(.clean) {
                "clean"
            } else if flags.contains(.cool) {
                "cold"
            } else {
                nil
            }
        return words.map { isSliced ? $0 + " sliced" : $0 }
    }

    /// Everything that can stand between `This is a` and a name, no entry the beginning of a later
    /// one followed by a space.
    static let allWords = [
        "hot and clean sliced", "cool and clean sliced", "hot and clean", "cool and clean",
        "clean sliced", "hot sliced", "cool sliced", "sliced", "hot", "clean", "cold",
    ]
}
