/// An expert that knows only what an agent can know: the names in the opening, what it has seen
/// since, and which commands are available.
///
/// It looks in likely places first and remembers what it saw on the way. It is not the fastest, but
/// its dialogues show how one finds things; ``Planner`` knows where they are.
public struct Resident: Sendable {
    /// A step and the reason for it.
    public struct Move: Hashable, Sendable {
        /// The command, as it is typed.
        public var command: String
        /// What the step is for.
        public var purpose: Purpose
    }

    /// Why a step is made: what a thought beside it can say.
    public enum Purpose: Hashable, Sendable {
        /// Looking for things of a class in a receptacle.
        case search(object: String, place: String)
        /// Opening what may hold the thing.
        case open(place: String)
        /// Going back to where a thing was seen.
        case fetch(object: String, place: String)
        /// Taking a thing that is wanted.
        case take(object: String, place: String)
        /// Going to where the thing in hand is cleaned, heated or cooled.
        case carryToTool(object: String, place: String)
        /// Cleaning, heating or cooling it.
        case treat(object: String, place: String)
        /// Going to where the thing in hand belongs.
        case carryToTarget(object: String, place: String)
        /// Putting it there.
        case put(object: String, place: String)
        /// Turning on the lamp that the thing in hand is to be seen under.
        case light(lamp: String)
        /// Putting down a thing that is not wanted, or going to where it can be put down.
        case putAway(object: String, place: String)
    }

    private let house: House
    private let generation: TextGeneration
    private let wantedClass: String
    private let targetClass: String
    /// By receptacle, what was in it when it was last seen.
    private var seen: [House.Index: [House.Index]] = [:]
    private var treated: Set<House.Index> = []
    /// Where the first of two things was put.
    private var chosenTarget: House.Index?
    private var delivered: Set<House.Index> = []

    /// An expert that has just read a game's opening.
    public init(_ house: House, _ generation: TextGeneration = .legacy) {
        self.house = house
        self.generation = generation
        wantedClass = String(house.goal.object.dropLast("type".count))
        targetClass = String(house.goal.target.dropLast("type".count))
    }

    /// The next step; `nil` if there is nothing left to try.
    ///
    /// Of the state it asks only what the agent was shown: what is in its hand, which commands are
    /// available, and what it last saw of the receptacle it looked at. What then really happens has
    /// to be told to ``note(_:in:)``.
    public func next(in state: HouseState) -> Move? {
        guard let (command, purpose) = decide(state), state.permits(command) else { return nil }
        return Move(command: command.text(in: house, generation), purpose: purpose)
    }

    /// The receptacles not looked into yet, the least likely first.
    func unlikelyPlaces(_ state: HouseState) -> [House.Index] {
        ordered(Habits.searchOrder(for: wantedClass)).reversed().filter {
            seen[$0] == nil && !state.isHere($0)
        }
    }

    private typealias Decision = (Command, Purpose)

    private func decide(_ state: HouseState) -> Decision? {
        guard state.held == House.none else { return bring(state.held, state) }
        if let (object, place) = known(wantedClass, state) {
            if let approach = approach(
                place, state, .fetch(object: name(object), place: name(at: place)))
            {
                return approach
            }
            return (
                .take(object, from: place), .take(object: name(object), place: name(at: place))
            )
        }
        return search(for: wantedClass, state)
    }

    /// What to do with the thing in hand.
    private func bring(_ object: House.Index, _ state: HouseState) -> Decision? {
        guard category(of: object) == wantedClass else { return putAway(object, state) }
        if house.goal.type == .examineInLight { return light(state) }
        if let tool = treatmentTool, !treated.contains(object) {
            if !state.isHere(tool) {
                return (.go(tool), .carryToTool(object: name(object), place: name(at: tool)))
            }
            guard let command = Errand.treat(object, with: tool).command(in: house) else {
                return nil
            }
            return (command, .treat(object: name(object), place: name(at: tool)))
        }
        guard let target = chosenTarget ?? likelyTarget(for: object, state) else { return nil }
        if let approach = approach(
            target, state, .carryToTarget(object: name(object), place: name(at: target)))
        {
            return approach
        }
        return (.put(object, in: target), .put(object: name(object), place: name(at: target)))
    }

    /// Where a thing that is not wanted can be put down, the place at hand first.
    private func putAway(_ object: House.Index, _ state: HouseState) -> Decision? {
        let places = house.receptaclesByName.filter {
            house.fits(object, in: $0) && !house.isOpenable[Int($0)]
                && house.receptacleLocations[Int($0)] != House.none
        }
        guard let place = places.first(where: { state.isHere($0) }) ?? places.first else {
            return nil
        }
        let purpose = Purpose.putAway(object: name(object), place: name(at: place))
        return (state.isHere(place) ? .put(object, in: place) : .go(place), purpose)
    }

    private func category(of object: House.Index) -> String {
        Naming.className(of: house.objectIDs[Int(object)])
    }

    private func light(_ state: HouseState) -> Decision? {
        guard let (lamp, place) = known(targetClass, state) else {
            return search(for: targetClass, state)
        }
        if !state.isHere(place) {
            return (.go(place), .carryToTarget(object: name(state.held), place: name(at: place)))
        }
        return (.use(lamp), .light(lamp: name(lamp)))
    }

    /// A target that needs no opening before one that does; where several are alike, the first.
    private func likelyTarget(for object: House.Index, _ state: HouseState) -> House.Index? {
        let targets = ordered([targetClass]).filter { house.fits(object, in: $0) }
        return targets.first { seen[$0] != nil && state.isAccessible($0) } ?? targets.first
    }

    /// Where the goal's treatment is done, if it asks for one.
    private var treatmentTool: House.Index? {
        switch house.goal.type {
        case .cleanAndPlace: ordered(["sinkbasin"]).first
        case .heatAndPlace: ordered(["microwave"]).first
        case .coolAndPlace: ordered(["fridge"]).first
        case .place, .placeTwo, .examineInLight: nil
        }
    }

    /// The steps that bring one before an open receptacle; `nil` if one is there.
    private func approach(
        _ place: House.Index, _ state: HouseState, _ purpose: Purpose
    ) -> Decision? {
        if !state.isHere(place) { return (.go(place), purpose) }
        if state.permits(.open(place)) { return (.open(place), .open(place: name(at: place))) }
        return nil
    }

    /// The most likely receptacle not looked into yet.
    private func search(for category: String, _ state: HouseState) -> Decision? {
        let order = ordered(Habits.searchOrder(for: category)).filter { seen[$0] == nil }
        // What is closed before one's eyes is opened first, if it may hold the thing.
        for place in order where state.isHere(place) && state.permits(.open(place)) {
            return (.open(place), .open(place: name(at: place)))
        }
        for place in order {
            let purpose = Purpose.search(object: category, place: name(at: place))
            if state.permits(.go(place)) { return (.go(place), purpose) }
            if state.permits(.examineReceptacle(place)) {
                return (.examineReceptacle(place), purpose)
            }
        }
        return nil
    }

    /// A thing of a class that was seen and is not where it belongs yet.
    private func known(
        _ category: String, _ state: HouseState
    ) -> (object: House.Index, place: House.Index)? {
        var best: (object: House.Index, place: House.Index)?
        for place in seen.keys.sorted() {
            for object in seen[place] ?? []
            where self.category(of: object) == category
                && !delivered.contains(object)
                && !(category == wantedClass && isFinal(place))
            {
                if best == nil || state.isHere(place) { best = (object, place) }
            }
        }
        return best
    }

    /// Whether things of the wanted class need not be taken from here: it is where they go.
    private func isFinal(_ place: House.Index) -> Bool {
        house.goal.type == .placeTwo && place == chosenTarget
    }

    /// Receptacles by class in the given order, then by number.
    private func ordered(_ classes: [String]) -> [House.Index] {
        classes.flatMap { category in
            house.receptacleNames.indices.reversed().map(UInt8.init).filter {
                Naming.className(of: house.receptacleIDs[Int($0)]) == category
                    && house.receptacleLocations[Int($0)] != House.none
            }
        }
    }

    private func name(_ object: House.Index) -> String { house.objectNames[Int(object)] }
    private func name(at place: House.Index) -> String { house.receptacleNames[Int(place)] }

    /// Takes note of what a command shows or changes.
    ///
    /// - Parameter state: how things were before it; it must be possible there.
    mutating func note(_ command: Command, in state: HouseState) {
        var after = state
        after.apply(command)
        switch command {
        case .go(let place), .examineReceptacle(let place), .open(let place):
            guard after.isAccessible(place) else { return }
            seen[place] = house.slotObjects.indices.filter { after.cells[$0] == place }
                .map { house.slotObjects[$0] }
        case .take(let object, let place):
            seen[place]?.removeAll { $0 == object }
            delivered.remove(object)
        case .put(let object, let place):
            seen[place, default: []].append(object)
            let isTarget = Naming.className(of: house.receptacleIDs[Int(place)]) == targetClass
            guard isTarget, category(of: object) == wantedClass, isTreated(object) else { return }
            delivered.insert(object)
            chosenTarget = place
        case .clean(let object, _): noteTreatment(object, of: .cleanAndPlace)
        case .heat(let object, _): noteTreatment(object, of: .heatAndPlace)
        case .cool(let object, _): noteTreatment(object, of: .coolAndPlace)
        case .look, .inventory, .help, .close, .examineObject, .use, .slice: break
        }
    }

    private func isTreated(_ object: House.Index) -> Bool {
        switch house.goal.type {
        case .cleanAndPlace, .heatAndPlace, .coolAndPlace: treated.contains(object)
        case .place, .placeTwo, .examineInLight: true
        }
    }

    /// Heat undoes cold and cold heat; only what the goal asks for counts.
    private mutating func noteTreatment(_ object: House.Index, of type: TaskType) {
        if house.goal.type == type {
            treated.insert(object)
        } else if type != .cleanAndPlace, house.goal.type != .cleanAndPlace {
            treated.remove(object)
        }
    }
}
