extension StringProtocol {
    /// The text without white space around it, by Python's notion of it (`str.strip`).
    var pythonStripped: String {
        let text = String(self)
        // Most texts begin and end with a sign of ASCII that is no white space.
        if let first = text.utf8.first, let last = text.utf8.last, 0x21...0x7E ~= first,
            0x21...0x7E ~= last
        {
            return text
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isPythonSpace }),
            let last = scalars.lastIndex(where: { !$0.isPythonSpace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text in lower case as Python has it (`str.lower`).
    var pythonLowercased: String {
        if utf8.allSatisfy({ $0 < 0x80 && $0 &- 0x41 >= 26 }) { return String(self) }
        return String(decoding: pythonLowercasedBytes, as: UTF8.self)
    }

    /// The bytes of the text in lower case.
    var pythonLowercasedBytes: [UInt8] {
        var text = String(self)
        return text.withUTF8 { source in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(source.count)
            var place = 0
            while place < source.count {
                let byte = source[place]
                if byte < 0x80 {
                    bytes.append(byte &- 0x41 < 26 ? byte + 32 : byte)
                    place += 1
                    continue
                }
                let start = place
                while place < source.count, source[place] >= 0x80 { place += 1 }
                appendLowercased(start..<place, of: source, to: &bytes)
            }
            return bytes
        }
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

/// Appends a stretch of characters beyond ASCII in lower case.
private func appendLowercased(
    _ range: Range<Int>, of source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
) {
    let stretch = String(decoding: UnsafeBufferPointer(rebasing: source[range]), as: UTF8.self)
    var place = range.lowerBound
    for scalar in stretch.unicodeScalars {
        let end = place + UTF8.width(scalar)
        defer { place = end }
        if scalar.value == 0x3A3 {
            bytes += (isFinalSigma(place..<end, in: source) ? "ς" : "σ").utf8
        } else if scalar.properties.changesWhenLowercased {
            bytes += scalar.properties.lowercaseMapping.utf8
        } else {
            bytes += source[place..<end]
        }
    }
}

/// Sigma is final behind a letter and before none; marks in between do not count.
private func isFinalSigma(_ range: Range<Int>, in source: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = String(decoding: source[..<range.lowerBound], as: UTF8.self).unicodeScalars
    let tail = String(decoding: source[range.upperBound...], as: UTF8.self).unicodeScalars
    let before = head.last { !$0.properties.isCaseIgnorable }
    let after = tail.first { !$0.properties.isCaseIgnorable }
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
