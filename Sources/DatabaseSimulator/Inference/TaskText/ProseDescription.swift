/// The description of tables that a person (or a model in a person's stead) wrote in free words.
struct ProseDescription {
    var question: String
    var tables: [DescribedTable] = []

    private let vocabulary: StatementVocabulary

    init(_ text: String, vocabulary: StatementVocabulary) {
        self.vocabulary = vocabulary
        let (question, description) = Self.split(text)
        self.question = question
        let whole = Prose(text)
        let described = Prose(description)
        let lists = readings(of: described)
        let best =
            best(of: lists) ?? best(of: readings(of: whole))
            ?? best(of: unannounced(in: described)) ?? pairs(in: whole)
            ?? best(of: unannounced(in: whole))
        let names = candidates(in: described, whole)
        if let several = severalTables(described, lists) {
            tables = several
        } else {
            let columns = columns(best, in: described)
            guard let name = chosenName(among: names, in: text, columns: columns) else { return }
            tables = [
                DescribedTable(
                    name: name, columns: columns, isComplete: best.map { !$0.isOpen } ?? false)
            ]
        }
    }

    /// Parts the question from the description, which starts with the first later line that
    /// speaks of a table or its columns.
    private static func split(_ text: String) -> (question: String, description: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.indices.dropFirst().first { index in
            Prose(String(lines[index])).tokens.contains {
                $0.isWord(in: ["table", "tables"]) || $0.isWord(in: ColumnWords.plural)
            }
        }
        guard let start else { return (text, text) }
        return (
            lines[..<start].joined(separator: "\n"), lines[start...].joined(separator: "\n")
        )
    }

    // MARK: Columns

    /// The lists that follow words like `columns`.
    private func readings(of prose: Prose) -> [ColumnList] {
        let words = ColumnWords(prose: prose, tableNames: Set(vocabulary.tables))
        let reader = ColumnListReader(prose: prose, unusualNames: vocabulary.unusualNames)
        return words.announcements.compactMap { announcement in
            let lists = announcement.starts.map { start in
                var list = reader.list(at: start)
                if announcement.isOpen { list.isOpen = true }
                return list
            }
            return best(of: lists)
        }
    }

    /// Lists of at least two names behind a verb, in texts without a word for columns: `contains
    /// order details including id, customer, and date`.
    private func unannounced(in prose: Prose) -> [ColumnList] {
        let reader = ColumnListReader(prose: prose, unusualNames: vocabulary.unusualNames)
        return prose.tokens.indices.compactMap { index in
            let token = prose.tokens[index]
            guard token.isWord(in: ColumnWords.verbs) || token.isSign(":") else { return nil }
            var list = reader.list(at: index + 1)
            list.isOpen = true
            // What a colon follows is a key with its value, not the last name of a list.
            let end = list.range.upperBound
            let isKey = end < prose.tokens.count && prose.tokens[end].isSign(":")
            return list.columns.count > 1 && !isKey ? list : nil
        }
    }

    /// `name: John, age: 25` or `name = 'John', age = 25` in the request itself.
    private func pairs(in prose: Prose) -> ColumnList? {
        var list = ColumnList(range: 0..<0, isOpen: true)
        for index in prose.tokens.indices
        where prose.tokens[index].isSign(":")
            || prose.tokens[index].isSign("=")
        {
            var start = index
            while start > 0, index - start < 3, prose.tokens[start - 1].kind == .word,
                !prose.tokens[start - 1].isWord(in: ["and", "the", "with", "as", "a"])
            {
                start -= 1
            }
            let isQuoted = start == index && index > 0 && prose.tokens[index - 1].kind == .quoted
            guard start < index || isQuoted, index + 1 < prose.tokens.count,
                prose.tokens[index + 1].kind == .word || prose.tokens[index + 1].kind == .quoted
            else { continue }
            let name = isQuoted ? prose.tokens[index - 1].text : prose.text(of: start..<index)
            if !list.columns.contains(where: { $0.name == name }) {
                list.columns.append(DescribedColumn(name))
            }
        }
        return list.columns.count > 1 ? list : nil
    }

    /// The reading that the statements support most; else the longest, else the first.
    private func best(of lists: [ColumnList]) -> ColumnList? {
        var best: (list: ColumnList, support: Int)?
        for list in lists where !list.columns.isEmpty {
            let support = vocabulary.support(for: list.columns)
            if let current = best,
                (current.support, current.list.columns.count) >= (support, list.columns.count)
            {
                continue
            }
            best = (list, support)
        }
        return best?.list
    }

    /// The columns of a list with the types that a later clause states: `where ID is INTEGER`.
    private func columns(_ list: ColumnList?, in prose: Prose) -> [DescribedColumn] {
        guard let list else { return [] }
        var seen: Set<String> = []
        return list.columns.filter { seen.insert($0.name.lowercased()).inserted }.map { column in
            guard column.statedType == nil else { return column }
            var column = column
            for index in prose.tokens.indices.dropLast(2)
            where prose.tokens[index].text == column.name && prose.tokens[index + 1].isWord("is") {
                let end = min(index + 6, prose.tokens.count)
                column.statedType = TypePhrase.type(in: prose, (index + 1)..<end)
            }
            return column
        }
    }

    // MARK: Tables

    private func candidates(in description: Prose, _ whole: Prose) -> [String] {
        let known = vocabulary.tables
        return TableNameReader(prose: description, knownNames: known).candidates()
            + TableNameReader(prose: whole, knownNames: known).candidates()
    }

    /// The first candidate that the statements use; if they use none, but a table that the text
    /// mentions, that one: the pattern misread a sentence.
    private func chosenName(
        among candidates: [String], in text: String, columns: [DescribedColumn]
    ) -> String? {
        let used = Set(vocabulary.tables.map { $0.lowercased() })
        if let name = candidates.first(where: { vocabulary.tables.contains($0) })
            ?? candidates.first(where: { used.contains($0.lowercased()) })
        {
            return name
        }
        let prose = Prose(text)
        let mentioned = vocabulary.tables.first { table in
            prose.tokens.indices.contains { index in
                prose.end(of: table, at: index) != nil || prose.tokens[index].text == table
            }
        }
        if let mentioned { return mentioned }
        let columns = Set(columns.map(\.name))
        if let name = candidates.first(where: { !columns.contains($0) }) { return name }
        // A description without the name is one of the only table that the dialogue uses.
        return vocabulary.tables.count == 1 ? vocabulary.provenTables.first : candidates.first
    }

    /// Several described tables, each with its own list: where different names of tables stand
    /// before the lists.
    private func severalTables(_ prose: Prose, _ lists: [ColumnList]) -> [DescribedTable]? {
        var tables: [DescribedTable] = []
        var start = 0
        for list in lists where !list.columns.isEmpty && list.range.lowerBound >= start {
            let before = start..<list.range.lowerBound
            guard let name = tableName(in: before, of: prose),
                !tables.contains(where: { $0.name == name })
            else { return nil }
            tables.append(
                DescribedTable(
                    name: name, columns: columns(list, in: prose), isComplete: !list.isOpen))
            start = list.range.upperBound
        }
        return tables.count > 1 ? tables : nil
    }

    /// The table that is named last in a part of the text: one of the statements' if there is one.
    private func tableName(in range: Range<Int>, of prose: Prose) -> String? {
        let used = range.compactMap { index in
            vocabulary.tables.first {
                prose.end(of: $0, at: index) != nil || prose.tokens[index].text == $0
            }
        }.last
        if let used { return used }
        let part = Prose(prose.text(of: range))
        return TableNameReader(prose: part, knownNames: vocabulary.tables).candidates().first
    }
}
