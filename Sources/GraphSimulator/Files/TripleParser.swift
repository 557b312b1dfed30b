/// Reads one line of triples: an N-Triples statement, or three fields between tabs.
///
/// A field between tabs is a resource if it looks like one (`m.0d3k14`, `/m/0d3k14`,
/// `people.person`, `<…>`), else a literal, quoted as in N-Triples or bare.
struct TripleParser {
    private let line: UnsafeRawBufferPointer
    private var position = 0

    /// The triple of a line; `nil` for an empty line and a comment.
    static func triple(in line: UnsafeRawBufferPointer) throws(LineFault) -> LineTriple? {
        var parser = TripleParser(line: line)
        parser.skipBlanks()
        guard let first = parser.next, first != UInt8(ascii: "#") else { return nil }
        guard isUTF8(line) else { throw LineFault("the line is not UTF-8") }
        let isStatement =
            first == UInt8(ascii: "<") || (first == UInt8(ascii: "_") && parser.peek(1) == .colon)
        return isStatement ? try parser.statement() : try parser.fields()
    }

    private init(line: UnsafeRawBufferPointer) {
        self.line = line
    }

    private static func isUTF8(_ line: UnsafeRawBufferPointer) -> Bool {
        var bits: UInt8 = 0
        for byte in line { bits |= byte }
        return bits < 0x80 || String(validating: line, as: UTF8.self) != nil
    }

    private var next: UInt8? { peek(0) }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < line.count ? line[position + distance] : nil
    }

    private func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: line[range])
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == .space || byte == .tab { position += 1 }
    }

    // MARK: N-Triples

    private mutating func statement() throws(LineFault) -> LineTriple {
        let subject = try term()
        guard subject.kind == .resource else { throw LineFault("the subject is a literal") }
        skipBlanks()
        let property = try term()
        guard property.kind == .resource else { throw LineFault("the property is a literal") }
        skipBlanks()
        let object = try term()
        skipBlanks()
        guard next == UInt8(ascii: ".") else { throw LineFault("a full stop is missing") }
        position += 1
        skipBlanks()
        guard next == nil || next == UInt8(ascii: "#") else {
            throw LineFault("there is more text after the statement")
        }
        return LineTriple(subject: subject, property: property, object: object)
    }

    private mutating func term() throws(LineFault) -> LineTerm {
        switch next {
        case UInt8(ascii: "<"): return try iri()
        case UInt8(ascii: "\""): return try quoted()
        case UInt8(ascii: "_") where peek(1) == .colon: return try blankNode()
        case nil: throw LineFault("the statement ends after fewer than three terms")
        default: throw LineFault("a term begins neither with < nor with \" nor with _:")
        }
    }

    private mutating func iri() throws(LineFault) -> LineTerm {
        let start = position + 1
        var hasEscape = false
        while let byte = next, byte != UInt8(ascii: ">") {
            if byte == .backslash { hasEscape = true }
            if byte <= .space { throw LineFault("a blank stands inside <…>") }
            position += 1
        }
        guard next != nil else { throw LineFault("a < has no >") }
        defer { position += 1 }
        let name = slice(start..<position)
        if hasEscape {
            let bytes = try unescaped(name)
            return LineTerm(
                kind: .resource, text: name, unescaped: Array(bytes.dropFirst(space(of: bytes))))
        }
        return LineTerm(
            kind: .resource, text: UnsafeRawBufferPointer(rebasing: name[space(of: name)...]))
    }

    /// The length of Freebase's name space at the beginning of a name.
    private func space(of name: some Collection<UInt8>) -> Int {
        let freebase = "http://rdf.freebase.com/ns/".utf8
        return name.starts(with: freebase) ? freebase.count : 0
    }

    private mutating func blankNode() throws(LineFault) -> LineTerm {
        let start = position
        while let byte = next, byte > .space { position += 1 }
        return LineTerm(kind: .resource, text: slice(start..<position))
    }

    private mutating func quoted() throws(LineFault) -> LineTerm {
        let start = position + 1
        var hasEscape = false
        position += 1
        while let byte = next, byte != UInt8(ascii: "\"") {
            if byte == .backslash {
                hasEscape = true
                position += 1
            }
            position += 1
        }
        guard position < line.count else { throw LineFault("a quotation mark is not closed") }
        let value = slice(start..<position)
        position += 1
        var term = LineTerm(kind: .literal, text: value)
        if hasEscape { term.unescaped = try unescaped(value) }
        term.tag = try tag()
        return term
    }

    private mutating func tag() throws(LineFault) -> UnsafeRawBufferPointer {
        let start = position
        if next == UInt8(ascii: "@") {
            while let byte = next, byte > .space { position += 1 }
            guard position > start + 1 else { throw LineFault("an @ has no language") }
        } else if next == UInt8(ascii: "^"), peek(1) == UInt8(ascii: "^"),
            peek(2) == UInt8(ascii: "<")
        {
            position += 2
            _ = try iri()
        }
        return slice(start..<position)
    }

    private func unescaped(_ text: UnsafeRawBufferPointer) throws(LineFault) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            guard text[index] == .backslash else {
                bytes.append(text[index])
                index += 1
                continue
            }
            let letter = index + 1 < text.count ? text[index + 1] : 0
            index += 2
            switch letter {
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "\""), UInt8(ascii: "'"), .backslash: bytes.append(letter)
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                let digits = letter == UInt8(ascii: "u") ? 4 : 8
                guard index + digits <= text.count,
                    let code = UInt32(
                        String(decoding: text[index..<(index + digits)], as: UTF8.self), radix: 16),
                    let scalar = Unicode.Scalar(code)
                else { throw LineFault("an escape \\u names no character") }
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index += digits
            default: throw LineFault("a backslash stands before a letter that it cannot escape")
            }
        }
        return bytes
    }

    // MARK: Fields

    private mutating func fields() throws(LineFault) -> LineTriple {
        var bounds: [Int] = []
        bounds.reserveCapacity(4)
        for index in 0..<line.count where line[index] == .tab { bounds.append(index) }
        guard bounds.count == 2 else {
            throw LineFault("three fields between tabs are expected, not \(bounds.count + 1)")
        }
        let subject = slice(0..<bounds[0])
        let property = slice((bounds[0] + 1)..<bounds[1])
        let object = slice((bounds[1] + 1)..<line.count)
        guard !subject.isEmpty, !property.isEmpty, !object.isEmpty else {
            throw LineFault("one of the three fields is empty")
        }
        return LineTriple(
            subject: try resource(subject), property: try resource(property),
            object: try field(object))
    }

    private func resource(_ field: UnsafeRawBufferPointer) throws(LineFault) -> LineTerm {
        if field[0] == UInt8(ascii: "<") {
            var parser = TripleParser(line: field)
            return try parser.term()
        }
        guard field[0] == UInt8(ascii: "/") else { return LineTerm(kind: .resource, text: field) }
        // `/m/0d3k14` and `/people/person/gender`, as in FB15k.
        let dotted = field.dropFirst().map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0 }
        return LineTerm(kind: .resource, text: field, unescaped: dotted)
    }

    private func field(_ field: UnsafeRawBufferPointer) throws(LineFault) -> LineTerm {
        if field[0] == UInt8(ascii: "\"") {
            var parser = TripleParser(line: field)
            let term = try parser.term()
            // A text that only begins with a quotation mark is itself.
            return parser.next == nil ? term : LineTerm(kind: .literal, text: field)
        }
        if field[0] == UInt8(ascii: "<") || looksLikeName(field) { return try resource(field) }
        return LineTerm(kind: .literal, text: field)
    }

    /// `m.0d3k14`, `/m/0d3k14`, `_:b7`, `people.person`: parts of letters, digits and underscores
    /// between dots, the first beginning with a letter.
    private func looksLikeName(_ field: UnsafeRawBufferPointer) -> Bool {
        if field.starts(with: "_:".utf8) { return true }
        let isPath = field[0] == UInt8(ascii: "/")
        let separator = isPath ? UInt8(ascii: "/") : UInt8(ascii: ".")
        let text = isPath ? field.dropFirst() : field[...]
        guard let first = text.first, (first | 0x20) &- UInt8(ascii: "a") < 26 else {
            return false
        }
        var dots = 0
        var previous = separator
        for byte in text {
            if byte == separator {
                if previous == separator { return false }
                dots += 1
            } else if !byte.isNamePart {
                return false
            }
            previous = byte
        }
        return dots > 0 && previous != separator
    }
}

extension UInt8 {
    fileprivate static var space: UInt8 { 0x20 }
    fileprivate static var tab: UInt8 { 0x09 }
    fileprivate static var backslash: UInt8 { 0x5C }
    fileprivate static var colon: UInt8 { UInt8(ascii: ":") }

    /// Whether this is an ASCII letter, a digit or an underscore.
    fileprivate var isNamePart: Bool {
        (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10
            || self == UInt8(ascii: "_")
    }
}
