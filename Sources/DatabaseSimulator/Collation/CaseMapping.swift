/// One-to-one mappings of characters to upper or lower case, as MySQL's `UPPER` and `LOWER` apply
/// them: `'ß'` has no upper case and stays what it is.
struct CaseMapping: Sendable {
    /// To upper case, as Unicode 9.0 knew it.
    static let uppercase = CaseMapping(uppercaseText)
    /// To lower case, as Unicode 9.0 knew it.
    static let lowercase = CaseMapping(lowercaseText)
    /// To lower case as Unicode 3.0 knew it, by which MySQL compares names.
    static let name = CaseMapping(nameText)

    /// Characters, one or two apart, that are mapped by the same distance.
    private struct Run: Sendable {
        var first: UInt32
        var last: UInt32
        var step: UInt32
        var distance: Int32
    }

    private let runs: [Run]

    /// The text: the number of runs; for each, where it begins (its distance from the last character
    /// of the run before), how many characters it has, their step, and how far they are mapped.
    private init(_ text: StaticString) {
        runs = text.withUTF8Buffer { buffer in
            var reader = SymbolReader(buffer)
            var last: UInt32 = 0
            return (0..<reader.number()).map { _ in
                let first = last + UInt32(reader.number())
                let count = UInt32(reader.number())
                let step = UInt32(reader.number())
                last = first + (count - 1) * step
                return Run(
                    first: first, last: last, step: step, distance: Int32(reader.signed()))
            }
        }
    }

    /// The character that another is mapped to.
    func callAsFunction(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].last < scalar.value {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < runs.count, runs[low].first <= scalar.value,
            (scalar.value - runs[low].first).isMultiple(of: runs[low].step)
        else { return scalar }
        return Unicode.Scalar(UInt32(Int32(scalar.value) + runs[low].distance)) ?? scalar
    }

    /// A text with every character mapped; `changing` are the ASCII letters that are.
    fileprivate func map(_ text: String, changing letters: ClosedRange<UInt8>) -> String {
        var text = text
        let ascii: String? = text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
            return String(unsafeUninitializedCapacity: bytes.count) { target in
                for (index, byte) in bytes.enumerated() {
                    target[index] = letters.contains(byte) ? byte ^ 0x20 : byte
                }
                return bytes.count
            }
        }
        if let ascii { return ascii }
        var mapped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { mapped.append(self(scalar)) }
        return String(mapped)
    }
}

extension String {
    /// The string in capitals as MySQL's `UPPER` gives it.
    func mysqlUppercased() -> String {
        CaseMapping.uppercase.map(self, changing: UInt8(ascii: "a")...UInt8(ascii: "z"))
    }

    /// The string in small letters as MySQL's `LOWER` gives it.
    func mysqlLowercased() -> String {
        CaseMapping.lowercase.map(self, changing: UInt8(ascii: "A")...UInt8(ascii: "Z"))
    }
}

extension Collation {
    /// What names of columns and aliases are compared by: two are the same name if these are equal.
    ///
    /// MySQL compares such names by the case mappings of `utf8mb3_general_ci`, not by its weights:
    /// without regard to case, with regard to accents, and only in the basic plane.
    static func identifierKey(_ name: String) -> String {
        CaseMapping.name.map(name, changing: UInt8(ascii: "A")...UInt8(ascii: "Z"))
    }
}
