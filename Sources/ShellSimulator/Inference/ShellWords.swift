/// A command taken apart as far as inference needs it: the stages of its pipelines, in words.
///
/// What a shell would compute (`$(…)`, loops, conditions) is not: such a stage has no words.
struct ShellWords {
    /// A simple command: its words without their quotes, and whether any had a glob.
    struct Stage: Hashable {
        var words: [String] = []
        /// Whether something in it is only known when it runs.
        var isComputed = false
        var hasGlob = false
        /// Where its output goes, if not to the next stage.
        var target: String?

        var name: String { words.first ?? "" }
        /// The words that are no options.
        var operands: [String] { words.dropFirst().filter { !$0.hasPrefix("-") } }
        var options: [String] { words.dropFirst().filter { $0.hasPrefix("-") } }

        /// Whether an option letter was given, alone or among others.
        func has(_ letter: Character) -> Bool {
            options.contains { !$0.hasPrefix("--") && $0.contains(letter) }
        }
    }

    /// The pipelines, one after the other.
    private(set) var pipelines: [[Stage]] = []

    private var stages: [Stage] = []
    private var stage = Stage()
    private var word: String?
    private var expectsTarget = false

    init(_ command: String) {
        var rest = Array(command)[...]
        while let character = rest.popFirst() { read(character, &rest) }
        endPipeline()
    }

    private mutating func read(_ character: Character, _ rest: inout ArraySlice<Character>) {
        switch character {
        case " ", "\t": endWord()
        case "\n", ";": endPipeline()
        case "#" where word == nil:
            while let next = rest.first, next != "\n" { rest.removeFirst(); _ = next }
        case "&":
            if rest.first == ">" { break }
            if rest.first == "&" { rest.removeFirst() }
            endPipeline()
        case "|":
            if rest.first == "|" {
                rest.removeFirst()
                endPipeline()
            } else {
                endStage()
            }
        case "'":
            word = word ?? ""
            while let next = rest.popFirst(), next != "'" { word?.append(next) }
        case "\"":
            word = word ?? ""
            while let next = rest.popFirst(), next != "\"" {
                if next == "\\", let escaped = rest.first, "\\\"$`".contains(escaped) {
                    word?.append(rest.removeFirst())
                } else {
                    if next == "$" || next == "`" { stage.isComputed = true }
                    word?.append(next)
                }
            }
        case "\\":
            if let next = rest.popFirst(), next != "\n" { word = (word ?? "") + String(next) }
        case ">":
            if word == "2" || word == "1" { word = nil } else { endWord() }
            if rest.first == ">" { rest.removeFirst() }
            if rest.first == "&" {
                rest.removeFirst()
                if rest.first?.isNumber == true { rest.removeFirst() }
                break
            }
            expectsTarget = true
        case "<":
            endWord()
        case "$", "`", "(", ")", "{", "}":
            if character == "{", rest.first == "}" {
                rest.removeFirst()
                word = (word ?? "") + "{}"
            } else {
                stage.isComputed = true
                word = (word ?? "") + String(character)
            }
        case "*", "?", "[":
            stage.hasGlob = true
            word = (word ?? "") + String(character)
        default: word = (word ?? "") + String(character)
        }
    }

    private mutating func endWord() {
        guard let finished = word else { return }
        word = nil
        if expectsTarget {
            expectsTarget = false
            if finished != "/dev/null" { stage.target = finished }
        } else {
            stage.words.append(finished)
        }
    }

    private mutating func endStage() {
        endWord()
        if !stage.words.isEmpty { stages.append(stage) }
        stage = Stage()
    }

    private mutating func endPipeline() {
        endStage()
        if !stages.isEmpty { pipelines.append(stages) }
        stages = []
    }
}
