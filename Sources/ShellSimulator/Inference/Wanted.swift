/// What a part of a pipeline must have printed, so that the parts behind it could print the record.
struct Wanted: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case lines([String])
        /// So many lines, whatever they say.
        case count(Int)
        /// So many different lines.
        case distinct(Int)
        case words(Int)
        case characters(Int)
        /// Numbers in a column that come to this.
        case sum(Double, column: Int, mark: String)
    }

    var kind: Kind
    /// Texts that every line must hold.
    var samples: [String] = []
    /// Where a sample must stand: at the start or the end of the line.
    var startsWithSample = false
    var endsWithSample = false
    /// Whether the record ends before the output did.
    var isCut = false
    /// Whether filters may have dropped lines.
    var isFiltered = false
    /// Whether the lines may have been in another order.
    var isUnordered = false
    /// What separates the columns of the lines, where others of them may be anything.
    var template: String?

    /// The lines, where they are known.
    var lines: [String]? {
        if case .lines(let lines) = kind { lines } else { nil }
    }

    /// One more line that counts.
    var unit: String { samples.isEmpty ? "x" : samples.joined(separator: " ") }

    /// Lines that meet the wish.
    func rows() -> [String] {
        switch kind {
        case .lines(let lines): return lines
        case .count(let number): return Array(repeating: unit, count: min(number, 50_000))
        case .distinct(let number):
            return (0..<min(number, 50_000)).map { samples.isEmpty ? "x\($0)" : "\(unit)\($0)" }
        case .words(let number):
            return number == 0 ? [] : [Array(repeating: "x", count: number).joined(separator: " ")]
        case .characters(let number):
            return number == 0 ? [] : [String(repeating: "x", count: max(0, number - 1))]
        case .sum(let value, let column, let mark):
            return [Wanted.row([column: Wanted.number(value)], mark, samples)]
        }
    }

    /// A line with texts in some of its columns.
    static func row(_ fields: [Int: String], _ mark: String, _ samples: [String] = []) -> String {
        let width = max(1, fields.keys.max() ?? 1)
        guard width <= 60 else { return fields.values.joined(separator: mark) }
        var columns = (1...width).map { fields[$0] ?? "x" }
        var waiting = samples
        for index in columns.indices where fields[index + 1] == nil && !waiting.isEmpty {
            columns[index] = waiting.removeFirst()
        }
        return (columns + waiting).joined(separator: mark)
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
