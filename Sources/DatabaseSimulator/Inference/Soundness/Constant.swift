/// A constant of a statement, for comparison with printed values.
enum Constant: Hashable, Sendable {
    case number(Double, text: String)
    case string(String)

    /// The constant that an expression is, if it is one other than NULL.
    init?(_ expression: Expression) {
        switch expression {
        case .literal(.integer(let digits)), .literal(.decimal(let digits)),
            .literal(.float(let digits)):
            guard let value = Double(digits) else { return nil }
            self = .number(value, text: digits)
        case .literal(.boolean(let truth)):
            self = .number(truth ? 1 : 0, text: truth ? "1" : "0")
        case .literal(.string(let text, nil)): self = .string(text)
        case .unary(.minus, let value):
            guard case .number(let value, let text)? = Constant(value) else { return nil }
            self = .number(-value, text: "-" + text)
        case .unary(.plus, let value):
            guard case .number? = Constant(value) else { return nil }
            self.init(value)
        default: return nil
        }
    }

    var number: Double? {
        if case .number(let value, _) = self { value } else { nil }
    }

    /// As a statement writes it.
    var shown: String {
        switch self {
        case .number(_, let text): text
        case .string(let text): "'\(text.count > 60 ? text.prefix(59) + "…" : text)'"
        }
    }
}

/// What can be said about the order of two values whatever the engine and its collation.
enum KnownOrder: Hashable, Sendable {
    case before
    case same
    case after
    case unknown
}

extension RecordedCell {
    /// Whether comparing the column that printed this with `=` to the constant must have been
    /// false, in MySQL and in SQLite.
    func surelyDiffers(from constant: Constant) -> Bool {
        switch (self, constant) {
        case (.null, _): return true
        case (.string(let text), .string(let other)):
            return text.surelyDiffers(from: other)
        case (.string(let text), .number(let value, _)):
            // MySQL compares numbers; in SQLite at least the leading number must agree too.
            return text.leadingNumber.isClearlyOther(than: value)
        case (.integer, .string(let text)), (.decimal, .string(let text)),
            (.float, .string(let text)):
            guard let number, text.utf8.count > 2 else { return false }
            return number.isClearlyOther(than: text.leadingNumber)
        case (.integer, .number(let value, _)), (.decimal, .number(let value, _)),
            (.float, .number(let value, _)):
            return number?.isClearlyOther(than: value) ?? false
        case (.bytes, _), (.temporal, _), (.set, _): return false
        }
    }

    /// Whether comparing it with `=` to the constant must have been true.
    ///
    /// Not so for floats: MySQL prints single-precision values in fewer digits than they have.
    func surelyEquals(_ constant: Constant) -> Bool {
        switch (self, constant) {
        case (.string(let text), .string(let other)): text == other
        case (.integer(let digits), .number(_, let text)): digits == text
        default: false
        }
    }

    /// The order of two printed sort keys, ascending.
    func order(before other: RecordedCell) -> KnownOrder {
        if self == other { return isPrintedInFull ? .same : .unknown }
        switch (self, other) {
        case (.null, _): return .before
        case (_, .null): return .after
        case (.string(let text), .string(let otherText)):
            return text.order(before: otherText)
        case (.temporal(let name, let parts), .temporal(let otherName, let otherParts)):
            guard name == otherName, name != "timedelta" else { return .unknown }
            return parts.lexicographicallyPrecedes(otherParts) ? .before : .after
        default:
            guard let number, let otherNumber = other.number, !number.isNaN, !otherNumber.isNaN
            else { return .unknown }
            return number == otherNumber ? .unknown : number < otherNumber ? .before : .after
        }
    }
}

extension RecordedCell {
    /// Whether equal prints mean equal values: not for MySQL's single-precision columns, which
    /// print six digits.
    var isPrintedInFull: Bool {
        guard case .float(_, let text) = self else { return true }
        return text.count { $0.isNumber } > 7
    }
}

extension Double {
    /// Whether it is another number even if one of them was single-precision or rounded.
    fileprivate func isClearlyOther(than other: Double) -> Bool {
        guard isFinite, other.isFinite else { return false }
        return (self - other).magnitude > 1e-6 * max(1, max(magnitude, other.magnitude))
    }
}

extension String {
    /// The number at the start of a text, as a numeric context reads it; 0 if there is none.
    var leadingNumber: Double {
        let bytes = Array(utf8)
        var index = 0
        func isDigit(_ position: Int) -> Bool {
            position < bytes.count && (0x30...0x39).contains(bytes[position])
        }
        while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) {
            index += 1
        }
        let start = index
        if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
        while isDigit(index) { index += 1 }
        if index < bytes.count, bytes[index] == 0x2E {
            index += 1
            while isDigit(index) { index += 1 }
        }
        if index < bytes.count, bytes[index] | 0x20 == 0x65 {
            let hasSign = index + 1 < bytes.count && [0x2B, 0x2D].contains(bytes[index + 1])
            if isDigit(index + (hasSign ? 2 : 1)) {
                index += hasSign ? 2 : 1
                while isDigit(index) { index += 1 }
            }
        }
        return Double(String(decoding: bytes[start..<index], as: UTF8.self)) ?? 0
    }

    /// Whether no collation that ignores case, accents or trailing blanks takes them for equal.
    fileprivate func surelyDiffers(from other: String) -> Bool {
        func folded(_ text: String) -> Substring? {
            guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
            var text = Substring(text.lowercased())
            while text.last == " " { text.removeLast() }
            return text
        }
        guard let first = folded(self), let second = folded(other) else { return false }
        return first != second
    }

    /// The order in collations that ignore case and by bytes, where they agree.
    fileprivate func order(before other: String) -> KnownOrder {
        var left = unicodeScalars.makeIterator()
        var right = other.unicodeScalars.makeIterator()
        while true {
            let first = left.next()
            let second = right.next()
            if first == second {
                if first == nil { return .same }
                continue
            }
            let byBytes: KnownOrder =
                (first?.value ?? 0) < (second?.value ?? 0) ? .before : .after
            return Self.caseless(first, second) == byBytes ? byBytes : .unknown
        }
    }

    /// The order of two texts that differ first here: the end, then digits, then letters.
    private static func caseless(_ first: Unicode.Scalar?, _ second: Unicode.Scalar?) -> KnownOrder
    {
        func rank(_ scalar: Unicode.Scalar?) -> UInt32? {
            guard let scalar else { return 0 }
            switch scalar {
            case "0"..."9", "a"..."z": return scalar.value
            case "A"..."Z": return scalar.value | 0x20
            default: return nil
            }
        }
        guard let first = rank(first), let second = rank(second), first != second else {
            return .unknown
        }
        return first < second ? .before : .after
    }
}
