/// One room of one game, compiled: what is where at the start, what fits where, and the goal.
///
/// Everything that never changes while a game is played is here, shared by all its episodes; what
/// changes is a ``HouseState``. Receptacles, objects and locations are small numbers in the order
/// of their internal ids, which is the order of every list that ALFWorld prints.
///
/// A class because it is shared by identity and never mutated: copying a state must not copy it.
public final class House: Sendable {
    /// A number of a receptacle, object or location.
    typealias Index = UInt8
    /// The number that stands for none.
    static let none: Index = 255
    /// A house holds at most this many of each: numbers are bytes, and one of them is ``none``.
    static let capacity = 250

    /// The task as a sentence, such as `put a clean mug in coffeemachine`, with its full stop.
    public let task: String
    /// What must hold for the game to be won.
    public let goal: Goal
    /// What is left open, if the house was inferred from dialogues.
    let open: OpenHouse?

    // Receptacles, by index.
    let receptacleIDs: [String]
    let receptacleNames: [String]
    let receptacleTypes: [String]
    let receptacleLocations: [Index]
    let isOpenable: [Bool]
    let isSink: [Bool]
    let isMicrowave: [Bool]
    let isFridge: [Bool]
    let receptaclesByName: [Index]

    // Objects, by index.
    let objectIDs: [String]
    let objectNames: [String]
    let objectTypes: [String]
    let traits: [ObjectTraits]
    let contents: [[Index]]
    let objectsByName: [Index]

    // Locations, by index.
    let locationNames: [String]
    let receptaclesAt: [[Index]]
    let receptaclesByNameAt: [[Index]]

    /// Which objects fit a receptacle's kind: rows of receptacles, columns of objects.
    private let fits: [Bool]

    /// The cells of a state that say which receptacle an object is in, ordered by object.
    let slotObjects: [Index]
    /// An object's first such cell; one more entry than there are objects.
    let slotStarts: [Int]
    /// The cells of a state that say where an object lies, by object.
    let placeStarts: [Int]
    let layout: StateLayout
    let initialCells: [UInt8]
    let initialLocation: Index
    let initialHeld: Index

    private let marks: GoalMarks
    var goalSlots: [Int] { marks.slots }
    var goalObjects: [Bool] { marks.objects }
    var goalReceptacles: [Bool] { marks.receptacles }
    var lampSlots: [Int] { marks.lampSlots }

    let names: NameTable
    let goCommands: [String]
    let articledObjects: [String]

    /// What surrounds the player at the start: the text before the task.
    public let surroundings: String

    init(_ plan: HousePlan) {
        task = plan.task
        goal = plan.goal
        open = plan.open
        receptacleIDs = plan.receptacles.map(\.id)
        receptacleTypes = plan.receptacles.map(\.type)
        receptacleLocations = plan.receptacles.map { $0.location ?? House.none }
        isOpenable = plan.receptacles.map(\.isOpenable)
        isSink = receptacleTypes.map { $0 == "sinkbasintype" || $0 == "sinktype" }
        isMicrowave = receptacleTypes.map { $0 == "microwavetype" }
        isFridge = receptacleTypes.map { $0 == "fridgetype" }
        objectIDs = plan.objects.map(\.id)
        objectTypes = plan.objects.map(\.type)
        traits = plan.objects.map(\.traits)
        contents = plan.objects.map { $0.contents.sorted() }
        receptacleNames = plan.receptacles.map(\.name)
        objectNames = plan.objects.map(\.name)
        locationNames = plan.locationNames
        let receptacleNames = receptacleNames
        let objectNames = objectNames
        receptaclesByName = receptacleNames.indices
            .sorted { precedes(receptacleNames[$0], receptacleNames[$1]) }.map(UInt8.init)
        objectsByName = objectNames.indices
            .sorted { precedes(objectNames[$0], objectNames[$1]) }.map(UInt8.init)

        var receptaclesAt = [[Index]](repeating: [], count: locationNames.count)
        for (index, location) in receptacleLocations.enumerated() where location != House.none {
            receptaclesAt[Int(location)].append(UInt8(index))
        }
        self.receptaclesAt = receptaclesAt
        receptaclesByNameAt = receptaclesAt.map { group in
            group.sorted { precedes(receptacleNames[Int($0)], receptacleNames[Int($1)]) }
        }
        fits = plan.receptacles.flatMap { receptacle in
            plan.objects.map { plan.canContain[receptacle.type]?.contains($0.type) ?? false }
        }

        // An object is in no more receptacles, ever, than at the start (taking it frees a slot,
        // putting it fills one), so its slots suffice; and it lies in no more locations than it
        // has slots beside those recorded at the start.
        var slotObjects: [Index] = []
        var slotStarts = [0]
        var placeStarts = [0]
        var slotCells: [UInt8] = []
        var placeCells: [UInt8] = []
        for (index, object) in plan.objects.enumerated() {
            let isHeld = plan.held == UInt8(index)
            let count = object.receptacles.count + (isHeld ? 1 : 0)
            slotObjects.append(contentsOf: repeatElement(UInt8(index), count: count))
            slotCells.append(contentsOf: object.receptacles)
            if isHeld { slotCells.append(House.none) }
            slotStarts.append(slotObjects.count)
            placeCells.append(contentsOf: object.locations)
            placeCells.append(contentsOf: repeatElement(House.none, count: count))
            placeStarts.append(placeCells.count)
        }
        self.slotObjects = slotObjects
        self.slotStarts = slotStarts
        self.placeStarts = placeStarts
        layout = StateLayout(
            places: slotCells.count, flags: slotCells.count + placeCells.count,
            doors: slotCells.count + placeCells.count + plan.objects.count)
        initialCells =
            slotCells + placeCells + plan.objects.map(\.flags.rawValue)
            + plan.receptacles.map { $0.isOpened ? 1 : 0 }
        initialLocation = plan.start
        initialHeld = plan.held ?? House.none

        marks = GoalMarks(
            plan.goal, slots: slotObjects, objectTypes: objectTypes, traits: traits,
            receptacleTypes: receptacleTypes)
        names = NameTable(receptacles: receptacleNames, objects: objectNames)
        goCommands = receptacleNames.map { "go to " + $0 }
        articledObjects = objectNames.map { "a " + $0 }
        let around = receptaclesAt[Int(plan.start)]
        surroundings =
            around.isEmpty
            ? "You are in the middle of a room. Looking quickly around you, you see "
                + listing(
                    receptacleNames.indices.filter {
                        plan.receptacles[$0].location != nil
                    }.map { "a " + receptacleNames[$0] }) + "."
            : "You are facing the \(listing(around.map { receptacleNames[Int($0)] }))."
                + " Next to it, you see nothing."
    }

    /// The same room with another goal.
    init(_ house: House, task: String, goal: Goal) {
        self.task = task
        self.goal = goal
        open = house.open
        marks = GoalMarks(
            goal, slots: house.slotObjects, objectTypes: house.objectTypes, traits: house.traits,
            receptacleTypes: house.receptacleTypes)
        receptacleIDs = house.receptacleIDs
        receptacleNames = house.receptacleNames
        receptacleTypes = house.receptacleTypes
        receptacleLocations = house.receptacleLocations
        isOpenable = house.isOpenable
        isSink = house.isSink
        isMicrowave = house.isMicrowave
        isFridge = house.isFridge
        receptaclesByName = house.receptaclesByName
        objectIDs = house.objectIDs
        objectNames = house.objectNames
        objectTypes = house.objectTypes
        traits = house.traits
        contents = house.contents
        objectsByName = house.objectsByName
        locationNames = house.locationNames
        receptaclesAt = house.receptaclesAt
        receptaclesByNameAt = house.receptaclesByNameAt
        fits = house.fits
        slotObjects = house.slotObjects
        slotStarts = house.slotStarts
        placeStarts = house.placeStarts
        layout = house.layout
        initialCells = house.initialCells
        initialLocation = house.initialLocation
        initialHeld = house.initialHeld
        names = house.names
        goCommands = house.goCommands
        articledObjects = house.articledObjects
        surroundings = house.surroundings
    }

    /// Whether objects like `object` may be put into receptacles like `receptacle`.
    func fits(_ object: Index, in receptacle: Index) -> Bool {
        fits[Int(receptacle) * objectNames.count + Int(object)]
    }
}

/// What in a house counts towards a goal.
private struct GoalMarks: Sendable {
    /// The slots of objects of the class asked for, and which objects those are.
    let slots: [Int]
    let objects: [Bool]
    let receptacles: [Bool]
    /// The slots of lamps of the class asked for.
    let lampSlots: [Int]

    init(
        _ goal: Goal, slots: [House.Index], objectTypes: [String], traits: [ObjectTraits],
        receptacleTypes: [String]
    ) {
        let isLampGoal = goal.type == .examineInLight
        objects = objectTypes.map { $0 == goal.object }
        receptacles = receptacleTypes.map { $0 == goal.target && !isLampGoal }
        self.slots = slots.indices.filter { objectTypes[Int(slots[$0])] == goal.object }
        lampSlots = slots.indices.filter {
            let object = Int(slots[$0])
            return isLampGoal && objectTypes[object] == goal.target
                && traits[object].contains(.toggleable)
        }
    }
}

/// Where a state keeps what: membership first, then places, object flags and opened doors.
struct StateLayout: Sendable {
    let places: Int
    let flags: Int
    let doors: Int
}

/// What can be done with an object, ever.
struct ObjectTraits: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let pickupable = ObjectTraits(rawValue: 1)
    static let cleanable = ObjectTraits(rawValue: 2)
    static let heatable = ObjectTraits(rawValue: 4)
    static let coolable = ObjectTraits(rawValue: 8)
    static let sliceable = ObjectTraits(rawValue: 16)
    static let toggleable = ObjectTraits(rawValue: 32)
    /// A vessel, such as a bowl or a box.
    static let container = ObjectTraits(rawValue: 64)
    /// A knife or a butter knife.
    static let blade = ObjectTraits(rawValue: 128)
}

/// What has been done to an object.
struct ObjectFlags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let clean = ObjectFlags(rawValue: 1)
    static let hot = ObjectFlags(rawValue: 2)
    static let cool = ObjectFlags(rawValue: 4)
    static let sliced = ObjectFlags(rawValue: 8)
    static let toggled = ObjectFlags(rawValue: 16)
}

/// Joins names as ALFWorld does: a comma before every item, and `and` before the last.
func listing(_ names: [String]) -> String {
    guard let last = names.last else { return "nothing" }
    if names.count == 1 { return last }
    return names.dropLast().joined(separator: ", ") + ", and " + last
}
