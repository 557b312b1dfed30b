/// Reads MySQL 8.0's SQL into a syntax tree, one statement of a text after the other.
///
/// It is a recursive-descent parser for the language of MySQL's LALR(1) grammar. Both reject a
/// text at the first token with which no statement goes on, which is what error 1064 quotes, so
/// functions here never accept a token that MySQL's grammar would refuse at that place.
///
///     var parser = Parser("SELECT 1; SELECT 2")
///     let first = try parser.next()       // SELECT 1, with more to come
///     let second = try parser.next()
///     let none = try parser.next()        // nil
///
/// ## Bounds
/// Calls, subqueries and signs nest at most ``maximumDepth`` deep, and a chain of operators makes
/// the tree at most ``maximumHeight`` high; what MySQL takes beyond that is refused. Parentheses
/// around parentheses have no limit, nor has a chain of AND, OR or UNION, which makes a balanced
/// tree.
///
/// Functions that change nothing are `mutating` all the same: unoptimised builds copy the whole
/// parser to the stack for each call of one that is not.
struct Parser {
    var lexer: Lexer
    /// The token that is looked at.
    var token: Token
    /// The token after it, once it has been looked at.
    private var ahead: Token?
    /// Where the last token taken ends.
    var previousEnd = 0
    /// How deep the constructs around the current token are nested.
    private(set) var depth = 0
    /// How high the trees of the operands read so far in this construct are, at most.
    private var height = 0
    /// How many `?` were met in the statement.
    var placeholders = 0
    /// What ``Refusal`` stands for.
    private var failure = emptyQuery
    /// An error that MySQL finds only after the whole statement was read.
    var lateError: MySQLError?
    /// Something in the statement that the tree cannot carry.
    var unsupportedFeature: String?
    /// Where the statement starts: lines are counted from here.
    var statementStart = 0
    /// Set after the last statement.
    private var isFinished = false
    /// Whether a bound was met.
    private var isTooDeep = false

    /// How deep constructs may nest.
    ///
    /// Chosen so that an unoptimised build parses that deep on a thread with a stack of 512 KB.
    static let maximumDepth = 100

    /// How high a tree may be that a chain of operators makes.
    ///
    /// With what may nest in an operand, no tree is higher than the sum of both limits, which is
    /// what a recursive visitor of the tree may rely on.
    static let maximumHeight = 200

    /// A parser at the start of a text.
    init(_ text: String, mode: SyntaxMode = []) {
        lexer = Lexer(text, mode: mode)
        token = Token(.endOfInput, 0, 0)
    }

    /// The first statement of a text.
    static func parse(
        _ text: String, mode: SyntaxMode = []
    ) throws(MySQLError) -> ParsedStatement {
        var parser = Parser(text, mode: mode)
        guard let statement = try parser.next() else { throw emptyQuery }
        return statement
    }

    /// The next statement of the text, or nil after the last one.
    mutating func next() throws(MySQLError) -> ParsedStatement? {
        if isFinished { return nil }
        begin()
        isFinished = true
        if at(.endOfInput) {
            guard lexer.place.sawComment else { throw Self.emptyQuery }
            return ParsedStatement(statement: .nothing, placeholderCount: 0, isLast: true)
        }
        var result: SyntaxStatement
        do throws(Refusal) {
            result = try statement()
            try endStatement()
        } catch {
            guard isTooDeep else { throw failure }
            return ParsedStatement(
                statement: .unsupported(
                    "a statement nested deeper than \(Self.maximumDepth) levels"),
                placeholderCount: 0, isLast: true)
        }
        if let lateError { throw lateError }
        if let unsupportedFeature { result = .unsupported(unsupportedFeature) }
        return ParsedStatement(
            statement: result, placeholderCount: placeholders, isLast: isFinished)
    }

    /// What MySQL says of a text without a statement.
    static let emptyQuery = MySQLError(1065, "42000", "Query was empty")

    private mutating func begin() {
        var start = lexer.place.offset
        while Lexer.isSpace(lexer.bytes[start]) { start += 1 }
        lexer.place = Lexer.Place(offset: start)
        statementStart = start
        ahead = nil
        depth = 0
        height = 0
        placeholders = 0
        lateError = nil
        unsupportedFeature = nil
        previousEnd = start
        token = lexer.next()
    }

    private mutating func endStatement() throws(Refusal) {
        if at(.semicolon) {
            let rest = token.end
            guard lexer.mode.contains(.prepared) else {
                isFinished = false
                lexer.place = Lexer.Place(offset: rest)
                return
            }
            advance()
        }
        guard at(.endOfInput) else { throw unexpected() }
    }
}

/// A statement and what its text says besides.
struct ParsedStatement: Hashable, Sendable {
    var statement: SyntaxStatement
    /// How many `?` it has.
    var placeholderCount: Int
    /// Whether no statement follows in the text.
    var isLast: Bool
}

// MARK: - The cursor

extension Parser {
    /// A place to come back to.
    struct Mark {
        fileprivate var place: Lexer.Place
        fileprivate var token: Token
        fileprivate var ahead: Token?
        fileprivate var previousEnd: Int
        fileprivate var placeholders: Int
    }

    var mark: Mark {
        mutating get {
            Mark(
                place: lexer.place, token: token, ahead: ahead, previousEnd: previousEnd,
                placeholders: placeholders)
        }
    }

    mutating func reset(to mark: Mark) {
        lexer.place = mark.place
        token = mark.token
        ahead = mark.ahead
        previousEnd = mark.previousEnd
        placeholders = mark.placeholders
    }

    mutating func advance() {
        previousEnd = token.end
        if let next = ahead {
            token = next
            ahead = nil
        } else {
            token = lexer.next()
        }
    }

    /// The kind of the token after the current one.
    mutating func peek() -> TokenKind { peekToken().kind }

    /// The token after the current one.
    mutating func peekToken() -> Token {
        if let ahead { return ahead }
        let next = lexer.next()
        ahead = next
        return next
    }

    mutating func at(_ kind: TokenKind) -> Bool { token.kind == kind }

    mutating func at(_ first: TokenKind, _ second: TokenKind) -> Bool {
        token.kind == first || token.kind == second
    }

    /// Takes the current token if it is of this kind.
    mutating func take(_ kind: TokenKind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: TokenKind) throws(Refusal) {
        guard token.kind == kind else { throw unexpected() }
        advance()
    }

    /// Takes these tokens one after the other.
    mutating func expect(_ first: TokenKind, _ second: TokenKind) throws(Refusal) {
        try expect(first)
        try expect(second)
    }

    /// The source from a place to the end of the last token.
    mutating func source(from start: Int) -> String {
        String(decoding: lexer.bytes[start..<max(start, previousEnd)], as: UTF8.self)
    }

    /// The current token as written.
    var written: String {
        mutating get { String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self) }
    }

    /// A list with commas between its elements.
    mutating func list<Element>(
        _ element: (inout Parser) throws(Refusal) -> Element
    ) throws(Refusal) -> [Element] {
        var elements = [try element(&self)]
        while take(.comma) { elements.append(try element(&self)) }
        return elements
    }

    /// A list in parentheses.
    mutating func parenthesised<Element>(
        _ element: (inout Parser) throws(Refusal) -> Element
    ) throws(Refusal) -> [Element] {
        try expect(.leftParenthesis)
        let elements = try list(element)
        try expect(.rightParenthesis)
        return elements
    }
}

// MARK: - Errors and bounds

extension Parser {
    /// The statement is refused; the parser holds the error.
    ///
    /// An error of no size keeps the frames of the parser's functions small, which bounds how
    /// deep it may recurse.
    struct Refusal: Error {}

    /// Refuses the statement with an error.
    mutating func refusal(_ error: MySQLError) -> Refusal {
        failure = error
        return Refusal()
    }

    /// Error 1064 at the current token.
    mutating func unexpected() -> Refusal { unexpected(at: token.start) }

    /// Error 1064 at a place that was read already.
    mutating func unexpected(at offset: Int) -> Refusal {
        var line = 1
        for byte in lexer.bytes[statementStart..<max(statementStart, offset)] where byte == 0x0A {
            line += 1
        }
        failure = MySQLError(
            1064, "42000",
            "You have an error in your SQL syntax; check the manual that corresponds to "
                + "your MySQL server version for the right syntax to use near "
                + "'\(near(offset))' at line \(line)")
        return Refusal()
    }

    /// What an error quotes: at most 80 bytes of whole characters, up to a NUL; characters
    /// outside the basic plane are question marks in the server's own character set.
    private mutating func near(_ offset: Int) -> String {
        var quoted: [UInt8] = []
        var index = offset
        while index < lexer.end, lexer.bytes[index] != 0 {
            let byte = lexer.bytes[index]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard quoted.count + (length == 4 ? 1 : length) <= 80 else { break }
            if length == 4 {
                quoted.append(UInt8(ascii: "?"))
            } else {
                quoted.append(contentsOf: lexer.bytes[index..<min(index + length, lexer.end)])
            }
            index += length
        }
        return String(decoding: quoted, as: UTF8.self)
    }

    /// Enters a construct that can contain itself; balanced by ``ascend()``.
    mutating func descend() throws(Refusal) {
        guard depth < Self.maximumDepth else { throw tooDeep() }
        depth += 1
    }

    mutating func ascend() {
        depth -= 1
    }

    /// Enters an expression; what it gives is handed to ``leaveTree(_:)``.
    mutating func enterTree() throws(Refusal) -> Int {
        try descend()
        let outer = height
        height = 0
        return outer
    }

    mutating func leaveTree(_ outer: Int) {
        depth -= 1
        height = max(outer, height + 1)
    }

    /// Notes that a chain of operators made the tree higher.
    mutating func growTree(by levels: Int = 1) throws(Refusal) {
        height += levels
        guard height <= Self.maximumHeight else { throw tooDeep() }
    }

    private mutating func tooDeep() -> Refusal {
        isTooDeep = true
        return Refusal()
    }

    /// Remembers an error that MySQL reports only if the whole statement is well formed.
    mutating func reportLate(_ error: MySQLError) {
        if lateError == nil { lateError = error }
    }
}
