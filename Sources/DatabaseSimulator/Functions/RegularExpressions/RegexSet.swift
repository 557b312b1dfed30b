/// A set of characters: `[a-z]`, `\d`, `[[:alpha:]&&[^aeiou]]`.
indirect enum RegexSet: Sendable {
    case range(UInt32, UInt32)
    case property(RegexProperty)
    case union([RegexSet])
    case intersection(RegexSet, RegexSet)
    case difference(RegexSet, RegexSet)
    case inverse(RegexSet)

    func contains(_ character: UInt32) -> Bool {
        switch self {
        case .range(let low, let high): low <= character && character <= high
        case .property(let property): property.contains(character)
        case .union(let sets): sets.contains { $0.contains(character) }
        case .intersection(let left, let right):
            left.contains(character) && right.contains(character)
        case .difference(let left, let right):
            left.contains(character) && !right.contains(character)
        case .inverse(let set): !set.contains(character)
        }
    }

    /// The set with everything that differs from its members only by case.
    var closedOverCase: RegexSet {
        switch self {
        case .inverse(let set): .inverse(set.closedOverCase)
        case .intersection(let left, let right):
            .intersection(left.closedOverCase, right.closedOverCase)
        case .difference(let left, let right):
            .difference(left.closedOverCase, right.closedOverCase)
        case .range, .property, .union: .property(.closedOverCase(self))
        }
    }
}

/// What a class such as `\w` or `[:alpha:]` tests.
indirect enum RegexProperty: Sendable {
    case digit
    case word
    case space
    case horizontalSpace
    case verticalSpace
    case alphabetic
    case alphanumeric
    case lowercase
    case uppercase
    case punctuation
    case control
    case blank
    case graphic
    case printable
    case hexadecimal
    case ascii
    case everything
    case category([Unicode.GeneralCategory])
    /// What is in a set in one case or the other.
    case closedOverCase(RegexSet)

    func contains(_ character: UInt32) -> Bool {
        if case .closedOverCase(let set) = self {
            if set.contains(character) { return true }
            let lower = character.lowercased
            return set.contains(lower) || set.contains(lower.uppercased)
        }
        guard let scalar = Unicode.Scalar(character) else { return false }
        if character < 0x80, let answer = containsASCII(UInt8(character)) { return answer }
        let properties = scalar.properties
        switch self {
        case .digit: return properties.generalCategory == .decimalNumber
        case .word:
            return properties.isAlphabetic
                || [
                    .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark,
                    .enclosingMark,
                ].contains(properties.generalCategory)
                || character == 0x200C || character == 0x200D
        case .space: return properties.isWhitespace
        case .horizontalSpace:
            return character == 0x09 || properties.generalCategory == .spaceSeparator
        case .verticalSpace:
            return 0x0A...0x0D ~= character || character == 0x85 || character == 0x2028
                || character == 0x2029
        case .alphabetic: return properties.isAlphabetic
        case .alphanumeric:
            return properties.isAlphabetic || properties.generalCategory == .decimalNumber
        case .lowercase: return properties.isLowercase
        case .uppercase: return properties.isUppercase
        case .punctuation:
            return [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation,
            ].contains(properties.generalCategory)
        case .control: return properties.generalCategory == .control
        case .blank: return character == 0x09 || properties.generalCategory == .spaceSeparator
        case .graphic:
            return !properties.isWhitespace
                && ![.control, .surrogate, .unassigned].contains(properties.generalCategory)
        case .printable:
            return ![.control, .surrogate, .unassigned].contains(properties.generalCategory)
                && character != 0x2028 && character != 0x2029
        case .hexadecimal:
            return properties.generalCategory == .decimalNumber || properties.isHexDigit
        case .ascii: return character < 0x80
        case .everything: return true
        case .category(let categories): return categories.contains(properties.generalCategory)
        case .closedOverCase: return false
        }
    }

    /// The answer for ASCII where it needs no tables.
    private func containsASCII(_ byte: UInt8) -> Bool? {
        let isDigit = byte &- 0x30 < 10
        let isLetter = (byte | 0x20) &- 0x61 < 26
        return switch self {
        case .digit: isDigit
        case .word: isDigit || isLetter || byte == UInt8(ascii: "_")
        case .space: byte == 0x20 || byte &- 0x09 < 5
        case .alphabetic: isLetter
        case .alphanumeric: isDigit || isLetter
        case .lowercase: byte &- 0x61 < 26
        case .uppercase: byte &- 0x41 < 26
        case .everything, .ascii: true
        default: nil
        }
    }

    /// The classes of `[:name:]`, which are also properties of `\p{name}`.
    static func named(_ name: String) -> RegexProperty? {
        let key = String(name.asciiLowercased.filter { $0 != "_" && $0 != " " && $0 != "-" })
        if let simple = names[key] { return simple }
        return categories[key].map { .category($0) }
    }

    private static let names: [String: RegexProperty] = [
        "alpha": .alphabetic, "alphabetic": .alphabetic, "alnum": .alphanumeric,
        "lower": .lowercase, "lowercase": .lowercase, "upper": .uppercase,
        "uppercase": .uppercase, "digit": .digit, "punct": .punctuation, "space": .space,
        "whitespace": .space, "blank": .blank, "cntrl": .control, "graph": .graphic,
        "print": .printable, "xdigit": .hexadecimal, "hexdigit": .hexadecimal, "word": .word,
        "ascii": .ascii, "any": .everything,
    ]

    private static let categories: [String: [Unicode.GeneralCategory]] = {
        let single: [String: Unicode.GeneralCategory] = [
            "lu": .uppercaseLetter, "ll": .lowercaseLetter, "lt": .titlecaseLetter,
            "lm": .modifierLetter, "lo": .otherLetter, "mn": .nonspacingMark,
            "mc": .spacingMark, "me": .enclosingMark, "nd": .decimalNumber,
            "nl": .letterNumber, "no": .otherNumber, "pc": .connectorPunctuation,
            "pd": .dashPunctuation, "ps": .openPunctuation, "pe": .closePunctuation,
            "pi": .initialPunctuation, "pf": .finalPunctuation, "po": .otherPunctuation,
            "sm": .mathSymbol, "sc": .currencySymbol, "sk": .modifierSymbol,
            "so": .otherSymbol, "zs": .spaceSeparator, "zl": .lineSeparator,
            "zp": .paragraphSeparator, "cc": .control, "cf": .format, "cs": .surrogate,
            "co": .privateUse, "cn": .unassigned,
        ]
        var all = single.mapValues { [$0] }
        for (long, short) in [
            ("letter", "l"), ("mark", "m"), ("number", "n"), ("punctuation", "p"),
            ("symbol", "s"), ("separator", "z"), ("other", "c"),
        ] {
            let members = single.filter { $0.key.hasPrefix(short) }.map(\.value)
            all[short] = members
            all[long] = members
        }
        return all
    }()
}

extension UInt32 {
    var lowercased: UInt32 {
        if self < 0x80 { return self &- 0x41 < 26 ? self | 0x20 : self }
        return Unicode.Scalar(self).map { CaseMapping.lowercase($0).value } ?? self
    }

    var uppercased: UInt32 {
        if self < 0x80 { return self &- 0x61 < 26 ? self & ~0x20 : self }
        return Unicode.Scalar(self).map { CaseMapping.uppercase($0).value } ?? self
    }
}
