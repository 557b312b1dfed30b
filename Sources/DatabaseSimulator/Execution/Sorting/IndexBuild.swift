import SQLiteKit

/// The sort by which InnoDB builds an index of rows that are there already: of several duplicates it
/// names the one that it compares first.
struct IndexBuild {
    let types: [MySQLType]
    private var keys: [[SQLiteValue]]
    private var duplicate: [SQLiteValue]?

    init(_ keys: [[SQLiteValue]], types: [MySQLType]) {
        self.types = types
        self.keys = keys
    }

    /// The key that is reported as a duplicate, if there is one.
    mutating func firstDuplicate() -> [SQLiteValue]? {
        sort(0, keys.count)
        return duplicate
    }

    private mutating func sort(_ low: Int, _ high: Int) {
        guard high - low > 1 else { return }
        if high - low == 2 {
            if follows(keys[low], keys[high - 1]) { keys.swapAt(low, high - 1) }
            return
        }
        let middle = (low + high) / 2
        sort(low, middle)
        sort(middle, high)
        var merged: [[SQLiteValue]] = []
        var (left, right) = (low, middle)
        while left < middle || right < high {
            if left >= middle {
                merged.append(keys[right])
                right += 1
            } else if right < high, follows(keys[left], keys[right]) {
                merged.append(keys[right])
                right += 1
            } else {
                merged.append(keys[left])
                left += 1
            }
        }
        keys.replaceSubrange(low..<high, with: merged)
    }

    private mutating func follows(_ left: [SQLiteValue], _ right: [SQLiteValue]) -> Bool {
        for (type, (first, second)) in zip(types, zip(left, right)) {
            let order = ValueOrder(type).compare(first, second)
            if order != 0 { return order > 0 }
        }
        if duplicate == nil, !left.contains(.null) { duplicate = left }
        return false
    }
}
