import JSONTree
import ParquetFiles

/// Reads a file of dialogues row by row, in memory that does not grow with the file.
///
/// JSON Lines, one JSON array, objects one after the other, or Parquet: the file's beginning
/// decides, not its name. A row that cannot be read is reported in its place and reading goes on behind it.
///
///     let reader = try DialogueReader(path: "db.jsonl")
///     while let row = try reader.next() {
///         for problem in row.problems { print(problem) }
///         guard let dialogue = row.dialogue else { continue }
///         …
///     }
///
/// A class, because an open file has an identity: it is read once, from front to back.
public final class DialogueReader {
    /// What a reader may be told.
    public struct Options: Hashable, Sendable {
        /// How many bytes a row may have; a larger one is reported and skipped.
        public var rowLimit: Int
        /// Whether dialogues remember how their rows were written, so that they can be written back
        /// byte for byte; reading is faster without.
        public var keepsLayout: Bool
        /// By which rules dialogues are checked; `nil` checks only that they can be read.
        public var rules: DialogueRules?
        /// In which formats rows are read.
        public var formats: Formats

        /// Which formats a reader takes.
        public enum Formats: Hashable, Sendable {
            /// Rows with `conversations`: AgentInstruct's and ShareGPT's.
            case conversations
            /// Every known format, row by row.
            case any
            /// One format.
            case only(DialogueFormat)
        }

        /// Sets what a reader does.
        public init(
            rowLimit: Int = 64 << 20, keepsLayout: Bool = true,
            rules: DialogueRules? = .automatic, formats: Formats = .conversations
        ) {
            self.rowLimit = rowLimit
            self.keepsLayout = keepsLayout
            self.rules = rules
            self.formats = formats
        }
    }

    /// The file's path, or the name that was given for a text.
    public let path: String
    /// How the file is laid out, as far as it has been read; all of it at the end.
    public var layout: DialogueLayout { observer.layout }

    /// Whether the file is a Parquet file.
    public var isTable: Bool { table != nil }

    private let options: Options
    private var splitter: RowSplitter
    /// The rows of a Parquet file; `nil` for a text.
    private let table: TableRows?
    private var decoder = RowDecoder()
    private var observer: LayoutObserver
    private var rows = 0
    private var hasEnded = false
    /// The line on which each id occurred first.
    private var linesOfIDs: [String: Int] = [:]

    /// Opens a file.
    ///
    /// - Throws: ``DialogueProblem`` if it cannot be read or is no file of dialogues.
    public convenience init(
        path: String, options: Options = Options()
    ) throws(DialogueProblem) {
        let file = try OpenFile(path: path)
        try self.init(
            window: ByteWindow(file), path: path, options: options
        ) { () throws(ParquetError) in try ParquetFile(path: path) }
    }

    /// Reads a text in memory; `name` stands for the path in messages.
    ///
    /// - Throws: ``DialogueProblem`` if the text holds no dialogues.
    public convenience init(
        bytes: [UInt8], name: String, options: Options = Options()
    ) throws(DialogueProblem) {
        try self.init(
            window: ByteWindow(bytes: bytes), path: name, options: options
        ) { () throws(ParquetError) in ParquetBytes(bytes) }
    }

    private init(
        window: ByteWindow, path: String, options: Options,
        table source: () throws(ParquetError) -> any ParquetSource
    ) throws(DialogueProblem) {
        var window = window
        if window.count == 0 { _ = try window.readMore() }
        var type = FileType(beginning: window.bytes(0..<window.count))
        // A first line without end in sight, or white space only: look further before deciding.
        while type == .empty, window.count < options.rowLimit, try window.readMore() {
            type = FileType(beginning: window.bytes(0..<window.count))
        }
        self.path = path
        self.options = options
        let container: DialogueLayout.Container
        switch type {
        case .table:
            table = try TableRows(path: path, source)
            observer = LayoutObserver(container: .lines)
            splitter = RowSplitter(
                window: ByteWindow(bytes: []), container: .lines, limit: options.rowLimit)
            return
        case .dialogues(let found): container = found
        case .empty where path.hasSuffix(".json"):
            throw DialogueProblem(
                .emptyFile, at: .init(path: path), "the file is empty, which is not JSON",
                advice: "write [] for no dialogues")
        case .empty: container = .lines
        case .other where path.lowercased().hasSuffix(".parquet"):
            throw DialogueProblem(
                .parquet, at: .init(path: path),
                "this is no Parquet file, which begins and ends with PAR1",
                advice: "fetch or write it again")
        case .other(let code, let what, let advice):
            throw DialogueProblem(code, at: .init(path: path), what, advice: advice)
        }
        table = nil
        observer = LayoutObserver(container: container)
        splitter = RowSplitter(window: window, container: container, limit: options.rowLimit)
    }

    /// Reads the next row; `nil` at the end of the file.
    ///
    /// - Throws: ``DialogueProblem`` if the file can no longer be read.
    public func next() throws(DialogueProblem) -> DialogueRow? {
        if let table { return try nextRow(of: table) }
        guard let found = try splitter.next() else { return endOfFile() }
        observer.meet(gap: splitter.gap)
        rows += 1
        var row = DialogueRow(
            number: rows, line: found.line, offset: found.offset, length: found.length,
            dialogue: nil, problems: [])
        if found.isTooLarge {
            row.problems = [tooLarge(row)]
            return row
        }
        read(found, into: &row)
        splitter.consume(row.length)
        return row
    }

    private func read(_ found: RowSplitter.Found, into row: inout DialogueRow) {
        switch found.fault {
        case .truncated:
            row.problems = [truncated(row)]
            recover(&row, splitter.bytes(of: found))
            return
        case .unexpected:
            row.problems = [
                problem(
                    .notJSON, row, "a row is expected here, or a comma, or the end of the array",
                    advice: "the array is damaged here: compare it with its source")
            ]
            return
        case .trailing:
            row.problems = [
                problem(
                    .notJSON, row, "there is more text after the array",
                    advice: "keep one array in a file")
            ]
            return
        case .missingComma:
            row.problems = [
                problem(.notJSON, row, "a comma is missing before this row", advice: "add it")
            ]
        case nil: break
        }
        let bytes = splitter.bytes(of: found)
        let value: JSON
        do {
            value = try JSON.parse(bytes: bytes)
        } catch {
            row.problems = [notJSON(error, row, bytes)]
            recover(&row, bytes)
            return
        }
        var (dialogue, faults) = decode(value)
        if let dialogue, let rules = options.rules {
            faults = dialogue.faults(by: rules)
            if let fault = repeatedID(dialogue.id, line: row.line) { faults.append(fault) }
        }
        if options.keepsLayout, value["conversations"] != nil {
            dialogue?.source = observer.source(of: value, bytes: bytes)
        }
        row.dialogue = dialogue
        for fault in faults {
            row.problems.append(problem(of: fault, row, bytes))
        }
    }

    /// A row in one of the formats that are taken.
    private func decode(_ value: JSON) -> (dialogue: Dialogue?, faults: [DialogueFault]) {
        let format: DialogueFormat? =
            switch options.formats {
            case .conversations: nil
            case .any: DialogueFormat(of: value)
            case .only(let format): format
            }
        guard let format, !format.hasConversations else { return decoder.decode(value) }
        return format.dialogue(of: value)
    }

    private func nextRow(of table: TableRows) throws(DialogueProblem) -> DialogueRow? {
        guard let value = try table.next() else { return nil }
        rows += 1
        var row = DialogueRow(
            number: rows, line: rows, offset: 0, length: 0, dialogue: nil, problems: [])
        var (dialogue, faults) = decode(value)
        if let dialogue, let rules = options.rules {
            faults = dialogue.faults(by: rules)
            if let fault = repeatedID(dialogue.id, line: row.number) { faults.append(fault) }
        }
        row.dialogue = dialogue
        let place = DialogueProblem.Place(path: path, row: rows)
        row.problems = faults.map { $0.problem(at: place) }
        return row
    }

    /// Ends a damaged row where the next one seems to begin: a quote without partner would otherwise
    /// take all rows behind it along.
    private func recover(_ row: inout DialogueRow, _ bytes: ArraySlice<UInt8>) {
        guard let mark = observer.startOfRow, let found = bytes.firstRange(of: mark) else { return }
        row.length = found.lowerBound - bytes.startIndex
    }

    private func repeatedID(_ id: String?, line: Int) -> DialogueFault? {
        guard let id else { return nil }
        if let first = linesOfIDs[id] {
            return DialogueFault(
                .repeatedID, [.key("id")], "the id “\(id)” occurred before, on line \(first)")
        }
        linesOfIDs[id] = line
        return nil
    }
}

// MARK: - Problems

extension DialogueReader {
    private func place(_ row: DialogueRow) -> DialogueProblem.Place {
        DialogueProblem.Place(path: path, row: row.number, line: row.line, offset: row.offset)
    }

    private func problem(
        _ code: DialogueProblem.Code, _ row: DialogueRow, _ what: String, advice: String = ""
    ) -> DialogueProblem {
        DialogueProblem(code, at: place(row), what, advice: advice)
    }

    private func tooLarge(_ row: DialogueRow) -> DialogueProblem {
        problem(
            .rowTooLarge, row,
            "the row has \(row.length) bytes, more than the limit of \(splitter.limit)",
            advice: "see whether line ends are missing, or shorten the row")
    }

    private func truncated(_ row: DialogueRow) -> DialogueProblem {
        problem(
            .truncated, row, "the file ends within this row",
            advice: "it was cut off: fetch or write it again")
    }

    private func endOfFile() -> DialogueRow? {
        guard !hasEnded else { return nil }
        hasEnded = true
        guard !splitter.isComplete else {
            observer.meetEnd(gap: splitter.gap)
            return nil
        }
        rows += 1
        let place = splitter.place
        var row = DialogueRow(
            number: rows, line: place.line, offset: place.offset, length: 0, dialogue: nil,
            problems: [])
        row.problems = [
            problem(
                .truncated, row, "the file ends before the array does",
                advice: "it was cut off: fetch or write it again")
        ]
        return row
    }

    /// Says why a row is no JSON, at the offending byte.
    private func notJSON(
        _ error: JSONError, _ row: DialogueRow, _ bytes: ArraySlice<UInt8>
    ) -> DialogueProblem {
        let path = JSON.path(to: error.offset, in: bytes)
        var place = place(row).within(path)
        place.offset = row.offset + error.offset
        if let index = bytes.firstIndex(of: 0), index - bytes.startIndex <= error.offset {
            place.offset = row.offset + index - bytes.startIndex
            return DialogueProblem(
                .nulByte, at: place, "the row holds a NUL byte",
                advice: "the file is damaged: fetch it again, or delete the row")
        }
        switch error.kind {
        case .encoding:
            return DialogueProblem(
                .invalidUTF8, at: place, "a string is not valid UTF-8",
                advice: "convert the file to UTF-8")
        case .truncated:
            place.offset = row.offset
            return DialogueProblem(
                .truncated, at: place, "the row is cut off: \(error.message)",
                advice: "fetch or write the file again, or delete the row")
        case .surrogate:
            return DialogueProblem(
                .notJSON, at: place, "\(error.message), which stands for no character",
                advice: "replace it, for instance by \\ufffd")
        case .syntax, .depth:
            return DialogueProblem(
                .notJSON, at: place, error.message, advice: "correct or delete the row")
        }
    }

    private func problem(
        of fault: DialogueFault, _ row: DialogueRow, _ bytes: ArraySlice<UInt8>
    ) -> DialogueProblem {
        var place = place(row)
        if let offset = JSON.offset(of: fault.path, in: bytes) {
            place.offset = row.offset + offset
        }
        return fault.problem(at: place)
    }
}
