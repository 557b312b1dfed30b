/// Cuts titles into words much as spaCy's English tokenizer does.
enum TitleTokenizer {
    /// The words and signs of a title.
    static func tokens(of title: String) -> [String] {
        var tokens: [String] = []
        for chunk in title.unicodeScalars.split(whereSeparator: { $0.isPythonSpace }) {
            if chunk.allSatisfy({ isPlainLetter($0) }) {
                // Nothing comes off such a word, and nothing cuts it.
                tokens.append(String(chunk))
            } else {
                tokens += self.tokens(ofChunk: Array(chunk))
            }
        }
        return tokens
    }

    private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value | 0x20) &- 0x61 < 26
    }

    /// A chunk between spaces: signs come off its ends, then it is cut at signs in its midst.
    private static func tokens(ofChunk chunk: [Unicode.Scalar]) -> [String] {
        var rest = chunk[...]
        var after: [String] = []
        while true {
            if isAbbreviation(rest) { break }
            if let count = prefixLength(rest) {
                rest = rest.dropFirst(count)
            } else if let suffix = suffixLength(rest) {
                after.append(text(rest.suffix(suffix)))
                rest = rest.dropLast(suffix)
            } else {
                break
            }
        }
        return infixPieces(rest) + after.reversed()
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static let signs: Set<Unicode.Scalar> = Set(
        "…,:;!?¿()[]{}<>_#*&。？！，、；：～·।،۔؛٪'\"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉–—-|$£€¥฿%+×§=~/\\"
            .unicodeScalars)

    private static func isIcon(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .otherSymbol, .mathSymbol, .currencySymbol, .modifierSymbol: true
        default: false
        }
    }

    /// `C.O.`, `U.S.`: letters each with a full stop stay whole.
    private static func isAbbreviation(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool {
        guard chunk.count >= 4, chunk.count % 2 == 0 else { return false }
        return chunk.enumerated().allSatisfy { index, scalar in
            index % 2 == 0 ? scalar.properties.isUppercase : scalar == "."
        }
    }

    private static func prefixLength(_ chunk: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let first = chunk.first else { return nil }
        return signs.contains(first) && first != "-" && first != "/" || isIcon(first) ? 1 : nil
    }

    private static let units: Set<String> = [
        "km", "m", "dm", "cm", "mm", "ha", "nm", "yd", "in", "ft", "kg", "g", "mg", "µg", "t",
        "lb", "oz", "hPa", "Pa", "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G",
        "M", "K",
    ]

    private static func suffixLength(_ chunk: ArraySlice<Unicode.Scalar>) -> Int? {
        guard let last = chunk.last, chunk.count > 1 else { return nil }
        if signs.contains(last), last != "-", last != "/" || isIcon(last) { return 1 }
        if isIcon(last) { return 1 }
        let before = chunk[chunk.index(chunk.endIndex, offsetBy: -2)]
        if last == "s" || last == "S", before == "'" || before == "’" { return 2 }
        if last == "." {
            let isSentenceEnd =
                before.properties.numericType != nil || before.properties.isLowercase
                || signs.contains(before)
                || (chunk.count > 2 && before.properties.isUppercase
                    && chunk[chunk.index(chunk.endIndex, offsetBy: -3)].properties.isUppercase)
            return isSentenceEnd ? 1 : nil
        }
        for length in stride(from: min(4, chunk.count - 1), through: 1, by: -1) {
            let place = chunk.index(chunk.endIndex, offsetBy: -length - 1)
            if (0x30...0x39).contains(chunk[place].value),
                units.contains(text(chunk.suffix(length)))
            {
                return length
            }
        }
        return nil
    }

    /// Cuts at hyphens and slashes between words, at commas and the like between letters.
    private static func infixPieces(_ chunk: ArraySlice<Unicode.Scalar>) -> [String] {
        var pieces: [String] = []
        var start = chunk.startIndex
        for index in chunk.indices.dropFirst().dropLast() where isCut(chunk, index) {
            if start < index { pieces.append(text(chunk[start..<index])) }
            pieces.append(text(chunk[index...index]))
            start = chunk.index(after: index)
        }
        if start < chunk.endIndex { pieces.append(text(chunk[start...])) }
        return pieces
    }

    private static func isCut(_ chunk: ArraySlice<Unicode.Scalar>, _ index: Int) -> Bool {
        let (before, sign, after) = (chunk[index - 1], chunk[index], chunk[index + 1])
        let isLetterBefore = before.properties.isAlphabetic
        let isDigitBefore = before.properties.numericType == .decimal
        let isLetterAfter = after.properties.isAlphabetic
        switch sign {
        case "-", "–", "—", "~":
            let digits = isDigitBefore && sign == "-" && after.properties.numericType == .decimal
            return (isLetterBefore || isDigitBefore) && isLetterAfter || digits
        case ":", "<", ">", "=", "/": return (isLetterBefore || isDigitBefore) && isLetterAfter
        case ",": return isLetterBefore && isLetterAfter
        case "+", "*", "^":
            return isDigitBefore && (after.properties.numericType == .decimal || after == "-")
        case ".": return before.properties.isLowercase && after.properties.isUppercase
        case "…": return true
        default: return isIcon(sign)
        }
    }
}
