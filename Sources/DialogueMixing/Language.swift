import Dialogues

/// A language that is recognised by its script or, for those in Latin letters, by its small words.
///
/// A rough sieve for training data, no more: a dialogue about a language counts as what most of it
/// is written in.
public enum Language: String, CaseIterable, Hashable, Sendable {
    /// English.
    case en
    /// Chinese.
    case zh
    /// Japanese.
    case ja
    /// Korean.
    case ko
    /// Languages in Cyrillic letters.
    case cyrillic
    /// Languages in Arabic letters.
    case arabic
    /// Everything else.
    case other

    /// How much of a dialogue is looked at.
    private static let reach = 20_000

    private static let smallWords: Set<String> = [
        "the", "of", "and", "to", "in", "is", "that", "it", "for", "you", "with", "on", "this",
        "be", "are", "as", "can", "or", "not", "from", "your", "i", "what", "how",
    ]

    /// The language of a dialogue.
    init(of dialogue: Dialogue) {
        var tally = Tally()
        for message in dialogue.messages {
            tally.add(message.text)
            if tally.seen > Language.reach { break }
        }
        self = tally.language
    }

    private struct Tally {
        var seen = 0
        private var latin = 0
        private var han = 0
        private var kana = 0
        private var hangul = 0
        private var cyrillic = 0
        private var arabic = 0
        private var words = 0
        private var smallWords = 0

        mutating func add(_ text: String) {
            var word = ""
            for scalar in text.unicodeScalars {
                seen += 1
                guard seen <= Language.reach else { break }
                switch scalar.value {
                case 0x41...0x5A, 0x61...0x7A:
                    latin += 1
                    if word.utf8.count < 8 {
                        word.unicodeScalars.append(
                            Unicode.Scalar(UInt8(scalar.value | 0x20)))
                    }
                    continue
                case 0xC0...0x24F: latin += 1
                case 0x3040...0x30FF: kana += 1
                case 0x3400...0x9FFF: han += 1
                case 0xAC00...0xD7AF: hangul += 1
                case 0x400...0x52F: cyrillic += 1
                case 0x600...0x6FF: arabic += 1
                default: break
                }
                end(&word)
            }
            end(&word)
        }

        private mutating func end(_ word: inout String) {
            guard !word.isEmpty else { return }
            words += 1
            if Language.smallWords.contains(word) { smallWords += 1 }
            word = ""
        }

        var language: Language {
            // A character of Chinese says as much as several letters.
            let scripts: [(Language, Int)] = [
                (.zh, 3 * han), (.ja, kana > 0 ? 3 * (han + kana) : 0), (.ko, 2 * hangul),
                (.cyrillic, cyrillic), (.arabic, arabic), (.other, latin),
            ]
            let most = scripts.map(\.1).max() ?? 0
            guard most > 0 else { return .other }
            if kana * 10 > han, 3 * (han + kana) == most { return .ja }
            let found = scripts.first { $0.1 == most }?.0 ?? .other
            guard found == .other else { return found }
            return smallWords * 10 >= words ? .en : .other
        }
    }
}
