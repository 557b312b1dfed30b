/// A symbol or a parenthesised list of a PDDL text, with the line on which it begins.
///
/// PDDL does not tell case apart and neither does ALFWorld: symbols are read in lower case.
struct Expression {
    enum Form {
        case symbol(String)
        case list([Expression])
    }

    let form: Form
    let line: Int

    var symbol: String? {
        if case .symbol(let name) = form { name } else { nil }
    }

    var list: [Expression]? {
        if case .list(let elements) = form { elements } else { nil }
    }

    /// The symbol that a list begins with: the predicate, the connective, the keyword.
    var head: String? { list?.first?.symbol }

    /// A list's elements after its head.
    var tail: ArraySlice<Expression> { list?.dropFirst() ?? [] }
}

extension Expression {
    /// Reads the one expression that a text holds; comments run from `;` to the end of the line.
    static func parse(_ text: String) throws(PDDLError) -> Expression {
        var reader = ExpressionReader(bytes: Array(text.utf8))
        let expression = try reader.expression(depth: 0)
        reader.skipSpace()
        guard reader.position == reader.bytes.count else {
            throw PDDLError("there is more text after the definition", line: reader.line)
        }
        return expression
    }

    /// Reads the expression at the start of a part of a text; lines count from there.
    static func first(in bytes: ArraySlice<UInt8>) throws(PDDLError) -> Expression {
        var reader = ExpressionReader(bytes: Array(bytes))
        return try reader.expression(depth: 0)
    }
}

private struct ExpressionReader {
    let bytes: [UInt8]
    var position = 0
    var line = 1

    /// Deeper nesting than any domain has is hostile or broken.
    private static let depthLimit = 200

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"):
                line += 1
            case UInt8(ascii: ";"):
                while position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "\n") {
                    position += 1
                }
            case 0x20, 0x09, 0x0D: break
            default: return
            }
            position += 1
        }
    }

    mutating func expression(depth: Int) throws(PDDLError) -> Expression {
        skipSpace()
        let start = line
        guard position < bytes.count else {
            throw PDDLError("the text ends where an expression is expected", line: line)
        }
        guard depth < Self.depthLimit else {
            throw PDDLError("nested deeper than \(Self.depthLimit) levels", line: line)
        }
        guard bytes[position] == UInt8(ascii: "(") else {
            return Expression(form: .symbol(try symbol()), line: start)
        }
        position += 1
        var elements: [Expression] = []
        while true {
            skipSpace()
            guard position < bytes.count else {
                throw PDDLError("this list does not end", line: start)
            }
            if bytes[position] == UInt8(ascii: ")") {
                position += 1
                return Expression(form: .list(elements), line: start)
            }
            elements.append(try expression(depth: depth + 1))
        }
    }

    private mutating func symbol() throws(PDDLError) -> String {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: ";"):
                return try text(from: start)
            default: position += 1
            }
        }
        return try text(from: start)
    }

    private func text(from start: Int) throws(PDDLError) -> String {
        guard position > start else {
            throw PDDLError("a parenthesis closes nothing", line: line)
        }
        return String(unsafeUninitializedCapacity: position - start) { buffer in
            for index in start..<position {
                let byte = bytes[index]
                buffer[index - start] = byte &- 0x41 < 26 ? byte | 0x20 : byte
            }
            return position - start
        }
    }
}
