/// Python's `difflib.SequenceMatcher`: the characters that two texts share in the same order, by
/// the longest block first.
struct SequenceMatcher {
    private let first: [UInt32]
    private let second: [UInt32]
    /// Where each character stands in the second text; popular ones of long texts are left out.
    private var places: [UInt32: [Int]] = [:]
    /// The length of the common run that ends at a place of the second text, off by one.
    private var runs: [Int]
    private var nextRuns: [Int]

    init(_ first: [UInt32], _ second: [UInt32]) {
        self.first = first
        self.second = second
        runs = [Int](repeating: 0, count: second.count + 1)
        nextRuns = runs
        for (index, character) in second.enumerated() {
            places[character, default: []].append(index)
        }
        if second.count >= 200 {
            let most = second.count / 100 + 1
            places = places.filter { $0.value.count <= most }
        }
    }

    /// How many characters all blocks have together.
    mutating func matches() -> Int {
        var count = 0
        var pending = [(0..<first.count, 0..<second.count)]
        while let (left, right) = pending.popLast() {
            let block = longestBlock(left, right)
            guard block.size > 0 else { continue }
            count += block.size
            if left.lowerBound < block.first, right.lowerBound < block.second {
                pending.append(
                    (left.lowerBound..<block.first, right.lowerBound..<block.second))
            }
            let ends = (block.first + block.size, block.second + block.size)
            if ends.0 < left.upperBound, ends.1 < right.upperBound {
                pending.append((ends.0..<left.upperBound, ends.1..<right.upperBound))
            }
        }
        return count
    }

    private mutating func longestBlock(
        _ left: Range<Int>, _ right: Range<Int>
    ) -> (first: Int, second: Int, size: Int) {
        var best = (first: left.lowerBound, second: right.lowerBound, size: 0)
        for index in runs.indices { runs[index] = 0 }
        for place in left {
            for index in nextRuns.indices { nextRuns[index] = 0 }
            for other in places[first[place]] ?? [] {
                if other < right.lowerBound { continue }
                if other >= right.upperBound { break }
                let size = runs[other] + 1
                nextRuns[other + 1] = size
                if size > best.size { best = (place - size + 1, other - size + 1, size) }
            }
            swap(&runs, &nextRuns)
        }
        // Popular characters do not begin a block, but prolong one.
        while best.first > left.lowerBound, best.second > right.lowerBound,
            first[best.first - 1] == second[best.second - 1]
        {
            best = (best.first - 1, best.second - 1, best.size + 1)
        }
        while best.first + best.size < left.upperBound,
            best.second + best.size < right.upperBound,
            first[best.first + best.size] == second[best.second + best.size]
        {
            best.size += 1
        }
        return best
    }
}
