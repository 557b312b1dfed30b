/// The description of tables that a program wrote: the dataset's own (`The name of this table is T,
/// and the headers of this table are a,b,c.`, or the same for the `1st`, `2nd` … table) or ours.
///
/// Its lists have no blanks after commas, and the names in them are verbatim: they may hold
/// blanks, signs and words like `and`. People wrote into the same frame too; a list that they
/// wrote is left to ``ProseDescription``.
struct GeneratedDescription {
    var question: String
    var tables: [DescribedTable] = []

    init?(_ text: String) {
        // The question may use the words itself, so the description is looked for from the last
        // line backwards; the program writes it on one line.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for index in lines.indices.reversed() {
            guard let tables = Self.tables(in: lines[index]) ?? Self.listed(in: lines[index]) else {
                continue
            }
            self.tables = tables
            question = lines[..<index].joined(separator: "\n")
            return
        }
        return nil
    }

    private static func tables(in line: Substring) -> [DescribedTable]? {
        var tables: [DescribedTable] = []
        var rest = line
        while let start = rest.firstRange(of: "The name of ") {
            rest = rest[start.upperBound...]
            guard let isPart = rest.firstRange(of: " table is "),
                let middle = rest.firstRange(of: ", and the headers of this table are "),
                isPart.upperBound < middle.lowerBound
            else { return nil }
            let name = rest[isPart.upperBound..<middle.lowerBound]
            rest = rest[middle.upperBound...]
            let next = rest.firstRange(of: ". The name of the ")
            var list = next.map { rest[..<$0.lowerBound] } ?? rest
            if next == nil {
                while list.last?.isWhitespace == true { list.removeLast() }
                if list.last == "." { list.removeLast() }
            }
            guard let columns = columns(in: list) else { return nil }
            tables.append(
                DescribedTable(
                    name: String(name), columns: columns, isComplete: true, isVerbatim: true))
            if let next { rest = rest[next.lowerBound...] } else { rest = rest[rest.endIndex...] }
        }
        return tables.isEmpty ? nil : tables
    }

    /// `Table `t` has the columns `a`, `b`.`, a sentence for each table and nothing else on the
    /// line: what tasks of our own making end with.
    private static func listed(in line: Substring) -> [DescribedTable]? {
        var tables: [DescribedTable] = []
        var rest = line
        while !rest.isEmpty {
            guard rest.hasPrefix("Table `"),
                let verb = rest.firstRange(of: "` has the columns `")
            else { return nil }
            let name = rest.dropFirst("Table `".count)[..<verb.lowerBound]
            rest = rest[verb.upperBound...]
            let next = rest.firstRange(of: "`. Table `")
            guard
                let end = next?.lowerBound
                    ?? (rest.hasSuffix("`.") ? rest.dropLast(2).endIndex : nil)
            else { return nil }
            let columns = rest[..<end].split(
                separator: "`, `", omittingEmptySubsequences: false)
            tables.append(
                DescribedTable(
                    name: String(name), columns: columns.map { DescribedColumn(String($0)) },
                    isComplete: true, isVerbatim: true))
            rest = rest[end...].dropFirst(next == nil ? 2 : 3)
        }
        return tables.isEmpty ? nil : tables
    }

    private static func columns(in list: Substring) -> [DescribedColumn]? {
        let names = list.split(separator: ",", omittingEmptySubsequences: false)
        let isVerbatim = names.allSatisfy { name in
            guard let first = name.first, let last = name.last else { return false }
            return !first.isWhitespace && !last.isWhitespace && !"'\"`".contains(first)
        }
        guard isVerbatim else { return nil }
        // A lone entry with `and` is two columns that a person named.
        if names.count == 1, list.contains(" and ") { return nil }
        return names.map { DescribedColumn(String($0)) }
    }
}
