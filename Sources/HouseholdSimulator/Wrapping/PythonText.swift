extension String {
    /// The text without white space around it, by Python's notion of it (`str.strip`).
    var trimmingPythonSpace: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isPythonSpace }),
            let last = scalars.lastIndex(where: { !$0.isPythonSpace })
        else { return "" }
        if first == scalars.startIndex, scalars.index(after: last) == scalars.endIndex {
            return self
        }
        return String(scalars[first...last])
    }

    /// The words between white space, by Python's notion of it (`str.split`).
    var pythonWords: [Substring] {
        unicodeScalars.split(whereSeparator: \.isPythonSpace).map { Substring($0) }
    }
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
}
