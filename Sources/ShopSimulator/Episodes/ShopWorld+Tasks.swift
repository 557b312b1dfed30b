public import Environments

extension ShopWorld {
    /// The goals as tasks, in the original's order, as the seed 0 draws their price caps; of an
    /// inferred catalog the tasks of the dialogues that it was made of.
    public var tasks: [TaskDescription] {
        var tasks = recorded.map {
            TaskDescription(id: $0.id, text: $0.instruction, kind: "recorded")
        }
        for kind in GoalKind.allCases.reversed() {
            for place in 0..<((try? goals.count(of: kind)) ?? 0) {
                guard let goal = try? goals.goal(kind, at: place),
                    let cap = try? cap(of: goal, seed: 0)
                else { continue }
                tasks.append(
                    TaskDescription(
                        id: TaskName.id(kind, place), text: goal.instruction + cap.clause,
                        kind: "\(kind.rawValue) \(GoalSplit(place: place).rawValue)",
                        difficulty: 3 + goal.options.count))
            }
        }
        return tasks
    }

    /// How many goals there are, and dialogues that the catalog was inferred from.
    public var taskCount: Int {
        GoalKind.allCases.reduce(recorded.count) { $0 + ((try? goals.count(of: $1)) ?? 0) }
    }

    /// Whether an id names a goal, listed or drawn, with a price cap or without, or a derived task,
    /// or words that nobody scores.
    public func hasTask(_ id: String) throws(EnvironmentError) -> Bool {
        if recorded.contains(where: { $0.id == id }) { return true }
        guard let name = TaskName(id) else {
            guard TaskName.resembles(id) else { return false }
            throw TaskName.unknown(id)
        }
        switch name {
        case .goal(let kind, let place, _): _ = try goals.goal(kind, at: place)
        case .drawn(let kind): _ = try goals.place(kind, drawnAt: 0)
        case .derived(let task): _ = try derivedGoal(task)
        case .said: break
        }
        return true
    }
}

/// The part of the goals that the original's authors test, evaluate or train with.
public enum GoalSplit: String, CaseIterable, Hashable, Sendable {
    /// The first 500 goals.
    case test
    /// The next 1,000.
    case eval
    /// All others.
    case train

    /// The split of the goal at a place.
    public init(place: Int) {
        self = place < 500 ? .test : place < 1500 ? .eval : .train
    }
}
