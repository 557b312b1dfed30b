import Environments
import Testing

@testable import DatabaseSimulator

/// Dialogues whose statements speak of the same rows, or whose answers are cut off.
@Suite struct InferenceSharedRowsTests {
    private func verdicts(_ steps: [(String, String)]) async -> [Verdict] {
        let task = """
            What is it?
            The name of this table is ferries, and the headers of this table are \
            line,harbour,cars,since.
            """
        let episode = RecordedEpisode("ferries", task: task, statements: steps)
        return await Database().judge(episode, settings: [:]).judgements.map(\.verdict)
    }

    @Test(
        arguments: [
            (
                "SELECT COUNT(*) FROM ferries", "[(35,)]",
                "SELECT line FROM ferries WHERE harbour = 'Kiel'", "[('51',), ('53',)]"
            ),
            (
                "SELECT DISTINCT harbour FROM ferries ORDER BY harbour", "[('Bari',), ('Kiel',)]",
                "SELECT COUNT(*) FROM ferries", "[(65,)]"
            ),
            (
                "SELECT line, cars FROM ferries ORDER BY cars+0, line LIMIT 3",
                "[('A', '18'), ('B', '18'), ('C', '40')]", "SELECT COUNT(*) FROM ferries", "[(9,)]"
            ),
            (
                "SELECT harbour, COUNT(*) FROM ferries GROUP BY harbour "
                    + "ORDER BY COUNT(*) DESC, harbour LIMIT 2", "[('Kiel', 4), ('Bari', 1)]",
                "SELECT COUNT(DISTINCT harbour) FROM ferries", "[(15,)]"
            ),
            (
                "SELECT COUNT(*) FROM ferries", "[(17,)]",
                "SELECT COUNT(*) FROM ferries WHERE since IS NULL OR since = ''", "[(0,)]"
            ),
            (
                "SELECT cars FROM ferries WHERE line = 'Z'", "[('7',)]",
                "SELECT * FROM ferries LIMIT 2",
                "[('A', 'Kiel', '18', '1999'), ('B', 'Bari', '20', '2004')]"
            ),
            (
                "SELECT COUNT(*) FROM ferries WHERE cars = 0", "[(5,)]",
                "SELECT COUNT(DISTINCT cars) FROM ferries", "[(18,)]"
            ),
        ])
    func `One set of rows explains two reads`(
        _ first: String, _ firstAnswer: String, _ second: String, _ secondAnswer: String
    ) async {
        #expect(
            await verdicts([(first, firstAnswer), (second, secondAnswer)]) == [.exact, .exact])
    }

    /// What Python prints of rows of one text, cut as the original cuts; the first text is longer by
    /// the shift.
    private func cutAnswer(_ texts: [String], shift: Int) -> String {
        var printed = "["
        for (index, text) in texts.enumerated() {
            let whole = index == 0 ? String(repeating: "a", count: shift) + text : text
            PythonText.append(repr: whole, to: &printed, in: "(", ",), ")
        }
        return String(printed.prefix(800)) + "[TRUNCATED]"
    }

    @Test(arguments: 0..<24)
    func `An answer may be cut anywhere`(_ shift: Int) async {
        let escaped = (10...99).map { "n\($0)\\n\t'x'" }
        let plain = (10...99).map { "b\($0) tail" }
        let unordered = cutAnswer(escaped, shift: shift)
        let ordered = cutAnswer(plain, shift: shift)
        #expect(await verdicts([("SELECT line FROM ferries", unordered)]) == [.exact])
        #expect(
            await verdicts([("SELECT DISTINCT line FROM ferries ORDER BY line", ordered)])
                == [.exact])
    }
}

extension PythonText {
    fileprivate static func append(
        repr text: String, to output: inout String, in start: String, _ end: String
    ) {
        output += start
        append(repr: text, to: &output)
        output += end
    }
}
