/// Does pieces of work side by side and hands the results over in the order of the pieces.
public struct OrderedWork<Result: Sendable>: Sendable {
    private let jobs: Int
    private let isStopped: (@Sendable () -> Bool)?

    /// How many pieces are held at a time, done or not: a slow one must not keep the others waiting.
    private var mostHeld: Int { 64 * jobs }

    private enum Event: Sendable {
        case finished(place: Int, Result)
        case stopped
    }

    /// Describes how to work.
    ///
    /// - Parameters:
    ///   - jobs: how many pieces are under way at the same time.
    ///   - isStopped: whether to begin nothing more and to cancel what is under way; asked again
    ///     and again.
    public init(jobs: Int, isStopped: (@Sendable () -> Bool)? = nil) {
        self.jobs = max(1, jobs)
        self.isStopped = isStopped
    }

    /// Works until there is nothing more to do.
    ///
    /// No more than 64 pieces per job are held at a time, however many there are.
    ///
    /// - Parameters:
    ///   - next: the next piece, given how many results are not handed over yet; `nil` for now,
    ///     which is the end once nothing is under way.
    ///   - deliver: takes the results, one after the other.
    /// - Throws: what `next` and `deliver` throw; what is under way is cancelled then.
    public func run(
        next: (_ outstanding: Int) throws -> (@Sendable () async -> Result)?,
        deliver: (Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Event.self) { group in
            if let isStopped {
                group.addTask {
                    while !isStopped() { try await Task.sleep(for: .milliseconds(50)) }
                    return .stopped
                }
            }
            defer { group.cancelAll() }
            var started = 0
            var delivered = 0
            var waiting: [Int: Result] = [:]
            while true {
                while started - delivered - waiting.count < jobs,
                    started - delivered < mostHeld, isStopped?() != true, !Task.isCancelled,
                    let work = try next(started - delivered)
                {
                    let place = started
                    started += 1
                    group.addTask { .finished(place: place, await work()) }
                }
                guard started - delivered > waiting.count else { return }
                switch try await group.next() {
                case .stopped?: group.cancelAll()
                case .finished(let place, let result)?:
                    waiting[place] = result
                    while let result = waiting.removeValue(forKey: delivered) {
                        delivered += 1
                        try deliver(result)
                    }
                case nil: return
                }
            }
        }
    }
}
