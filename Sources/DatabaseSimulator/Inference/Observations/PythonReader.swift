/// Reads what Python's `str` makes of a list of tuples of database values, and nothing else: what
/// it accepts, Python prints in exactly this way.
struct PythonReader {
    struct Failure: Error, Hashable {
        /// The byte at which the text is no longer what Python prints.
        var offset: Int
    }

    static let truncationMark = "[TRUNCATED]"
    /// How many characters of a long answer are kept.
    static let keptCharacters = 800

    private let bytes: [UInt8]
    private var index = 0
    /// Whether the text ends because it was cut.
    private let isTruncated: Bool

    init(_ text: String) {
        // An answer is cut by characters, Python's: Unicode scalars.
        let scalars = text.unicodeScalars
        let mark = Self.truncationMark.unicodeScalars
        isTruncated =
            scalars.count == Self.keptCharacters + mark.count
            && scalars.suffix(mark.count).elementsEqual(mark)
        let bytes = Array(text.utf8)
        self.bytes = isTruncated ? bytes.dropLast(mark.count) : bytes
    }

    /// The text that a literal is of, quotes included; `nil` if it is no whole one.
    static func text(ofLiteral literal: String) -> String? {
        var reader = PythonReader(literal)
        guard let text = try? reader.string(), reader.atEnd else { return nil }
        return text
    }

    mutating func rows() throws(Failure) -> RecordedRows {
        var result = RecordedRows(rows: [])
        try expect("[")
        if take("]") {
            guard atEnd, !isTruncated else { throw Failure(offset: index) }
            return result
        }
        while true {
            let (cells, isWhole) = try tuple()
            guard isWhole else {
                result.cutRow = cells
                return result
            }
            result.rows.append(cells)
            if isTruncated, atEnd || remaining(", ") {
                result.cutRow = []
                return result
            }
            if take(", ") { continue }
            try expect("]")
            guard atEnd, !isTruncated else { throw Failure(offset: index) }
            return result
        }
    }

    /// A tuple: `(a,)`, `(a, b)`; not whole if the text is cut inside it.
    private mutating func tuple() throws(Failure) -> ([RecordedCell], isWhole: Bool) {
        var cells: [RecordedCell] = []
        try expect("(")
        while true {
            let start = index
            do {
                let cell = try cell()
                // What stands at the cut may have gone on.
                if isTruncated, atEnd { return (cells, false) }
                cells.append(cell)
            } catch {
                guard isTruncated, error.offset >= bytes.count else { throw error }
                index = start
                return (cells, false)
            }
            if cells.count == 1, take(",)") { return (cells, true) }
            if cells.count > 1, take(")") { return (cells, true) }
            if take(", ") { continue }
            if isTruncated, remaining(", ") || remaining(",)") { return (cells, false) }
            throw Failure(offset: index)
        }
    }

    // MARK: Values

    private mutating func cell() throws(Failure) -> RecordedCell {
        guard let byte = peek else { throw Failure(offset: index) }
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "N"):
            try expect("None")
            return .null
        case UInt8(ascii: "D"):
            return try decimal()
        case UInt8(ascii: "b"):
            return try bytesLiteral()
        case UInt8(ascii: "d"):
            return try temporal()
        case UInt8(ascii: "{"), UInt8(ascii: "s"):
            return try set()
        case UInt8(ascii: "i"):
            try expect("inf")
            return .float(.infinity, text: "inf")
        case UInt8(ascii: "n"):
            try expect("nan")
            return .float(.nan, text: "nan")
        default:
            throw Failure(offset: index)
        }
    }

    private mutating func number() throws(Failure) -> RecordedCell {
        let start = index
        let isNegative = take("-")
        if isNegative, peek == UInt8(ascii: "i") {
            try expect("inf")
            return .float(-.infinity, text: "-inf")
        }
        let whole = try digits()
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else {
            throw Failure(offset: start)
        }
        var isFloat = false
        if take(".") {
            isFloat = true
            _ = try digits()
        }
        if take("e") {
            isFloat = true
            guard take("+") || take("-") else { throw Failure(offset: index) }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isFloat {
            guard let value = Double(text), isTruncated && atEnd || value.pythonDescription == text
            else { throw Failure(offset: start) }
            return .float(value, text: text)
        }
        guard text != "-0" else { throw Failure(offset: start) }
        return .integer(text)
    }

    private mutating func decimal() throws(Failure) -> RecordedCell {
        try expect("Decimal('")
        let start = index
        _ = take("-")
        _ = try digits()
        if take(".") { _ = try digits() }
        // A decimal of many leading zeros: `Decimal('0E-30')`.
        if take("E") {
            guard take("+") || take("-") else { throw Failure(offset: index) }
            _ = try digits()
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        try expect("')")
        return .decimal(text)
    }

    private mutating func temporal() throws(Failure) -> RecordedCell {
        try expect("datetime.")
        if take("timedelta(") {
            if take("0)") { return .temporal("timedelta", []) }
            // Python names the parts that are not zero.
            var arguments: [Int] = []
            let parts = ["days=", "seconds=", "microseconds="]
            repeat {
                guard parts.contains(where: { take($0) }) else {
                    throw Failure(offset: parts.contains(where: remaining) ? bytes.count : index)
                }
                arguments.append(try wholeNumber())
            } while take(", ")
            try expect(")")
            return .temporal("timedelta", arguments)
        }
        for name in ["datetime", "date"] where take(name + "(") {
            let start = index
            var arguments = [try wholeNumber()]
            while take(", ") { arguments.append(try wholeNumber()) }
            if remaining(", ") { throw Failure(offset: bytes.count) }
            try expect(")")
            let ranges = [1...9999, 1...12, 1...31, 0...23, 0...59, 0...59, 0...999_999]
            guard name == "date" ? arguments.count == 3 : (5...7).contains(arguments.count),
                zip(ranges, arguments).allSatisfy({ $0.contains($1) })
            else { throw Failure(offset: start) }
            return .temporal(name, arguments)
        }
        let isCut = ["timedelta(", "datetime(", "date("].contains(where: remaining)
        throw Failure(offset: isCut ? bytes.count : index)
    }

    private mutating func wholeNumber() throws(Failure) -> Int {
        let start = index
        _ = take("-")
        let digits = try digits()
        guard digits.count == 1 || digits.first != UInt8(ascii: "0"),
            let value = Int(String(decoding: bytes[start..<index], as: UTF8.self))
        else { throw Failure(offset: start) }
        return value
    }

    private mutating func bytesLiteral() throws(Failure) -> RecordedCell {
        let isArray = take("bytearray(")
        if remaining("bytearray(b") { throw Failure(offset: bytes.count) }
        try expect("b")
        let content = try quoted(isText: false)
        if isArray { try expect(")") }
        return .bytes(content)
    }

    private mutating func set() throws(Failure) -> RecordedCell {
        if take("set()") { return .set([]) }
        try expect("{")
        var members: [String] = []
        while true {
            members.append(try string())
            if take("}") { return .set(members) }
            try expect(", ")
        }
    }

    private mutating func string() throws(Failure) -> String {
        let content = try quoted(isText: true)
        return String(decoding: content, as: UTF8.self)
    }

    // MARK: Quotation

    /// The bytes of a quoted literal with escapes undone.
    ///
    /// Python takes `'`, unless the text has a `'` and no `"`.
    private mutating func quoted(isText: Bool) throws(Failure) -> [UInt8] {
        let start = index
        let quote = peek
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw Failure(offset: index)
        }
        index += 1
        var content: [UInt8] = []
        while let byte = peek {
            index += 1
            if byte == quote {
                let hasSingle = content.contains(UInt8(ascii: "'"))
                let hasDouble = content.contains(UInt8(ascii: "\""))
                let expected = hasSingle && !hasDouble ? UInt8(ascii: "\"") : UInt8(ascii: "'")
                guard quote == expected else { throw Failure(offset: start) }
                return content
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &content, isText: isText)
            } else {
                guard byte >= 0x20, byte != 0x7F, isText || byte < 0x80 else {
                    throw Failure(offset: index - 1)
                }
                content.append(byte)
            }
        }
        throw Failure(offset: bytes.count)
    }

    private mutating func escape(into content: inout [UInt8], isText: Bool) throws(Failure) {
        guard let byte = peek else { throw Failure(offset: index) }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"): content.append(byte)
        case UInt8(ascii: "x"): try appendScalar(digits: 2, to: &content, isText: isText)
        case UInt8(ascii: "u") where isText:
            try appendScalar(digits: 4, to: &content, isText: true)
        case UInt8(ascii: "U") where isText:
            try appendScalar(digits: 8, to: &content, isText: true)
        default: throw Failure(offset: index - 1)
        }
    }

    private mutating func appendScalar(
        digits count: Int, to content: inout [UInt8], isText: Bool
    ) throws(Failure) {
        guard index + count <= bytes.count else { throw Failure(offset: bytes.count) }
        let digits = String(decoding: bytes[index..<(index + count)], as: UTF8.self)
        guard digits.allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
            let value = UInt32(digits, radix: 16)
        else {
            throw Failure(offset: index)
        }
        index += count
        if !isText {
            content.append(UInt8(truncatingIfNeeded: value))
        } else {
            // A lone surrogate has no UTF-8; it cannot come from a database of UTF-8 text.
            guard let scalar = Unicode.Scalar(value) else { throw Failure(offset: index - count) }
            content.append(contentsOf: String(Character(scalar)).utf8)
        }
    }

    // MARK: Bytes

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
    private var atEnd: Bool { index == bytes.count }

    private mutating func digits() throws(Failure) -> ArraySlice<UInt8> {
        let start = index
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            index += 1
        }
        guard index > start else { throw Failure(offset: index) }
        return bytes[start..<index]
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// Whether the cut text ends with a beginning of what is expected.
    private func remaining(_ text: String) -> Bool {
        text.utf8.starts(with: bytes[index...])
    }

    /// Takes a text, or fails where the input stops agreeing with it: at the end of a cut input
    /// that is no contradiction.
    private mutating func expect(_ text: String) throws(Failure) {
        for byte in text.utf8 {
            guard peek == byte else { throw Failure(offset: index) }
            index += 1
        }
    }
}
