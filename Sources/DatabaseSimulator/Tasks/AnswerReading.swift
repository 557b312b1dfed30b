/// Reads the values of an answer to a query, as an agent gives them as its final answer.
enum AnswerReading {
    /// The values of the first column, each once; `nil` where the observation is no list of
    /// values that could be given as an answer.
    static func values(in observation: String) -> [String]? {
        guard case .rows(let rows) = RecordedObservation(observation), !rows.isTruncated else {
            return nil
        }
        var seen = Set<String>()
        var values: [String] = []
        for row in rows.rows {
            guard let text = row.first?.answerText else { return nil }
            if seen.insert(text).inserted { values.append(text) }
        }
        return values
    }
}

extension RecordedCell {
    /// The value as an answer writes it.
    fileprivate var answerText: String? {
        switch self {
        case .integer(let digits), .decimal(let digits), .float(_, let digits): digits
        case .string(let text): text
        case .temporal("date", let parts) where parts.count == 3:
            RecordedCell.joined(parts, widths: [4, 2, 2], by: "-")
        case .temporal("datetime", let parts) where (5...6).contains(parts.count):
            RecordedCell.joined(parts.prefix(3), widths: [4, 2, 2], by: "-") + " "
                + RecordedCell.joined(
                    parts.dropFirst(3) + (parts.count == 5 ? [0] : []), widths: [2, 2, 2], by: ":")
        case .null, .bytes, .temporal, .set: nil
        }
    }

    private static func joined(
        _ parts: some Sequence<Int>, widths: [Int], by separator: String
    ) -> String {
        zip(parts, widths).map { part, width in
            let digits = String(part)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }.joined(separator: separator)
    }
}
