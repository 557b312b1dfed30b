/// A term as it stands in a line of triples; valid as long as the line.
struct LineTerm {
    enum Kind {
        /// An entity, a class, a property: something that is named.
        case resource
        /// A number, a date, a text.
        case literal
    }

    var kind: Kind
    /// The name of a resource without Freebase's name space, or the value of a literal.
    var text: UnsafeRawBufferPointer
    /// The same where the line writes it with escapes.
    var unescaped: [UInt8]?
    /// `@en`, or `^^` and the datatype; empty for a plain literal.
    var tag = UnsafeRawBufferPointer(start: nil, count: 0)

    func withText<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard let unescaped else { return body(text) }
        return unescaped.withUnsafeBytes(body)
    }
}

/// A line of triples: three terms.
struct LineTriple {
    var subject: LineTerm
    var property: LineTerm
    var object: LineTerm
}

/// Why a line is none.
struct LineFault: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
