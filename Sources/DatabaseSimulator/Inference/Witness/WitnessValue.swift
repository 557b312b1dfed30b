/// A value in a cell of a witness row.
enum WitnessValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    /// Plain digits.
    case decimal(String)
    case text(String)
    /// `YYYY-MM-DD`, or with a time: a column of type DATE or DATETIME.
    case date(String)

    /// The value that prints as a recorded cell; `nil` for kinds that no witness is made of.
    init?(_ cell: RecordedCell) {
        switch cell {
        case .null: self = .null
        case .integer(let digits):
            guard let number = Int64(digits) else { return nil }
            self = .integer(number)
        case .float(let number, _):
            guard number.isFinite else { return nil }
            self = .real(number)
        case .decimal(let digits):
            guard !digits.contains("E") else { return nil }
            self = .decimal(digits)
        case .string(let text): self = .text(text)
        case .temporal(let name, let parts):
            guard name != "timedelta", parts.count >= 3 else { return nil }
            func padded(_ number: Int, _ width: Int = 2) -> String {
                let digits = String(number)
                return String(repeating: "0", count: max(0, width - digits.count)) + digits
            }
            let day = "\(padded(parts[0], 4))-\(padded(parts[1]))-\(padded(parts[2]))"
            guard name == "datetime" else {
                self = .date(day)
                return
            }
            let second = parts.count > 5 ? parts[5] : 0
            self = .date("\(day) \(padded(parts[3])):\(padded(parts[4])):\(padded(second))")
        case .bytes, .set: return nil
        }
    }

    /// The constant of a statement.
    init(_ constant: Constant) {
        switch constant {
        case .string(let text): self = .text(text)
        case .number(let number, let digits):
            if let integer = Int64(digits) {
                self = .integer(integer)
            } else {
                self = .real(number)
            }
        }
    }

    /// The number that it is, if it is one.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .decimal(let digits): Double(digits)
        case .null, .text, .date: nil
        }
    }

    /// The text that it is or would be printed as.
    var plainText: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number):
            number.rounded() == number && number.magnitude < 1e15
                ? String(Int64(number)) : number.pythonDescription
        case .decimal(let digits): digits
        case .text(let text), .date(let text): text
        }
    }

    /// Whether a statement that compares both with `=` may find them equal.
    func isLike(_ other: WitnessValue) -> Bool {
        if self == other { return true }
        if self == .null || other == .null { return false }
        if let number, let otherNumber = other.number { return number == otherNumber }
        return plainText.lowercased() == other.plainText.lowercased()
    }

    /// As a literal in SQL that keeps its kind.
    func sql(_ engine: RecordingEngine) -> String {
        switch self {
        case .null: return "NULL"
        case .integer(let number): return String(number)
        case .real(let number):
            let text = number.pythonDescription
            return text.contains("e") ? text : text + "e0"
        case .decimal(let digits): return digits
        case .text(let text), .date(let text):
            var quoted = text.replacing("'", with: "''")
            if engine == .mysql { quoted = quoted.replacing("\\", with: "\\\\") }
            return "'" + quoted + "'"
        }
    }

    /// As a literal in a statement's syntax tree.
    var expression: Expression {
        switch self {
        case .null: .literal(.null)
        case .integer(let number):
            number < 0
                ? .unary(.minus, .literal(.integer(String(number.magnitude))))
                : .literal(.integer(String(number)))
        case .real(let number):
            number < 0
                ? .unary(.minus, .literal(.float(WitnessValue.real(-number).sql(.either))))
                : .literal(.float(sql(.either)))
        case .decimal(let digits):
            digits.hasPrefix("-")
                ? .unary(.minus, .literal(.decimal(String(digits.dropFirst()))))
                : .literal(.decimal(digits))
        case .text(let text), .date(let text): .literal(.string(text, introducer: nil))
        }
    }

    /// Whether a column that prints as a recorded cell may hold this, leaving numeric kinds open.
    func agrees(with wanted: WitnessValue) -> Bool {
        if self == wanted { return true }
        if let number, let other = wanted.number {
            // A decimal prints as many digits as its type has.
            if case .decimal(let digits) = wanted {
                let scale = digits.split(separator: ".").dropFirst().first?.utf8.count ?? 0
                return (number - other).magnitude <= 0.5000001 * WitnessValue.tenth(scale)
            }
            return number == other
        }
        if case .date(let text) = wanted, case .text(let mine) = self { return text == mine }
        // A text in arithmetic is the number that it starts with.
        if case .text(let text) = self, let other = wanted.number {
            return text.leadingNumber == other
        }
        return false
    }

    private static func tenth(_ scale: Int) -> Double {
        (0..<scale).reduce(1.0) { value, _ in value / 10 }
    }
}
