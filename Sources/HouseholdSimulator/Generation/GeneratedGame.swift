import JSONTree
import SeededRandom

/// A game of our own: a furnished room with a task, as ALFWorld's engine reads it.
///
///     let game = try GeneratedGame(room: .kitchen, type: .heatAndPlace, seed: 7)
///     game.id       // "pick_heat_then_place_in_recep-Mug-None-CoffeeMachine-7/trial_0007"
///     game.file     // what goes into game.tw-pddl
public struct GeneratedGame: Sendable {
    /// The kind of room.
    public let room: RoomKind
    /// The id, formed like the folders of the official release.
    public let id: String
    /// The bytes of `game.tw-pddl`.
    public let file: [UInt8]
    /// The compiled game.
    public let house: House

    /// Makes a game; the same room, task type and seed give the same bytes.
    ///
    /// - Throws: if rooms of this kind cannot have such a task (nothing is heated in a bathroom).
    public init(
        room: RoomKind, type: TaskType, seed: UInt64, generation: TextGeneration = .legacy
    ) throws(GameError) {
        var generator = SeededGenerator(seed: seed)
        // A room drawn at random may lack what the task needs; another is drawn then.
        for _ in 0..<64 {
            let plan = RoomPlan(room, using: &generator)
            guard
                let task = GameTask(type, in: plan, using: &generator),
                let (file, house) = try Self.write(plan, task, generation)
            else { continue }
            self.room = room
            self.file = file
            self.house = house
            let scene = Self.firstScene(of: room) + Int(seed % 100)
            id =
                "\(type.rawValue)-\(task.object)-None-\(task.target)-\(scene)"
                + "/trial_\(String(10_000 + seed % 10_000).dropFirst())"
            return
        }
        throw GameError("no \(room.rawValue) offers a task \(type.rawValue)")
    }

    /// Scenes are numbered by kind of room, apart from the official ones (1 to 430).
    private static func firstScene(of room: RoomKind) -> Int {
        switch room {
        case .kitchen: 1000
        case .livingRoom: 1200
        case .bedroom: 1300
        case .bathroom: 1400
        }
    }

    /// The file and its house, if the game is worth playing: not won from the start, nor in a step
    /// or two.
    private static func write(
        _ plan: RoomPlan, _ task: GameTask, _ generation: TextGeneration
    ) throws(GameError) -> ([UInt8], House)? {
        let problem = ProblemText(plan, task).text
        let house: House
        do {
            let plan = try HousePlan(Problem(problem), task: task.sentence)
            guard plan.isSolvable else { return nil }
            house = House(plan)
        } catch {
            throw GameError("pddl_problem, line \(error.line): \(error.message)")
        }
        guard
            let walkthrough = Planner.plan(from: HouseState(house), generation),
            walkthrough.count > 2
        else { return nil }
        return (
            file(of: problem, task.sentence, generation, walkthrough: walkthrough), house
        )
    }

    /// The bytes of a game's file.
    ///
    /// - Parameter walkthrough: commands that win; `nil` if none are known.
    static func file(
        of problem: String, _ task: String, _ generation: TextGeneration, walkthrough: [String]?
    ) -> [UInt8] {
        var object = JSONObject([
            ("pddl_domain", .string(GameTemplates.domain(generation))),
            ("grammar", .string(GameTemplates.grammar(task: task, generation))),
            ("pddl_problem", .string(problem)), ("solvable", .bool(true)),
        ])
        if let walkthrough {
            object.append("walkthrough", .array(walkthrough.map(JSON.string)))
        }
        var bytes: [UInt8] = []
        JSON.object(object).write(to: &bytes, style: .indented(1))
        return bytes + [UInt8(ascii: "\n")]
    }
}

/// A task for a room: what is wanted and how it is said.
struct GameTask {
    let type: TaskType
    /// Classes as PDDL types write them, without `Type`: `Mug`, `CoffeeMachine`.
    let object: String
    let target: String
    let sentence: String
}

extension GameTask {
    /// Chooses among the tasks of a kind that a room offers.
    init?(_ type: TaskType, in plan: RoomPlan, using generator: inout SeededGenerator) {
        let objects = Set(plan.objects.filter { !$0.places.isEmpty }.map(\.category))
        let receptacles = Set(plan.receptacles.map(\.category))
        var pairs: [(String, String)] = []
        for object in objects.sorted() where Self.suits(object, type, plan) {
            if type == .examineInLight {
                pairs += ["DeskLamp", "FloorLamp"].filter(objects.contains).map { (object, $0) }
            } else {
                pairs += receptacles.sorted().filter { target in
                    Furniture.fits(object.lowercased(), in: target.lowercased())
                }.map { (object, $0) }
            }
        }
        guard let (object, target) = pairs.randomElement(using: &generator) else { return nil }
        let wordings = Goal.wordings.filter { $0.0 == type }.map(\.1)
        guard let wording = wordings.randomElement(using: &generator) else { return nil }
        self.init(
            type: type, object: object, target: target,
            sentence: wording.0 + object.lowercased() + wording.1 + target.lowercased() + ".")
    }

    private static func suits(_ object: String, _ type: TaskType, _ plan: RoomPlan) -> Bool {
        let traits = Wares.traits(of: object.lowercased())
        guard traits.contains(.pickupable) else { return false }
        func has(_ category: String) -> Bool {
            plan.receptacles.contains { $0.category == category }
        }
        return switch type {
        case .place, .examineInLight: true
        case .placeTwo: plan.objects.count { $0.category == object && !$0.places.isEmpty } > 1
        case .cleanAndPlace: traits.contains(.cleanable) && has("SinkBasin")
        case .heatAndPlace: traits.contains(.heatable) && has("Microwave")
        case .coolAndPlace: traits.contains(.coolable) && has("Fridge")
        }
    }
}
