import SeededRandom
import Testing

@testable import DatabaseSimulator

@Suite struct InferenceObservationTests {
    private func rows(_ text: String) -> RecordedRows? {
        if case .rows(let rows) = RecordedObservation(text) { rows } else { nil }
    }

    @Test func `Every kind of value is read`() {
        let text = #"""
            [(1, -2, 1.5, 6.4e+17, None, 'a', "it's", 'é\n\'"', Decimal('52.0000')), \#
            (123456789012345678901, 0, -0.0, 1e-05, inf, '', b'x\xff', bytearray(b''), {'a', 'b'}), \#
            (datetime.date(2020, 1, 31), datetime.datetime(2020, 1, 2, 0, 0), \#
            datetime.timedelta(days=-1, seconds=81000), 0, 0, 0, 0, 0, 0)]
            """#
        let rows = rows(text)?.rows ?? []
        #expect(rows.count == 3)
        #expect(
            rows.first == [
                .integer("1"), .integer("-2"), .float(1.5, text: "1.5"),
                .float(6.4e17, text: "6.4e+17"), .null, .string("a"), .string("it's"),
                .string("é\n'\""), .decimal("52.0000"),
            ])
        #expect(
            rows.dropFirst().first?[6...] == [.bytes([120, 255]), .bytes([]), .set(["a", "b"])])
        #expect(
            rows.last?.prefix(3) == [
                .temporal("date", [2020, 1, 31]), .temporal("datetime", [2020, 1, 2, 0, 0]),
                .temporal("timedelta", [-1, 81000]),
            ])
        #expect(self.rows("[]")?.rows == [])
    }

    @Test func `Errors keep their parts`() {
        let text = "1054 (42S22): Unknown column 'fine' in 'field list'"
        guard case .error(let error) = RecordedObservation(text) else {
            Issue.record("not an error")
            return
        }
        #expect(error.number == 1054 && error.state == "42S22")
        #expect(error.message == "Unknown column 'fine' in 'field list'")
        #expect(
            RecordedObservation("Commands out of sync; you can't run this command now")
                == .outOfSync)
    }

    @Test(arguments: [
        "[(1)]", "[(1, )]", "[(1, 2,)]", "[(01,)]", "[(1,) , (2,)]", "[(1.50,)]", "[(1,)",
        "[(1,)] ",
        #"[("a",)]"#, #"[('a'b',)]"#, "[(NULL,)]", "[(1e17,)]", "[(1e+5,)]",
        "[(0.1000000000000000055,)]",
        "[(datetime.date(2020, 13, 1),)]", "[('a\tb',)]", "[()]",
    ])
    func `What Python never prints is no list of rows`(_ text: String) {
        guard case .other(let unreadable) = RecordedObservation(text) else {
            Issue.record("read as rows")
            return
        }
        #expect(unreadable.isList)
    }

    @Test func `A cut answer gives what stands before the cut`() {
        let row = "('abcdefg', 12), "
        let whole = "[" + String(repeating: row, count: 100)
        for kept in 700...800 {
            let text = String(whole.prefix(kept)) + "[TRUNCATED]"
            let rows = rows(text)
            #expect((rows != nil) == (kept == 800), "only 800 characters are ever kept")
        }
        let rows = rows(String(whole.prefix(800)) + "[TRUNCATED]")
        #expect(rows?.rows.count == 47)
        #expect(rows?.cutRow == [])
        #expect(rows?.isTruncated == true)
    }

    @Test func `Any text has a reading`() {
        let seed: UInt64 = 20_240_611
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "[", "(", "'", "\"", ",", " ", ")", "]", "\\", "1", ".", "e", "-", "N", "b", "D", "é",
            "\u{0}",
        ]
        for _ in 0..<5_000 {
            let length = Int.random(in: 0..<14, using: &generator)
            let text = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
            if case .rows(let rows) = RecordedObservation(text) {
                #expect(rows.rows.allSatisfy { !$0.isEmpty }, "seed \(seed): \(text)")
            }
        }
    }

    @Test(arguments: [
        (1e16, "1e+16"), (123456789012345680.0, "1.2345678901234568e+17"),
        (9999999999999998.0, "9999999999999998.0"),
        (0.0001, "0.0001"), (0.00001, "1e-05"), (1.5e-300, "1.5e-300"), (-2.0, "-2.0"),
        (100.25, "100.25"),
    ])
    func `Floats are laid out as Python lays them out`(_ value: Double, _ text: String) {
        #expect(value.pythonDescription == text)
    }

    @Test(.enabled(if: InferenceCorpus.isPresent))
    func `Every recorded observation is read`() throws {
        var counts = ["rows": 0, "empty": 0, "error": 0, "out of sync": 0, "cut": 0, "other": 0]
        for dialogue in try InferenceCorpus.dialogues() {
            for step in dialogue.steps {
                switch RecordedObservation(step.observation) {
                case .rows(let rows) where rows.isTruncated: counts["cut", default: 0] += 1
                case .rows(let rows): counts[rows.rows.isEmpty ? "empty" : "rows", default: 0] += 1
                case .error: counts["error", default: 0] += 1
                case .outOfSync: counts["out of sync", default: 0] += 1
                case .other: counts["other", default: 0] += 1
                }
            }
        }
        #expect(counts["other"] == 0)
        #expect(counts["out of sync"] == 1 && counts["cut"] == 1 && counts["error"] == 12)
    }
}
