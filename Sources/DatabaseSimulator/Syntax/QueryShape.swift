import SQLiteKit

/// What the texts of queries have in common that differ only in the literals which they compare
/// columns with: `WHERE id = 3 AND name = 'x'`.
///
/// Reading it takes the lexer alone.
struct QueryShape {
    /// The text without these literals, each with its kind left in its place.
    let key: [UInt8]
    /// The literals, in their order.
    let literals: [SQLiteValue]
    /// All literals of the text; nil if some are not written as they are.
    private let all: [SQLiteValue]?

    /// Whether each of these literals is the only one of its value in the text, so that the value
    /// says which one it is.
    var tellsLiteralsApart: Bool {
        guard let all else { return false }
        return literals.allSatisfy { literal in all.count { $0 == literal } == 1 }
    }

    /// The shape of a text; nil for one that is no single query, or that uses variables.
    init?(_ text: String, mode: SyntaxMode) {
        var lexer = Lexer(text, mode: mode)
        var key: [UInt8] = []
        key.reserveCapacity(text.utf8.count)
        var literals: [SQLiteValue] = []
        var all: [SQLiteValue]? = []
        var copied = 0
        var before = Token(.invalid, 0, 0)
        var token = lexer.next()
        guard token.kind == .select else { return nil }
        while token.kind != .endOfInput {
            let next = lexer.next()
            switch next.kind {
            case .invalid, .atSign, .placeholder, .semicolon: return nil
            default: break
            }
            let value = Self.value(of: next, in: lexer)
            if let value { all?.append(value) }
            // Texts side by side are one.
            if next.kind.isText, value == nil || token.kind.isText { all = nil }
            if token.kind.isComparison, before.kind.isName, let value {
                before = next
                token = lexer.next()
                switch token.kind {
                case .and, .or, .order, .group, .limit, .rightParenthesis, .endOfInput:
                    key += lexer.bytes[copied..<next.start]
                    key.append(next.kind == .integer ? 0 : 1)
                    copied = next.end
                    literals.append(value)
                case .invalid, .atSign, .placeholder, .semicolon: return nil
                default: if token.kind.isText || token.kind == .integer { all = nil }
                }
            } else {
                before = token
                token = next
            }
        }
        key += lexer.bytes[copied..<lexer.end]
        self.key = key
        self.literals = literals
        self.all = all
    }

    /// The value of an integer that surely has 64 bits, or of a text without escapes.
    private static func value(of token: Token, in lexer: Lexer) -> SQLiteValue? {
        switch token.kind {
        case .integer:
            guard token.end - token.start <= 18 else { return nil }
            var number: Int64 = 0
            for byte in lexer.bytes[token.start..<token.end] {
                number = number * 10 + Int64(byte &- UInt8(ascii: "0"))
            }
            return .integer(number)
        case .stringLiteral:
            guard !token.isEscaped else { return nil }
            return .text(
                String(decoding: lexer.bytes[token.start + 1..<token.end - 1], as: UTF8.self))
        default: return nil
        }
    }
}

extension TokenKind {
    /// Whether this is, or starts, a text that is not written as it is.
    fileprivate var isText: Bool {
        switch self {
        case .stringLiteral, .nationalString, .introducer, .hexadecimal, .bits: true
        default: false
        }
    }

    fileprivate var isName: Bool {
        self == .identifier || self == .quotedIdentifier || isNonreservedKeyword
    }

    fileprivate var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .lessThan, .lessOrEqual, .greaterThan, .greaterOrEqual: true
        default: false
        }
    }
}
