import Environments

/// Statements that failed by the record.
extension EpisodeTrial {
    func failed(
        _ step: EpisodeStep, _ statement: RecordedStatement, _ error: RecordedError
    ) -> StepOutcome {
        let execution = preview(statement.recorded)
        guard let printed = execution.text else {
            if case .refused(let failure) = execution { return .open(failure.reason, failure.note) }
            return .open(Self.unknownRows)
        }
        if printed == step.observation {
            return StepOutcome(judgement: Judgement(.exact, basis: .predicted))
        }
        if let stripped = statement.withoutBackticks, case .failed(let text) = preview(stripped),
            text == step.observation || Self.quotesTheSame(text, error)
        {
            return StepOutcome(
                judgement: Judgement(
                    .equivalent, basis: .predicted, reason: Self.rewritten, replayed: printed,
                    note: "the message quotes the statement as it was before its names were put "
                        + "into backticks"))
        }
        if Self.quotesTheSame(printed, error) {
            return StepOutcome(
                judgement: Judgement(
                    .equivalent, basis: .predicted, reason: Self.rewritten, replayed: printed))
        }
        if error.isOfClient {
            return .open("server", "the connection failed, not the statement")
        }
        let isOpen: Bool
        if case .answered = execution { isOpen = error.dependsOnRows } else { isOpen = false }
        if isOpen { return .open(Self.unknownRows) }
        if couldFailForColumns(statement, error, RecordedError(printed)?.number) {
            return .open("unknown-columns")
        }
        return .contradiction("executing it answers otherwise", replayed: printed)
    }

    private static func quotesTheSame(_ printed: String, _ error: RecordedError) -> Bool {
        guard let other = RecordedError(printed), let first = NearText(other),
            let second = NearText(error)
        else { return false }
        return first.matches(second)
    }

    /// Whether a statement fails as recorded if a table has other columns than a person's words
    /// were read to say.
    private func couldFailForColumns(
        _ statement: RecordedStatement, _ error: RecordedError, _ printed: Int?
    ) -> Bool {
        guard error.isOfColumns, usesOpenTable(statement) else { return false }
        guard let start = error.message.firstIndex(of: "'") else { return printed != error.number }
        let name = error.message[start...].dropFirst().prefix { $0 != "'" }
        return statement.recorded.lowercased().replacing("`", with: "")
            .contains(name.lowercased())
    }

    func usesOpenTable(_ statement: RecordedStatement) -> Bool {
        guard let syntax = statement.syntax else { return false }
        return !StatementContents(syntax).tables.allSatisfy { name in
            let table = world.tables.first { $0.name == name }
            return table?.isComplete == true && table?.isVerbatim == true
        }
    }

    /// A text that is neither rows nor a coded error: of SQLite, of the client, or of nobody.
    func printedOtherwise(
        _ step: EpisodeStep, _ statement: RecordedStatement
    ) -> StepOutcome {
        let execution = preview(statement.recorded)
        if case .refused(let failure) = execution { return .open(failure.reason, failure.note) }
        if let printed = execution.text, printed == step.observation {
            return StepOutcome(judgement: Judgement(.exact, basis: .predicted))
        }
        let lowered = step.observation.lowercased()
        if ["timed out", "timeout", "lost connection", "not available"].contains(
            where: lowered.contains)
        {
            return .open("server", "the connection failed, not the statement")
        }
        if case .answered = execution, statement.effect == .reads {
            return .open("unreadable")
        }
        return .contradiction("executing it answers otherwise", replayed: execution.text)
    }
}

extension RecordedError {
    /// Whether the driver and not the server speaks, or the server gave up for want of time.
    fileprivate var isOfClient: Bool {
        state == "HY000" && (2000..<2100).contains(number)
            || Self.serverErrors[number] == state
    }

    /// The states of the errors of a server that is too busy or stops.
    private static let serverErrors = [
        1040: "08004", 1053: "08S01", 1205: "HY000", 1213: "40001", 1317: "70100", 3024: "HY000",
    ]

    /// Whether it is, in MySQL's words, about unknown, ambiguous, repeated or missing columns, or
    /// about values that are not as many.
    var isOfColumns: Bool {
        guard let words = Self.columnErrors[number] else { return false }
        return state == words.state && message.hasPrefix(words.start)
            && words.ends.contains(where: message.hasSuffix)
    }

    private static let columnErrors: [Int: (state: String, start: String, ends: [String])] = [
        1052: ("23000", "Column '", [" is ambiguous"]),
        1054: ("42S22", "Unknown column '", [" list'", " clause'", " statement'"]),
        1060: ("42S21", "Duplicate column name '", ["'"]),
        1072: ("42000", "Key column '", ["' doesn't exist in table"]),
        1091: ("42000", "Can't DROP '", ["'; check that column/key exists"]),
        1136: ("21S01", "Column count doesn't match value count", [" at row 1"]),
    ]

    /// Whether the rows or the declarations of a table decide if it occurs.
    var dependsOnRows: Bool {
        [
            1022, 1048, 1062, 1169, 1216, 1217, 1242, 1264, 1265, 1292, 1364, 1365, 1366, 1367,
            1406, 1411, 1441, 1451, 1452, 1525, 1526, 1557, 1586, 1690, 1748, 3140, 3141, 3156,
            3819, 3903,
        ].contains(number)
    }
}
