import SeededRandom

/// Fills an inferred database with plausible rows, the same for the same seed, such that everything
/// that the record fixes stays as it is.
///
/// A row that would change the answer to any recorded statement is left out, so a table whose rows
/// the record counts gets none.
struct RowInventor {
    let database: OpenDatabase
    private var generator: SeededGenerator

    init(_ database: OpenDatabase, seed: UInt64) {
        self.database = database
        generator = SeededGenerator(seed: seed)
    }

    /// The most rows that a table gets.
    private static let most = 8

    /// The engine with more rows, and how many each table got.
    mutating func complete(
        _ engine: any DatabaseEngine
    ) throws(StatementFailure) -> (engine: any DatabaseEngine, rows: [(table: String, count: Int)])
    {
        var engine = engine
        let recorded = try answers(engine)
        var rows: [(table: String, count: Int)] = []
        for (name, columns) in engine.tables {
            let lists = try columns.map { column throws(StatementFailure) in
                (column, try seen(column, of: name, in: engine))
            }
            let wanted = 3 + Int(generator.next() % UInt64(Self.most - 2))
            var count = 0
            var tries = 0
            while count < wanted, tries < 3 * wanted {
                tries += 1
                var values: [String] = []
                for (column, seen) in lists {
                    values.append(value(of: column, seen, tries).sql(database.engine))
                }
                let names = columns.map(\.backquoted).joined(separator: ", ")
                let trial = try engine.copy()
                let answer = try trial.answer(
                    "INSERT INTO \(name.backquoted) (\(names)) "
                        + "VALUES (\(values.joined(separator: ", ")))")
                guard answer == "[]", try answers(trial) == recorded else { continue }
                engine = trial
                count += 1
            }
            if count > 0 { rows.append((name, count)) }
        }
        return (engine, rows)
    }

    /// What every recorded statement answers, dialogue by dialogue.
    private func answers(_ engine: any DatabaseEngine) throws(StatementFailure) -> [String] {
        var answers: [String] = []
        for entries in database.runs {
            let run = try engine.copy()
            for entry in entries {
                var answer = ""
                for form in entry.forms {
                    answer = (try? run.answer(form)) ?? ""
                    if answer.hasPrefix("[") { break }
                }
                answers.append(answer)
            }
        }
        return answers
    }

    /// Values of a column.
    private func seen(
        _ column: String, of table: String, in engine: any DatabaseEngine
    ) throws(StatementFailure) -> [WitnessValue] {
        let text = try engine.answer(
            "SELECT \(column.backquoted) FROM \(table.backquoted) WHERE \(column.backquoted) "
                + "IS NOT NULL LIMIT 200")
        guard case .rows(let rows) = RecordedObservation(text) else { return [] }
        return rows.rows.compactMap { $0.first.flatMap { WitnessValue($0) } }
    }

    /// A value by the column's name and by what it holds already.
    private mutating func value(
        of column: String, _ seen: [WitnessValue], _ number: Int
    ) -> WitnessValue {
        let words = Self.words(in: column)
        let isKey = words.last.map { ["id", "no", "number", "key", "code"].contains($0) } ?? false
        let numbers = seen.compactMap(\.number)
        let isDistinct = Set(seen).count == seen.count
        if isKey, isDistinct || seen.isEmpty {
            let next = Int64(numbers.max() ?? 0) + 1 + Int64(number)
            if case .text? = seen.first { return .text(String(next)) }
            return .integer(next)
        }
        if !seen.isEmpty, seen.count > 1 || numbers.isEmpty, generator.next() % 4 > 0 {
            return pick(seen)
        }
        if let model = seen.first, let low = numbers.min(), let high = numbers.max() {
            let middle = low + (high - low) * Double(generator.next() % 101) / 100
            return CandidateValues.kind(
                high > low ? middle.rounded() : low + Double(generator.next() % 10), like: model)
        }
        if let word = words.first(where: { Self.words[$0] != nil }), let list = Self.words[word] {
            return pick(list.map { .text($0) })
        }
        let isQuantity = words.contains(where: Self.quantities.contains)
        if isQuantity { return .integer(1 + Int64(generator.next() % 99)) }
        return seen.isEmpty ? .null : pick(seen)
    }

    /// The words of a name, in lower case: `orderNumber` and `order_number` have two.
    private static func words(in name: String) -> [String] {
        var words: [String] = [""]
        var last: Character = " "
        for character in name {
            if !character.isLetter || character.isUppercase && last.isLowercase { words.append("") }
            if character.isLetter { words[words.count - 1] += character.lowercased() }
            last = character
        }
        return words.filter { !$0.isEmpty }
    }

    private mutating func pick(_ values: [WitnessValue]) -> WitnessValue {
        values[Int(generator.next() % UInt64(values.count))]
    }

    private static let quantities: Set<String> = [
        "age", "amount", "price", "cost", "quantity", "count", "total", "salary", "score", "rating",
        "weight", "height", "size", "points", "sales", "stock", "year", "grade",
    ]
    private static let names = [
        "Ada Moreau", "Bram Okafor", "Chiara Lind", "Dev Rao", "Elif Stone",
    ]
    private static let places = ["Lisbon", "Oslo", "Quito", "Nairobi", "Osaka"]
    private static let words: [String: [String]] = [
        "name": names, "customer": names, "author": names, "employee": names, "student": names,
        "email": ["ada@example.org", "bram@example.org", "chiara@example.org"],
        "phone": ["555-0101", "555-0102", "555-0103"], "city": places, "town": places,
        "address": ["1 Mill Lane", "22 Harbour Road", "5 Station Square"],
        "country": ["Portugal", "Norway", "Ecuador", "Kenya", "Japan"],
        "status": ["active", "inactive", "pending"], "gender": ["female", "male"],
        "date": ["2021-03-14", "2022-07-01", "2023-11-30"],
        "title": ["First Light", "The Long Way Round", "Quiet Water"],
        "department": ["Sales", "Research", "Support"],
    ]
}
