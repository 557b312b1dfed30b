import Testing

@testable import DatabaseSimulator

/// What MySQL 8.0.46 was seen to do with rows that are equal.
@Suite struct FileSortTests {
    private func sorted(
        _ keys: [Int], limit: Int?, variable: Bool = true, bounded: Bool = false
    ) -> [Int] {
        FileSort(
            count: keys.count, limit: limit, hasVariableKeys: variable, hasBoundedRows: bounded
        ) { keys[$0] < keys[$1] }.sorted()
    }

    @Test func theFirstFiveOfThirteenEqualTexts() {
        #expect(sorted(Array(repeating: 0, count: 13), limit: 5) == [10, 7, 8, 9, 6])
    }

    @Test func upToSixteenRowsWithoutLimitStayAsTheyCame() {
        #expect(sorted([1, 0, 1, 0, 1, 0], limit: nil) == [1, 3, 5, 0, 2, 4])
    }

    @Test(arguments: [1, 2, 3, 10, 17, 64, 100, 101, 1_000])
    func whatDiffersIsSorted(count: Int) {
        let keys = (0..<count).map { ($0 * 7_919) % 257 }
        for (variable, bounded) in [(true, false), (false, true), (false, false)] {
            for limit in [nil, 0, 1, 5, count / 2, count + 1] {
                let rows = sorted(keys, limit: limit, variable: variable, bounded: bounded)
                #expect(
                    rows.map { keys[$0] } == Array(keys.sorted().prefix(limit ?? count)))
                #expect(Set(rows).count == rows.count)
            }
        }
    }
}
