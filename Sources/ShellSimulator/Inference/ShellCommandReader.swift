/// Reads the grammar of the shell, as far as agents write it.
struct ShellCommandReader {
    private let text: [Character]
    private var place = 0

    init(_ text: String) {
        self.text = Array(text)
    }

    private var next: Character? { place < text.count ? text[place] : nil }

    private func follows(_ word: String) -> Bool {
        text[place...].starts(with: Array(word))
    }

    private mutating func skipSpace() {
        while let character = next {
            if character == "\\", place + 1 < text.count, text[place + 1] == "\n" {
                place += 2
            } else if character == " " || character == "\t" {
                place += 1
            } else {
                return
            }
        }
    }

    /// Commands one after the other, up to one of the words or a closing parenthesis.
    mutating func list(until ends: Set<String>) -> [ShellCommand.Pipeline] {
        var pipelines: [ShellCommand.Pipeline] = []
        while true {
            skipSpace()
            guard let character = next else { return pipelines }
            if character == ")" { return pipelines }
            if "\n;&|".contains(character) {
                place += 1
                continue
            }
            if character == "#" {
                while let one = next, one != "\n" { place += 1; _ = one }
                continue
            }
            if ends.contains(peekedWord) { return pipelines }
            let before = place
            let stages = pipeline()
            if !stages.isEmpty { pipelines.append(stages) }
            // What cannot be read is passed over.
            if place == before { place += 1 }
        }
    }

    private var peekedWord: String {
        String(text[place...].prefix { !" \t\n;&|()<>".contains($0) })
    }

    private mutating func pipeline() -> ShellCommand.Pipeline {
        var stages: ShellCommand.Pipeline = []
        while true {
            skipSpace()
            if let stage = stage() { stages.append(stage) }
            skipSpace()
            guard next == "|", !follows("||") else { return stages }
            place += follows("|&") ? 2 : 1
            while next == "\n" || next == " " { place += 1 }
        }
    }

    private mutating func take(_ word: String) {
        while let character = next, " \t\n;".contains(character) { place += 1 }
        if peekedWord == word { place += word.count }
    }

    private mutating func stage() -> ShellCommand.Stage? {
        let start = place
        var stage = ShellCommand.Stage()
        if follows("((") {
            while next != nil, !follows("))") { place += 1 }
            place = min(text.count, place + 2)
            return nil
        }
        if next == "(" {
            place += 1
            stage.kind = .group
            stage.body = list(until: [])
            if next == ")" { place += 1 }
        } else {
            switch peekedWord {
            case "{":
                place += 1
                stage.kind = .group
                stage.body = list(until: ["}"])
                take("}")
            case "for": loop(&stage)
            case "while", "until":
                place += 5
                stage.kind = .condition
                stage.body = list(until: ["do"])
                take("do")
                stage.body += list(until: ["done"])
                take("done")
            case "if":
                place += 2
                stage.kind = .condition
                let words: Set<String> = ["then", "elif", "else", "fi"]
                while next != nil {
                    stage.body += list(until: words)
                    let word = peekedWord
                    guard words.contains(word) else { break }
                    place += word.count
                    if word == "fi" { break }
                }
            case "!", "time":
                place += peekedWord.count
                return self.stage()
            default: break
            }
        }
        simple(&stage)
        place = min(place, text.count)
        stage.source = String(text[start..<place])
        return stage.parts.isEmpty && stage.body.isEmpty && stage.target == nil ? nil : stage
    }

    private mutating func loop(_ stage: inout ShellCommand.Stage) {
        place += 3
        skipSpace()
        stage.kind = .loop(variable: word()?.text ?? "")
        skipSpace()
        if peekedWord == "in" {
            place += 2
            while true {
                skipSpace()
                guard let item = word() else { break }
                stage.parts.append(item)
            }
        }
        take("do")
        stage.body = list(until: ["done"])
        take("done")
    }

    /// Words and redirections up to the end of a simple command; of a compound one only
    /// redirections.
    private mutating func simple(_ stage: inout ShellCommand.Stage) {
        while true {
            skipSpace()
            guard let character = next else { return }
            if character == ">" || character == "<" || follows("&>") || isNumberedRedirection {
                redirect(&stage)
            } else if stage.kind == .simple, let word = word() {
                stage.parts.append(word)
            } else {
                return
            }
        }
    }

    private var isNumberedRedirection: Bool {
        guard next == "1" || next == "2", place + 1 < text.count else { return false }
        return text[place + 1] == ">"
    }

    private mutating func redirect(_ stage: inout ShellCommand.Stage) {
        let isError = next == "2"
        while let character = next, "12&".contains(character) { place += 1 }
        let isInput = next == "<"
        while let character = next, "><".contains(character) { place += 1 }
        if next == "&" {
            while let character = next, character == "&" || character.isNumber { place += 1 }
            return
        }
        skipSpace()
        guard let word = word(), word.text != "/dev/null" else { return }
        if isInput { stage.input = word.text } else if !isError { stage.target = word.text }
    }

    private mutating func word() -> ShellCommand.Word? {
        var word = ShellCommand.Word()
        let start = place
        while let character = next, !" \t\n;&|()<>".contains(character) {
            read(character, &word)
        }
        guard place > start else { return nil }
        place = min(place, text.count)
        word.source = String(text[start..<place])
        return word
    }

    private mutating func read(_ character: Character, _ word: inout ShellCommand.Word) {
        place += 1
        switch character {
        case "'":
            while let one = next, one != "'" { word.text.append(one); place += 1 }
            place += 1
        case "\"":
            while let one = next, one != "\"" {
                place += 1
                if one == "\\", let escaped = next, "\\\"$`\n".contains(escaped) {
                    word.text.append(escaped)
                    place += 1
                } else if one == "$" || one == "`" {
                    compute(one, &word)
                } else {
                    word.text.append(one)
                }
            }
            place += 1
        case "\\":
            if let escaped = next {
                if escaped != "\n" { word.text.append(escaped) }
                place += 1
            }
        case "$", "`": compute(character, &word)
        case "*", "?", "[":
            word.hasGlob = true
            word.text.append(character)
        default: word.text.append(character)
        }
    }

    /// What follows a dollar or a backtick.
    private mutating func compute(_ mark: Character, _ word: inout ShellCommand.Word) {
        word.isComputed = true
        let start = place
        if mark == "`" {
            while let one = next, one != "`" { _ = one; place += 1 }
            word.substitutions.append(String(text[start..<place]))
            place += 1
        } else if follows("((") {
            skipParentheses()
            let inner = String(text[(start + 2)..<max(start + 2, min(place - 2, text.count))])
            for part in inner.ranges(of: "$(") {
                var reader = ShellCommandReader(String(inner[part.lowerBound...]))
                word.substitutions += reader.word()?.substitutions.prefix(1) ?? []
            }
        } else if next == "(" {
            skipParentheses()
            word.substitutions.append(String(text[(start + 1)..<max(start + 1, place - 1)]))
        } else if next == "{" {
            while let one = next, one != "}" { _ = one; place += 1 }
            place += 1
        } else if next == "[" {
            while let one = next, one != "]" { _ = one; place += 1 }
            place += 1
        }
        place = min(place, text.count)
        word.text += String(mark) + String(text[start..<place])
    }

    /// Passes over a balanced pair of parentheses.
    private mutating func skipParentheses() {
        var depth = 0
        while let character = next {
            place += 1
            switch character {
            case "(": depth += 1
            case ")":
                depth -= 1
                if depth == 0 { return }
            case "\\": place += 1
            case "'":
                while let one = next, one != "'" { _ = one; place += 1 }
                place += 1
            case "\"":
                while let one = next, one != "\"" {
                    place += one == "\\" ? 2 : 1
                }
                place += 1
            default: break
            }
        }
        place = min(place, text.count)
    }
}
