/// The lines entered so far, and the place in them while one looks for a line.
struct LineHistory: Hashable {
    private var lines: [String] = []
    private var place = 0
    /// The unfinished line, while older ones are looked at.
    private var draft = ""

    /// Adds a line that was entered; repeating the last one adds nothing.
    mutating func add(_ line: String) {
        if lines.last != line { lines.append(line) }
        place = lines.count
        draft = ""
    }

    /// Forgets where one was looking.
    mutating func leave() {
        place = lines.count
        draft = ""
    }

    /// The line before the one that is shown; `nil` if there is none.
    mutating func older(than shown: String) -> String? {
        guard place > 0 else { return nil }
        if place == lines.count { draft = shown }
        place -= 1
        return lines[place]
    }

    /// The line after the one that is shown; `nil` if there is none.
    mutating func newer() -> String? {
        guard place < lines.count else { return nil }
        place += 1
        return place == lines.count ? draft : lines[place]
    }
}
