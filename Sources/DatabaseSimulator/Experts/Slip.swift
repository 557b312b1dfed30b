import SeededRandom

/// A mistake that agents make with SQL, and how they notice and mend it.
struct Slip: Hashable, Sendable {
    /// The statement with the mistake.
    var statement: String
    /// What is said when the answer has come.
    var insight: String
    /// What is run before the right statement; `nil` where that can follow at once.
    var inquiry: String?
    /// What is said of the inquiry's answer.
    var conclusion: String?

    /// Numbers that are compared as texts.
    static func textOrder(_ statement: String, column: String) -> Slip {
        Slip(
            statement: statement,
            insight: "The values of `\(column)` come in quotes: they are texts and were compared "
                + "letter by letter. I cast them to numbers.")
    }

    /// A value without one of its letters, if no row has that.
    static func misspeltValue(
        _ value: String, of column: SheetColumn, in statement: String, distinct: String
    ) -> Slip? {
        var letters = Array(value)
        letters.remove(at: letters.count / 2)
        let wrong = String(letters).lowercased()
        guard !column.values.contains(where: { $0.lowercased() == wrong }) else { return nil }
        return Slip(
            statement: statement.replacing(
                value.quotedText, with: String(letters).quotedText),
            insight: "That finds nothing, so the value may be written in another way. I list the "
                + "values there are.",
            inquiry: distinct, conclusion: "It is written \"\(value)\"; I had left out a letter.")
    }

    /// A column or table called by a name that is nearly right.
    static func misspeltName(
        in statement: String, of tables: [DatabasePlan.Table],
        using generator: inout SeededGenerator
    ) -> Slip? {
        let tableNames = tables.map(\.name)
        let columnNames = tables.flatMap(\.columns)
        let isTable = Int.random(in: 0..<4, using: &generator) == 0
        let names = (isTable ? tableNames : columnNames).filter {
            statement.contains($0.quotedName)
        }
        guard let name = names.randomElement(using: &generator) else { return nil }
        let taken = Set((tableNames + columnNames).map { $0.lowercased() })
        let candidates = variants(of: name).filter { !taken.contains($0.lowercased()) }
        guard let wrong = candidates.randomElement(using: &generator) else { return nil }
        let altered = statement.replacing(name.quotedName, with: wrong.quotedName)
        return Slip(
            statement: altered,
            insight: isTable
                ? "There is no table `\(wrong)`; the task calls it `\(name)`."
                : "There is no column `\(wrong)`. Among the columns of the task it is `\(name)`.")
    }

    /// A name with blanks or signs, without the backticks that it needs.
    static func missingBackticks(
        in statement: String, of tables: [DatabasePlan.Table],
        using generator: inout SeededGenerator
    ) -> Slip? {
        let names = (tables.map(\.name) + tables.flatMap(\.columns)).filter { name in
            name.contains(" ") && statement.contains(name.quotedName)
        }
        guard let name = names.randomElement(using: &generator) else { return nil }
        return Slip(
            statement: statement.replacing(name.quotedName, with: name),
            insight: "The name `\(name)` has a blank in it and needs backticks.")
    }

    /// Names that one takes for the right one.
    private static func variants(of name: String) -> [String] {
        var variants: [String] = []
        if name.contains(" ") { variants.append(name.replacing(" ", with: "_")) }
        if name.contains("_") { variants.append(name.replacing("_", with: "")) }
        if name.hasSuffix("s") {
            variants.append(String(name.dropLast()))
        } else if name.last?.isLetter == true {
            variants.append(name + "s")
        }
        if name.count > 4 {
            var letters = Array(name)
            letters.swapAt(letters.count - 2, letters.count - 3)
            if String(letters) != name { variants.append(String(letters)) }
        }
        return variants
    }
}
