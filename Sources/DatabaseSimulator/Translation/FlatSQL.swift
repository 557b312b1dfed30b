/// Rewrites translated SQL so that SQLite's parser, whose stack holds a hundred symbols, can read
/// it: what MySQL nests deeper becomes wider.
///
/// - Calls that nest become a chain of operators, which a parser reads from the left with the
///   stack of a single one: `f(a, g(b, h(c, d)))` becomes
///   `h(c, d) MATCH bind('g', 1, b) MATCH bind('f', 1, a)`, see ``BoundCall``.
/// - A subquery in FROM becomes a common table of the query around it.
/// - Arguments beyond the 127 that SQLite takes are handed over in bundles.
///
/// Only text that a ``Translator`` wrote is understood: names without quotation marks, every
/// operation in parentheses or a call. It is read once, from the left, and rewritten from the
/// inside out.
struct FlatSQL {
    /// Whether a function is one whose calls may be rewritten: registered, and the same whenever
    /// it is called.
    private let isPure: (Substring) -> Bool
    private var frames = [Frame(kind: .group)]
    private var tableCount = 0

    /// How much of the parser's stack a part may take before it is rewritten.
    private static let limit = 40
    /// How many arguments SQLite takes, and what is left for the function's name.
    private static let argumentLimit = 120

    /// The text for the parser.
    static func text(of sql: String, isPure: @escaping (Substring) -> Bool) -> String {
        var flat = FlatSQL(isPure: isPure)
        flat.read(sql)
        return flat.finish()
    }

    private init(isPure: @escaping (Substring) -> Bool) {
        self.isPure = isPure
    }

    // MARK: Parts

    private enum Kind {
        case group
        case call(Substring)
        /// A subquery that names a source of rows.
        case source
    }

    /// What stands between two parentheses, as far as it is read.
    private struct Frame {
        var kind: Kind
        /// The arguments that are complete.
        var arguments: [Part] = []
        var current = Part()
        /// Common tables to be put in front.
        var tables: [String] = []
        var isQuery = false

        /// Whether it is a subquery in FROM that has no common tables of its own.
        var isSource: Bool {
            if case .source = kind { current.text.hasPrefix("SELECT ") } else { false }
        }
    }

    /// Some text and how much of the parser's stack reading it takes, about.
    private struct Part {
        var text = ""
        var need = 1
        /// Whether it is a chain of operators, which must stand alone or in parentheses.
        var isChain = false

        var isQuery: Bool { text.hasPrefix("SELECT ") || text.hasPrefix("WITH ") }

        mutating func append(_ more: some StringProtocol) {
            if isChain, more.contains(where: { $0 != " " }) { wrap() }
            text += more
        }

        mutating func append(_ part: Part, after symbols: Int) {
            if isChain { wrap() }
            if text.isEmpty {
                self = part
                return
            }
            var part = part
            if part.isChain { part.wrap() }
            text += part.text
            need = max(need, symbols + part.need)
        }

        private mutating func wrap() {
            text = "(\(text))"
            need += 1
            isChain = false
        }
    }

    // MARK: Reading

    private mutating func read(_ sql: String) {
        let bytes = sql.utf8
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "'"):
                // A quotation mark in a text is doubled, and so begins another.
                index =
                    bytes[bytes.index(after: index)...].firstIndex(of: UInt8(ascii: "'")) ?? index
            case UInt8(ascii: "("):
                open(after: sql[start..<index])
                start = bytes.index(after: index)
            case UInt8(ascii: ")"):
                frames[frames.count - 1].current.append(sql[start..<index])
                close()
                start = bytes.index(after: index)
            case UInt8(ascii: ","):
                if case .call = frames[frames.count - 1].kind {
                    frames[frames.count - 1].current.append(sql[start..<index])
                    endArgument()
                    start = bytes.index(after: index)
                }
            default: break
            }
            index = bytes.index(after: index)
        }
        frames[frames.count - 1].current.append(sql[start...])
    }

    private mutating func open(after text: Substring) {
        let end = text.lastIndex { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "_") }
        let name = text[(end.map { text.index(after: $0) } ?? text.startIndex)...]
        if isPure(name) {
            note(text.dropLast(name.count))
            frames.append(Frame(kind: .call(name)))
            return
        }
        note(text)
        let word = text.split(separator: " ").last
        let isSource = word == "FROM" || word == "JOIN"
        frames.append(Frame(kind: isSource && text.last == " " ? .source : .group))
    }

    private mutating func note(_ text: Substring) {
        let place = frames.count - 1
        if text.hasPrefix("SELECT ") { frames[place].isQuery = true }
        frames[place].current.append(text)
    }

    private mutating func endArgument() {
        let place = frames.count - 1
        var part = frames[place].current
        part.text = String(part.text.drop { $0 == " " })
        frames[place].arguments.append(part)
        frames[place].current = Part()
    }

    // MARK: Rewriting

    private mutating func close() {
        guard frames.count > 1 else { return }
        if case .call(let name) = frames[frames.count - 1].kind {
            endArgument()
            let frame = frames.removeLast()
            put(call(name, frame.arguments))
            return
        }
        var frame = frames.removeLast()
        let isSource = frame.isSource
        if isSource || !frame.current.isQuery {
            // The query around it has the tables of what stands in FROM.
            frames[frames.count - 1].tables += frame.tables
            frame.tables = []
        }
        guard isSource, frame.current.need > Self.limit / 2 else {
            var part = Self.whole(frame)
            part.text = "(\(part.text))"
            part.need += 1
            put(part)
            return
        }
        tableCount += 1
        let name = "flat\(tableCount)"
        let place = frames.count - 1
        frames[place].tables.append("\(name) AS (\(frame.current.text))")
        put(Part(text: name))
    }

    private mutating func put(_ part: Part) {
        let place = frames.count - 1
        frames[place].current.append(part, after: frames[place].isQuery ? 10 : 4)
    }

    private mutating func finish() -> String {
        while frames.count > 1 { close() }
        return Self.whole(frames[0]).text
    }

    /// The text of a frame with its common tables in front.
    private static func whole(_ frame: Frame) -> Part {
        var part = frame.current
        guard !frame.tables.isEmpty else { return part }
        let tables = frame.tables.joined(separator: ", ")
        part.need = max(part.need, limit)
        for keyword in ["WITH RECURSIVE ", "WITH "] where part.text.hasPrefix(keyword) {
            part.text = "\(keyword)\(tables), \(part.text.dropFirst(keyword.count))"
            return part
        }
        part.text = "WITH \(tables) \(part.text)"
        return part
    }

    private func call(_ name: Substring, _ arguments: [Part]) -> Part {
        if arguments.count > Self.argumentLimit {
            let bundles = stride(from: 0, to: arguments.count, by: Self.argumentLimit).map {
                let end = min($0 + Self.argumentLimit, arguments.count)
                return Self.call(BoundCall.bundleName, arguments[$0..<end])
            }
            return Self.call(
                BoundCall.callName, [Part(text: "'\(name)'")] + bundles)
        }
        let plain = Self.call(name, arguments)
        guard plain.need > Self.limit,
            let deepest = arguments.indices.max(by: { arguments[$0].need < arguments[$1].need })
        else { return plain }
        var others = arguments
        var chain = others.remove(at: deepest)
        if !chain.isChain, !Self.isPrimary(chain.text) {
            chain.text = "(\(chain.text))"
            chain.need += 1
        }
        let bound = Self.call(
            BoundCall.bindName, [Part(text: "'\(name)'"), Part(text: "\(deepest)")] + others)
        chain.text += " MATCH \(bound.text)"
        chain.need = max(chain.need, 2 + bound.need)
        chain.isChain = true
        return chain
    }

    private static func call(
        _ name: some StringProtocol, _ arguments: some Sequence<Part>
    ) -> Part {
        var part = Part(text: "\(name)(", need: 4)
        for (index, argument) in arguments.enumerated() {
            if index > 0 { part.text += ", " }
            part.text += argument.text
            part.need = max(part.need, argument.need + (index > 0 ? 5 : 3))
        }
        part.text += ")"
        return part
    }

    /// Whether a text is a name, a parameter, or one call or group: what an operator may follow.
    private static func isPrimary(_ text: String) -> Bool {
        var depth = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: " ") where depth == 0: return false
            default: break
            }
        }
        return true
    }
}
