/// Whether a reply's thought speaks of another page than the one it answers.
///
/// AgentInstruct's rows were made by many questions at a time, and about half of the thoughts belong
/// to another question. Such a thought gives itself away by what it speaks of: things that neither
/// the page nor the task nor the earlier actions mention. Each such word counts one; one that is
/// quoted or a number counts more, and so does a value that is to be typed or selected.
///
/// `Documentation/mind2web.md` says how often this is right.
struct ThoughtCheck {
    /// What is counted from here on is taken for a thought about another page.
    static let threshold = 2
    private static let quotationWeight = 2
    private static let numberWeight = 2
    private static let valueWeight = 2

    /// The sum over what the question does not mention.
    let score: Int
    /// What the question does not mention.
    private let foreign: [String]

    /// The proof that the thought is about another page; `nil` if it may be about this one.
    var evidence: String? {
        guard score >= ThoughtCheck.threshold else { return nil }
        return "neither page nor task mention: " + foreign.joined(separator: ", ")
    }

    init(_ message: String, prompt: RecordedPrompt) {
        let known = Vocabulary(
            [prompt.snippet, prompt.task] + prompt.previousActions + prompt.choices)
        let end = message.utf8Range(of: "Answer:")?.lowerBound ?? message.endIndex
        var thought = PythonText.stripped(message[..<end])
        if let label = thought.utf8Range(of: "Thought:"), label.lowerBound == thought.startIndex {
            thought = String(thought[label.upperBound...])
        }
        var foreign = known.foreignWords(in: thought)
        var score = foreign.count
        score += foreign.count { $0.utf8.count > 1 && Int($0) != nil } * ThoughtCheck.numberWeight
        for quotation in ThoughtCheck.quotations(in: thought)
        where !known.foreignWords(in: quotation).isEmpty {
            score += ThoughtCheck.quotationWeight
        }
        let reply = PageReply(message)
        if reply.operation == "TYPE" || reply.operation == "SELECT" {
            let words = known.foreignWords(in: reply.value)
            if !words.isEmpty { score += ThoughtCheck.valueWeight }
            foreign += words.filter { !foreign.contains($0) }
        }
        self.score = score
        self.foreign = foreign
    }

    /// What stands between double quotes.
    private static func quotations(in text: String) -> [String] {
        let plain = String(text.map { $0 == "“" || $0 == "”" ? "\"" : $0 })
        let parts = plain.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 && $0 < parts.count - 1 }.map {
            String(parts[$0])
        }
    }
}

/// The words that a question mentions, whatever their endings.
private struct Vocabulary {
    private static let endings = ["ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y"]

    /// Of common words in other forms.
    private static let commonStems = Set(CommonWords.all.map(stem))

    private let stems: Set<String>

    init(_ texts: [String]) {
        stems = Set(texts.flatMap(LexicalRanking.words).map(Vocabulary.stem))
    }

    /// The words that are neither mentioned nor common, each once.
    func foreignWords(in text: String) -> [String] {
        var seen: Set<String> = []
        return LexicalRanking.words(of: text).filter { word in
            let stem = Vocabulary.stem(word)
            return word.count > 1 && !CommonWords.all.contains(word)
                && !Vocabulary.commonStems.contains(stem) && !stems.contains(stem)
                && seen.insert(stem).inserted
        }
    }

    private static func stem(_ word: String) -> String {
        for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            return String(word.dropLast(ending.count))
        }
        return word
    }
}
