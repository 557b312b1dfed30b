extension StringProtocol {
    /// The text without white space around it, by Python's notion of it (`str.strip`).
    var pythonStripped: String {
        let scalars = String(self).unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isPythonSpace }),
            let last = scalars.lastIndex(where: { !$0.isPythonSpace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text in lower case as Python has it (`str.lower`).
    var pythonLowercased: String {
        if utf8.allSatisfy({ $0 < 0x80 }) {
            var text = String(self)
            guard text.utf8.contains(where: { $0 &- 0x41 < 26 }) else { return text }
            text = String(
                decoding: text.utf8.map { $0 &- 0x41 < 26 ? $0 + 32 : $0 }, as: UTF8.self)
            return text
        }
        let scalars = Array(unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            if scalar.value == 0x3A3 {
                result += isFinalSigma(index, in: scalars) ? "ς" : "σ"
            } else {
                result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    /// The text in upper case as Python has it (`str.upper`).
    var pythonUppercased: String {
        unicodeScalars.reduce(into: "") { $0 += $1.properties.uppercaseMapping }
    }

    /// The pieces between single spaces (`str.split(" ")`), empty ones included.
    var splitAtSpaces: [String] {
        utf8.split(separator: 0x20, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether a text occurs in this one, code point by code point; the empty text does.
    func holds(_ other: some StringProtocol) -> Bool {
        firstRange(of: Array(other.utf8)) != nil
    }

    /// Where some bytes first occur.
    func firstRange(of pattern: [UInt8]) -> Range<String.Index>? {
        guard let first = pattern.first else { return startIndex..<startIndex }
        var start = utf8.startIndex
        while let candidate = utf8[start...].firstIndex(of: first) {
            if utf8[candidate...].starts(with: pattern) {
                return candidate..<utf8.index(candidate, offsetBy: pattern.count)
            }
            start = utf8.index(after: candidate)
        }
        return nil
    }
}

/// Sigma is final behind a letter and before none; marks in between do not count.
private func isFinalSigma(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    return before?.properties.isCased == true && after?.properties.isCased != true
}

extension Unicode.Scalar {
    /// Whether Python's `str.isspace` says so: Unicode's white space and four separators more.
    var isPythonSpace: Bool {
        switch value {
        case 0x20, 0x09...0x0D, 0x1C...0x1F: true
        case ..<0x80: false
        default: properties.isWhitespace
        }
    }

    /// Whether Python's `\w` matches it: letters, numbers and the underscore.
    var isPythonWord: Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: return true
        case ..<0x80: return false
        default:
            switch properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber:
                return true
            default: return properties.numericType != nil
            }
        }
    }

    /// Whether Python's `repr` shows it as it is.
    var isPythonPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        case .spaceSeparator: value == 0x20
        default: true
        }
    }
}
