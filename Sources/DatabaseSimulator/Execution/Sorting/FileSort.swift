/// MySQL's sorting of rows in memory, down to where it leaves rows whose keys are equal.
///
/// Neither of its algorithms is stable, and what an agent sees of equal rows under `ORDER BY … LIMIT`
/// depends on every step of them: `std::nth_element` and `std::sort` as the GNU library implements
/// them, and a queue of the best rows where all rows have a bounded length. The keys themselves are
/// only compared, so the order of rows that differ is any sort's.
struct FileSort {
    /// How many rows there are.
    let count: Int
    /// How many rows from the start are asked for; nil for all.
    let limit: Int?
    /// Whether keys vary in length: strings under a collation that does not pad.
    let hasVariableKeys: Bool
    /// Whether rows are bounded in length, so that MySQL may keep the best of them in a queue.
    let hasBoundedRows: Bool
    /// Whether one row sorts before another.
    let precedes: (Int, Int) -> Bool

    /// The rows in order, by their position of arrival; at most ``limit`` of them.
    func sorted() -> [Int] {
        if let limit, hasBoundedRows, limit <= count / 3, limit * 3 < count {
            return finished(BoundedQueue(capacity: limit + 1, precedes).best(of: count))
        }
        return finished(Array(0..<count))
    }

    private func finished(_ arrivals: [Int]) -> [Int] {
        var rows = StandardSort(arrivals, precedes)
        guard let limit, limit < arrivals.count else {
            if hasVariableKeys || count <= FileSort.shortSort {
                rows.sort()
            } else {
                rows.sortStably()
            }
            return rows.elements
        }
        guard limit > 0 else { return [] }
        rows.select(limit - 1)
        rows.elements.removeSubrange(limit...)
        if hasVariableKeys || limit <= FileSort.shortSort {
            rows.sort()
        } else {
            rows.sortStably()
        }
        return rows.elements
    }

    /// Up to how many keys of one length MySQL sorts without care for stability.
    private static let shortSort = 100
}
