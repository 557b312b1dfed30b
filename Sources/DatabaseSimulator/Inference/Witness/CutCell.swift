/// The beginning of a value at which a long answer was cut.
struct CutCell {
    /// A value that begins so.
    let value: WitnessValue?

    init(_ observation: String, _ rows: RecordedRows) {
        // What the whole values print as, and then the beginning of one.
        let kept = observation.unicodeScalars.dropLast(PythonReader.truncationMark.count)
        let text = String(String.UnicodeScalarView(kept))
        var printed = "["
        for row in rows.rows { printed += RecordedCell.tuple(row) + ", " }
        printed += "("
        for cell in rows.cutRow ?? [] { printed += cell.printed + ", " }
        guard text.utf8.count > printed.utf8.count, text.hasPrefix(printed) else {
            value = nil
            return
        }
        let rest = String(text.dropFirst(printed.count))
        if let quote = rest.first, quote == "'" || quote == "\"" {
            value = CutCell.text(rest, quote).map { .text($0) }
        } else if rest.hasPrefix("D") {
            let digits = rest.dropFirst("Decimal('".count)
            value = .decimal(
                digits.isEmpty ? "1" : digits.hasSuffix(".") ? digits + "0" : String(digits))
        } else if rest.contains(".") {
            value = Double(rest.hasSuffix(".") ? rest + "0" : rest).map { .real($0) }
        } else if rest == "-" {
            value = .integer(-1)
        } else {
            value = Int64(rest).map { .integer($0) } ?? .null
        }
    }
}

extension CutCell {
    /// A text whose literal begins so; the literal may be whole but for what stands behind it, or
    /// end inside an escape.
    private static func text(_ literal: String, _ quote: Character) -> String? {
        if let whole = PythonReader.text(ofLiteral: literal) { return whole }
        // A text in double quotes holds a single one.
        let more = quote == "'" ? "x" : "'x"
        guard literal.unicodeScalars.count > 1 else { return quote == "'" ? nil : more }
        for ending in ["", "\\", "0", "00", "000", "0000", "00000", "000000", "0000000"] {
            let whole = "\(literal)\(ending)\(more)\(quote)"
            guard let text = PythonReader.text(ofLiteral: whole) else { continue }
            var printed = ""
            PythonText.append(repr: text, to: &printed)
            if printed.unicodeScalars.starts(with: literal.unicodeScalars) { return text }
        }
        return nil
    }
}

extension RecordedCell {
    /// As Python prints a row.
    fileprivate static func tuple(_ row: [RecordedCell]) -> String {
        let cells = row.map(\.printed).joined(separator: ", ")
        return row.count == 1 ? "(\(cells),)" : "(\(cells))"
    }

    /// As Python prints it.
    fileprivate var printed: String {
        var text = ""
        switch self {
        case .null: text = "None"
        case .integer(let digits): text = digits
        case .float(_, let digits): text = digits
        case .decimal(let digits): text = "Decimal('\(digits)')"
        case .string(let content): PythonText.append(repr: content, to: &text)
        case .bytes(let bytes): PythonText.append(repr: bytes, to: &text)
        case .temporal(let name, let parts):
            text = "datetime.\(name)(\(parts.map(String.init).joined(separator: ", ")))"
        case .set(let members): text = "{\(members.joined(separator: ", "))}"
        }
        return text
    }
}
