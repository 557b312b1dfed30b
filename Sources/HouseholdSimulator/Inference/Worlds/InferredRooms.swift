import Environments

/// The dialogues that open in one room and do not contradict each other on it.
struct InferredRooms {
    private var records: [HouseRecord] = []
    private var numbers: [Int] = []
    private var plan = FloorPlan()

    /// Adds a dialogue, unless it contradicts those that are there.
    mutating func add(_ record: HouseRecord, number: Int) {
        guard record.plan.disputes(with: plan).isEmpty else { return }
        plan = FloorPlan.consensus(of: [(0, plan), (0, record.plan)])
        records.append(record)
        numbers.append(number)
    }

    /// A world with a game for each dialogue; `nil` if there are no two.
    ///
    /// A dialogue that does not come out in the common room is left out.
    func world(_ version: BehaviorVersion, _ generation: TextGeneration) -> SharedWorld? {
        var games: [InferredGame] = []
        var members: [Int] = []
        for (record, number) in zip(records, numbers) {
            let game = try? InferredGame(record, version, generation) { house in
                house.assume(plan)
                return true
            }
            guard let game else { continue }
            games.append(game)
            members.append(number)
        }
        guard members.count > 1 else { return nil }
        return SharedWorld(world: InferredGame.world(of: games), members: members)
    }
}
