/// Puts results that come in any order back into the order of the input.
struct ResultQueue<Result> {
    private var started = 0
    private var delivered = 0
    private var waiting: [Int: Result] = [:]

    /// How many are begun and not finished.
    var running: Int { outstanding - waiting.count }
    /// How many are begun and not delivered.
    var outstanding: Int { started - delivered }

    /// Begins one and gives its place.
    mutating func start() -> Int {
        defer { started += 1 }
        return started
    }

    /// Takes a result and gives those whose turn it is now.
    mutating func finish(_ result: Result, at place: Int) -> [Result] {
        waiting[place] = result
        var ready: [Result] = []
        while let next = waiting.removeValue(forKey: delivered) {
            ready.append(next)
            delivered += 1
        }
        return ready
    }
}
