/// Finds where the rows of a file begin and end, without understanding them.
///
/// White space, commas and brackets between rows are gathered in ``gap``, so that a writer can put
/// them back.
struct RowSplitter {
    /// A row that was found: at the start of the window, where it stays until ``consume(_:)``.
    struct Found {
        /// How long the row is, without white space behind it.
        var length: Int
        /// The line it starts on.
        var line: Int
        /// Where it starts in the file.
        var offset: Int
        /// Whether the row exceeded the limit; its bytes are gone.
        var isTooLarge = false
        /// What is wrong with the structure around the row, if anything.
        var fault: Fault?
    }

    /// A break in the structure of the file.
    enum Fault: Hashable {
        /// The file ends within the row.
        case truncated
        /// There is no comma before the row.
        case missingComma
        /// Something stands where only a row, a comma or the closing bracket may.
        case unexpected
        /// Something stands behind the closing bracket.
        case trailing
    }

    /// How much white space between two rows is remembered; more than this is never written back.
    private static let gapLimit = 64 << 10

    private enum Expectation {
        case opening, firstElement, element, separator, nothing
    }

    var window: ByteWindow
    let container: DialogueLayout.Container
    let limit: Int
    /// What stood before the row that was found last, or before the end.
    private(set) var gap: [UInt8] = []
    private var line = 1
    private var expectation: Expectation
    private var isFinished = false

    init(window: ByteWindow, container: DialogueLayout.Container, limit: Int) {
        self.window = window
        self.container = container
        self.limit = limit
        expectation = container == .array ? .opening : .element
    }

    /// The bytes of the row that was found.
    func bytes(of found: Found) -> ArraySlice<UInt8> {
        window.bytes(0..<(found.isTooLarge ? 0 : found.length))
    }

    /// Steps over the row that was found, or over the part of it up to `length`.
    mutating func consume(_ length: Int) {
        line += newlines(upTo: length)
        window.consume(length)
    }

    /// Finds the next row; `nil` at the end of the file.
    mutating func next() throws(DialogueProblem) -> Found? {
        gap.removeAll(keepingCapacity: true)
        if window.offset == 0 { try skipByteOrderMark() }
        guard !isFinished, try skipToRow() else { return nil }
        if container == .lines { return try findLine() }
        if expectation == .nothing {
            isFinished = true
            return Found(length: 0, line: line, offset: window.offset, fault: .trailing)
        }
        let lacksComma = expectation == .separator
        guard
            lacksComma
                ? window[0] == UInt8(ascii: "{") : ElementScanner.canBegin(with: window[0])
        else { return try unexpectedText() }
        if container == .array { expectation = .separator }
        var found = try findElement()
        if lacksComma, found.fault == nil { found.fault = .missingComma }
        return found
    }

    private mutating func skipByteOrderMark() throws(DialogueProblem) {
        while window.count < 3, try window.readMore() {}
        guard window.count >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF else {
            return
        }
        gap += window.bytes(0..<3)
        window.consume(3)
    }

    /// Steps over white space and, in an array, commas and brackets.
    ///
    /// - Returns: `false` at the end of the file.
    private mutating func skipToRow() throws(DialogueProblem) -> Bool {
        while true {
            while window.count > 0 {
                let byte = window[0]
                switch byte {
                case 0x0A: line += 1
                case 0x20, 0x09, 0x0D: break
                default: guard container == .array, skipPunctuation(byte) else { return true }
                }
                if gap.count < RowSplitter.gapLimit { gap.append(byte) }
                window.consume(1)
            }
            guard try window.readMore() else { return false }
        }
    }

    /// Whether the byte is the punctuation that is expected here.
    private mutating func skipPunctuation(_ byte: UInt8) -> Bool {
        switch (expectation, byte) {
        case (.opening, UInt8(ascii: "[")): expectation = .firstElement
        case (.separator, UInt8(ascii: ",")): expectation = .element
        case (.separator, UInt8(ascii: "]")), (.firstElement, UInt8(ascii: "]")),
            (.element, UInt8(ascii: "]")):
            expectation = .nothing
        default: return false
        }
        return true
    }

    /// Whether the file ended properly, once ``next()`` has returned `nil`.
    var isComplete: Bool { container != .array || expectation == .nothing }

    /// Where the end, or the next row, is.
    var place: (line: Int, offset: Int) { (line, window.offset) }

    // MARK: Lines

    private mutating func findLine() throws(DialogueProblem) -> Found {
        let line = line
        let offset = window.offset
        var searched = 0
        while true {
            if let end = window.firstIndex(of: 0x0A, from: searched) {
                guard end <= limit else { break }
                return Found(length: trimmedLength(end), line: line, offset: offset)
            }
            searched = window.count
            guard searched <= limit else { break }
            guard try window.readMore() else {
                return Found(length: trimmedLength(searched), line: line, offset: offset)
            }
        }
        return try skipLine(from: offset, line: line)
    }

    private func trimmedLength(_ length: Int) -> Int {
        var length = length
        while length > 0,
            window[length - 1] == 0x20 || window[length - 1] == 0x09
                || window[length - 1] == 0x0D
        {
            length -= 1
        }
        return length
    }

    /// Steps over the rest of a line that is too long.
    private mutating func skipLine(from offset: Int, line: Int) throws(DialogueProblem) -> Found {
        while true {
            if let end = window.firstIndex(of: 0x0A, from: 0) {
                window.consume(end)
                break
            }
            window.consume(window.count)
            guard try window.readMore() else { break }
        }
        return Found(
            length: window.offset - offset, line: line, offset: offset, isTooLarge: true)
    }

    // MARK: Elements

    private mutating func findElement() throws(DialogueProblem) -> Found {
        let line = line
        let offset = window.offset
        var scanner = ElementScanner()
        var searched = 0
        while true {
            if let end = scan(&scanner, from: searched) {
                guard end <= limit else { break }
                return Found(length: end, line: line, offset: offset)
            }
            searched = window.count
            guard searched <= limit else { break }
            guard try window.readMore() else {
                let isOpen = scanner.isOpen || container == .array
                return Found(
                    length: searched, line: line, offset: offset,
                    fault: isOpen ? .truncated : nil)
            }
        }
        return try skipElement(from: offset, line: line)
    }

    private func scan(_ scanner: inout ElementScanner, from start: Int) -> Int? {
        window.storage.withUnsafeBufferPointer { buffer in
            let visible = UnsafeBufferPointer(rebasing: buffer[window.start..<window.end])
            return scanner.end(in: visible, from: start)
        }
    }

    /// Steps over an element that is too large, from its start.
    private mutating func skipElement(
        from offset: Int, line: Int
    ) throws(DialogueProblem) -> Found {
        var scanner = ElementScanner()
        while true {
            if let end = scan(&scanner, from: 0) {
                consume(end)
                break
            }
            consume(window.count)
            guard try window.readMore() else { break }
        }
        return Found(
            length: window.offset - offset, line: line, offset: offset, isTooLarge: true)
    }

    /// Text where a row, a comma or the end was expected: goes up to the next line end, where
    /// reading can start again if the rows of the array stand on lines of their own.
    private mutating func unexpectedText() throws(DialogueProblem) -> Found {
        var found = try findLine()
        found.fault = .unexpected
        expectation = .element
        return found
    }

    private func newlines(upTo length: Int) -> Int {
        guard container != .lines else { return 0 }
        var count = 0
        var index = 0
        while let found = window.firstIndex(of: 0x0A, from: index), found < length {
            count += 1
            index = found + 1
        }
        return count
    }
}
