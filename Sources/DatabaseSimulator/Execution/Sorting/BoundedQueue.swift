/// The queue in which MySQL keeps the best rows under a LIMIT: one row more than asked for, the
/// worst of which the next row overwrites.
struct BoundedQueue {
    private let capacity: Int
    private let precedes: (Int, Int) -> Bool
    /// The rows held, by the place in memory that each was written to.
    private var slots: [Int] = []
    /// A heap of places, the worst row's first.
    private var heap: [Int] = []

    init(capacity: Int, _ precedes: @escaping (Int, Int) -> Bool) {
        self.capacity = capacity
        self.precedes = precedes
    }

    /// The rows that remain of `count` arriving ones, by their places in memory.
    func best(of count: Int) -> [Int] {
        var queue = self
        for row in 0..<count { queue.push(row) }
        return queue.slots
    }

    private mutating func push(_ row: Int) {
        guard slots.count == capacity, let worst = heap.first else {
            slots.append(row)
            heap.append(slots.count - 1)
            siftUp(heap.count - 1)
            return
        }
        slots[worst] = row
        siftDown()
    }

    private func isLess(_ left: Int, _ right: Int) -> Bool {
        precedes(slots[heap[left]], slots[heap[right]])
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard !isLess(index, parent) else { return }
            heap.swapAt(index, parent)
            index = parent
        }
    }

    private mutating func siftDown() {
        var index = 0
        while true {
            var largest = index
            let left = 2 * index + 1
            let right = left + 1
            if left < heap.count, isLess(index, left) { largest = left }
            if right < heap.count, isLess(largest, right) { largest = right }
            guard largest != index else { return }
            heap.swapAt(index, largest)
            index = largest
        }
    }
}
