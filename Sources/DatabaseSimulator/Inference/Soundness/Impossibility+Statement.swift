extension Impossibility {
    /// A proof from the form of a statement and its recorded answer alone, without running
    /// anything; `nil` if there is none.
    init?(
        of observation: RecordedObservation, answering statement: RecordedStatement,
        tables: [DescribedTable], engine: RecordingEngine
    ) {
        switch observation {
        case .outOfSync:
            guard statement.isAlone else { return nil }
            self.init(
                .outOfSync,
                "one statement alone never leaves the client out of sync; a second one must have "
                    + "been cut off")
        case .other(let unreadable) where unreadable.isList:
            self.init(
                .unreadable,
                "Python prints no list of rows in this way (from byte \(unreadable.offset) on)")
        case .rows(let rows):
            switch statement.effect {
            case .writes, .nothing:
                guard !rows.rows.isEmpty || rows.isTruncated else { return nil }
                self.init(.rowsFromWrite, "a statement of this kind answers no rows")
            case .reads:
                guard let query = statement.query,
                    let found = AnswerRules(query, tables: tables, engine: engine)
                        .impossibility(of: rows)
                else { return nil }
                self = found
            case .other: return nil
            }
        case .error, .other: return nil
        }
    }
}

extension RecordedStatement {
    /// Whether the text certainly holds no more than one statement.
    fileprivate var isAlone: Bool {
        var parser = Parser(repaired ?? recorded)
        guard let first = try? parser.next() else { return false }
        return first.isLast
    }
}
