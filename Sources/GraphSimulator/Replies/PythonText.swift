/// Text as Python's `re` and `str` see it: a list of code points.
///
/// Swift compares characters that are canonically equivalent as equal and joins combining marks to
/// what stands before them; Python does neither.
struct PythonText: Hashable, Sendable {
    var scalars: [Unicode.Scalar]

    init(_ text: some StringProtocol) {
        scalars = Array(text.unicodeScalars)
    }

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        self.scalars = Array(scalars)
    }

    var string: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    func hasPrefix(_ prefix: String) -> Bool { scalars.starts(with: prefix.unicodeScalars) }

    /// The first place of a text, from a place on.
    func firstIndex(of text: PythonText, from start: Int = 0) -> Int? {
        guard let first = text.scalars.first else { return start }
        var index = start
        while index + text.scalars.count <= scalars.count {
            if scalars[index] == first,
                scalars[index..<(index + text.scalars.count)].elementsEqual(text.scalars)
            {
                return index
            }
            index += 1
        }
        return nil
    }

    /// `str.replace`: every occurrence, from left to right.
    func replacing(_ text: String, with other: String) -> PythonText {
        let text = PythonText(text)
        guard var found = firstIndex(of: text) else { return self }
        var result: [Unicode.Scalar] = []
        var start = 0
        while true {
            result.append(contentsOf: scalars[start..<found])
            result.append(contentsOf: other.unicodeScalars)
            start = found + text.scalars.count
            guard let next = firstIndex(of: text, from: start) else { break }
            found = next
        }
        result.append(contentsOf: scalars[start...])
        return PythonText(result)
    }

    /// What stands before a text, or all.
    func prefix(before text: String) -> PythonText {
        firstIndex(of: PythonText(text)).map { PythonText(scalars[..<$0]) } ?? self
    }

    /// `split("\n")`.
    var lines: [PythonText] {
        scalars.split(separator: "\n", omittingEmptySubsequences: false).map { PythonText($0) }
    }

    /// `re.split(r"\s*,\s*", …)`: parts between commas, without the blanks beside the commas.
    var partsBetweenCommas: [PythonText] {
        let parts = scalars.split(separator: ",", omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            var part = part
            if index > 0 { part = part.drop { $0.isPythonSpace } }
            if index < parts.count - 1 {
                while let last = part.last, last.isPythonSpace { part.removeLast() }
            }
            return PythonText(part)
        }
    }

    /// `int(…)`: blanks around, a sign, digits of any script, single underscores between digits.
    ///
    /// - Returns: `nil` for what Python refuses. A number too large for a machine word comes back
    ///   as the largest or smallest one: as an index it is out of range all the same.
    var integer: Int? {
        var digits = scalars[...].drop { $0.isPythonSpace }
        while let last = digits.last, last.isPythonSpace { digits.removeLast() }
        var isNegative = false
        if let sign = digits.first, sign == "+" || sign == "-" {
            isNegative = sign == "-"
            digits.removeFirst()
        }
        guard let first = digits.first, first.decimalValue != nil,
            let last = digits.last, last.decimalValue != nil
        else { return nil }
        var value = 0
        var isTooLarge = false
        var previous: Unicode.Scalar = "0"
        for digit in digits {
            defer { previous = digit }
            if digit == "_" {
                if previous == "_" { return nil }
                continue
            }
            guard let next = digit.decimalValue else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(next)
            isTooLarge = isTooLarge || overflow || carry
            value = sum
        }
        if isTooLarge { return isNegative ? Int.min : Int.max }
        return isNegative ? -value : value
    }
}

extension Unicode.Scalar {
    /// `\s`.
    var isPythonSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0: true
        default:
            switch properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    /// `\w`.
    var isPythonWord: Bool {
        if value < 0x80 {
            return (value | 0x20) &- 0x61 < 26 || value &- 0x30 < 10 || value == 0x5F
        }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    /// The value of a decimal digit (`\d`).
    var decimalValue: Int? {
        if value < 0x80 { return value &- 0x30 < 10 ? Int(value) - 0x30 : nil }
        guard properties.numericType == .decimal else { return nil }
        return properties.numericValue.map { Int($0) }
    }
}
