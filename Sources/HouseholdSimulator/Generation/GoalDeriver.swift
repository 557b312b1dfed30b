import Environments
import SeededRandom

/// Makes further tasks of a world's games: their rooms, with another goal that can be reached.
struct GoalDeriver {
    private let world: HouseholdWorld
    private let id: DerivedTask
    private var generator: SeededGenerator

    /// So many goals in vain mean that the rooms offer no others.
    private static let attempts = 600
    /// A goal that is reached in fewer commands is no task.
    private static let fewestCommands = 3

    init(world: HouseholdWorld, id: DerivedTask) {
        self.world = world
        self.id = id
        generator = id.generator
    }

    /// The room with its new goal.
    ///
    /// - Throws: if no goal was found.
    mutating func house() throws(EnvironmentError) -> House {
        guard world.games.contains(where: \.isWhole) else {
            throw .unsupported(
                "deriving tasks from houses that are not known whole; --complete fills them in")
        }
        for _ in 0..<GoalDeriver.attempts {
            guard let game = world.games.randomElement(using: &generator), game.isWhole,
                let room = try? world.house(game.id), let goal = goal(in: room),
                let wording = Goal.wordings.filter({ $0.0 == goal.type })
                    .randomElement(using: &generator)?.1
            else { continue }
            let house = House(
                room, task: wording.0 + goal.objectWord + wording.1 + goal.targetWord + ".",
                goal: goal)
            let state = HouseState(house)
            guard !state.isWon, let plan = Planner.commands(from: state),
                plan.count >= GoalDeriver.fewestCommands
            else { continue }
            return house
        }
        throw .unsupported("deriving tasks from this world: its rooms offer no other goals")
    }

    /// A goal that the room's things suit, other than the game's own.
    private mutating func goal(in house: House) -> Goal? {
        let wanted = house.objectNames.indices.filter { object in
            house.traits[object].contains(.pickupable)
                && house.slotStarts[object] < house.slotStarts[object + 1]
        }
        guard let object = wanted.randomElement(using: &generator),
            let type = TaskType.allCases.filter({ suits(object, $0, wanted, house) })
                .randomElement(using: &generator)
        else { return nil }
        let targets: [String]
        if type == .examineInLight {
            targets = house.objectNames.indices
                .filter { house.traits[$0].contains(.toggleable) }
                .map { house.objectTypes[$0] }
        } else {
            targets = house.receptacleNames.indices
                .filter {
                    house.receptacleLocations[$0] != House.none
                        && house.fits(UInt8(object), in: UInt8($0))
                }
                .map { house.receptacleTypes[$0] }
        }
        let kinds = Set(targets).sorted(by: precedes)
        guard let target = kinds.randomElement(using: &generator) else { return nil }
        let goal = Goal(type: type, object: house.objectTypes[object], target: target)
        return goal == house.goal ? nil : goal
    }

    private func suits(_ object: Int, _ type: TaskType, _ wanted: [Int], _ house: House) -> Bool {
        func has(_ tools: [Bool]) -> Bool {
            zip(tools, house.receptacleLocations).contains { $0 && $1 != House.none }
        }
        let traits = house.traits[object]
        return switch type {
        case .place: true
        case .examineInLight: house.traits.contains { $0.contains(.toggleable) }
        case .placeTwo: wanted.count { house.objectTypes[$0] == house.objectTypes[object] } > 1
        case .cleanAndPlace: traits.contains(.cleanable) && has(house.isSink)
        case .heatAndPlace: traits.contains(.heatable) && has(house.isMicrowave)
        case .coolAndPlace: traits.contains(.coolable) && has(house.isFridge)
        }
    }
}

extension Goal {
    /// The class of object as sentences name it.
    var objectWord: String { String(object.dropLast("type".count)) }
    /// The class of receptacle or lamp as sentences name it.
    var targetWord: String { String(target.dropLast("type".count)) }
}
