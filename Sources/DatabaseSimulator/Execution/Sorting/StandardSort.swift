/// `std::sort`, `std::stable_sort` and `std::nth_element` as the GNU library has implemented them
/// for as long as MySQL 8 exists: which of two equal elements comes first is part of the result.
struct StandardSort {
    var elements: [Int]
    private let precedes: (Int, Int) -> Bool

    /// Up to this length a range is left to the insertion sort.
    private static let threshold = 16

    init(_ elements: [Int], _ precedes: @escaping (Int, Int) -> Bool) {
        self.elements = elements
        self.precedes = precedes
    }

    // MARK: Algorithms

    /// `std::sort`.
    mutating func sort() {
        let count = elements.count
        guard count > 1 else { return }
        introsort(0, count, depth: 2 * (Int.bitWidth - 1 - count.leadingZeroBitCount))
        guard count > StandardSort.threshold else { return insertionSort(0, count) }
        insertionSort(0, StandardSort.threshold)
        for index in StandardSort.threshold..<count { insertUnguarded(index) }
    }

    /// `std::stable_sort`.
    mutating func sortStably() {
        let order = elements.enumerated().sorted {
            precedes($0.element, $1.element)
                || !precedes($1.element, $0.element) && $0.offset < $1.offset
        }
        elements = order.map(\.element)
    }

    /// `std::nth_element`: the element that belongs at `position` is there, none before it is
    /// greater and none after it less.
    mutating func select(_ position: Int) {
        var first = 0
        var last = elements.count
        guard position < last else { return }
        var depth = 2 * (Int.bitWidth - 1 - last.leadingZeroBitCount)
        while last - first > 3 {
            guard depth > 0 else {
                heapSelect(first, position + 1, last)
                elements.swapAt(first, position)
                return
            }
            depth -= 1
            let cut = partitionAroundPivot(first, last)
            if cut <= position { first = cut } else { last = cut }
        }
        insertionSort(first, last)
    }

    // MARK: Parts

    private mutating func introsort(_ first: Int, _ end: Int, depth: Int) {
        var last = end
        var depth = depth
        while last - first > StandardSort.threshold {
            guard depth > 0 else {
                heapSelect(first, last, last)
                sortHeap(first, last)
                return
            }
            depth -= 1
            let cut = partitionAroundPivot(first, last)
            introsort(cut, last, depth: depth)
            last = cut
        }
    }

    private mutating func insertionSort(_ first: Int, _ last: Int) {
        guard first < last else { return }
        for index in first + 1..<max(last, first + 1) {
            if precedes(elements[index], elements[first]) {
                let value = elements.remove(at: index)
                elements.insert(value, at: first)
            } else {
                insertUnguarded(index)
            }
        }
    }

    /// Moves an element down to its place, of which it is known that there is one.
    private mutating func insertUnguarded(_ index: Int) {
        let value = elements[index]
        var hole = index
        while hole > 0, precedes(value, elements[hole - 1]) {
            elements[hole] = elements[hole - 1]
            hole -= 1
        }
        elements[hole] = value
    }

    private mutating func partitionAroundPivot(_ first: Int, _ last: Int) -> Int {
        moveMedianToFirst(first, first + 1, first + (last - first) / 2, last - 1)
        var low = first + 1
        var high = last
        while true {
            while precedes(elements[low], elements[first]) { low += 1 }
            high -= 1
            while precedes(elements[first], elements[high]) { high -= 1 }
            guard low < high else { return low }
            elements.swapAt(low, high)
            low += 1
        }
    }

    private mutating func moveMedianToFirst(_ target: Int, _ a: Int, _ b: Int, _ c: Int) {
        let median =
            if precedes(elements[a], elements[b]) {
                precedes(elements[b], elements[c])
                    ? b : precedes(elements[a], elements[c]) ? c : a
            } else {
                precedes(elements[a], elements[c])
                    ? a : precedes(elements[b], elements[c]) ? c : b
            }
        elements.swapAt(target, median)
    }

    // MARK: Heaps

    /// Keeps the least elements of a range in a heap at its start.
    private mutating func heapSelect(_ first: Int, _ middle: Int, _ last: Int) {
        makeHeap(first, middle)
        var index = middle
        while index < last {
            if precedes(elements[index], elements[first]) {
                let value = elements[index]
                elements[index] = elements[first]
                adjustHeap(first, hole: 0, length: middle - first, value)
            }
            index += 1
        }
    }

    private mutating func makeHeap(_ first: Int, _ last: Int) {
        let length = last - first
        guard length >= 2 else { return }
        for parent in stride(from: (length - 2) / 2, through: 0, by: -1) {
            adjustHeap(first, hole: parent, length: length, elements[first + parent])
        }
    }

    private mutating func sortHeap(_ first: Int, _ end: Int) {
        var last = end
        while last - first > 1 {
            last -= 1
            let value = elements[last]
            elements[last] = elements[first]
            adjustHeap(first, hole: 0, length: last - first, value)
        }
    }

    private mutating func adjustHeap(_ first: Int, hole start: Int, length: Int, _ value: Int) {
        var hole = start
        var child = start
        while child < (length - 1) / 2 {
            child = 2 * (child + 1)
            if precedes(elements[first + child], elements[first + child - 1]) { child -= 1 }
            elements[first + hole] = elements[first + child]
            hole = child
        }
        if length & 1 == 0, child == (length - 2) / 2 {
            child = 2 * (child + 1)
            elements[first + hole] = elements[first + child - 1]
            hole = child - 1
        }
        while hole > start {
            let parent = (hole - 1) / 2
            guard precedes(elements[first + parent], value) else { break }
            elements[first + hole] = elements[first + parent]
            hole = parent
        }
        elements[first + hole] = value
    }
}
