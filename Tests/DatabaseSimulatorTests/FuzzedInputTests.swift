import Testing

@testable import DatabaseSimulator

/// Inputs with which fuzzing stopped the process once.
@Suite struct FuzzedInputTests {
    @Test func `Lateral tables are read after the client was out of sync`() throws {
        let table = try RuleTable()
        let lateral =
            "SELECT m.id, l.id FROM maker AS m, LATERAL "
            + "(SELECT id FROM car WHERE car.maker = m.id) AS l"
        let before = try table.answer(lateral)
        #expect(before == "[(1, 1), (1, 2), (2, 3)]")
        // What several statements did is undone, which puts another database in place.
        _ = try table.answer("SELECT 1; SELECT 2")
        #expect(try table.answer(lateral) == before)
    }
}
