/// An expert that sees the whole house and wins in the fewest steps.
///
/// Nothing in a house is used up, the hand holds one thing, and any place is one step away. So a
/// shortest plan consists of the deeds that the goal needs, each with at most one `go to` and one
/// `open` before it, and it is enough to try every choice of objects, sources, tools and targets.
/// The choices are run in the house itself, which also finds what comes for free: receptacles
/// beside each other, objects that are in two places, a goal that holds early.
public struct Planner {
    private let state: HouseState
    private let house: House
    private var best: [Command]?

    private init(_ state: HouseState) {
        self.state = state
        house = state.house
    }

    /// The fewest commands that win from a state; `nil` if none do.
    public static func plan(
        from state: HouseState, _ generation: TextGeneration = .legacy
    ) -> [String]? {
        commands(from: state).map { $0.map { $0.text(in: state.house, generation) } }
    }

    static func commands(from state: HouseState) -> [Command]? {
        if state.isWon { return [] }
        var planner = Planner(state)
        planner.search()
        return planner.best
    }

    private mutating func search() {
        for (object, start) in beginnings {
            switch house.goal.type {
            case .place, .cleanAndPlace, .heatAndPlace, .coolAndPlace:
                for tool in tools {
                    consider(start + [.treat(object, with: tool)])
                    for target in targets(of: object) {
                        consider(
                            start + [.treat(object, with: tool), .put(object, in: target)])
                    }
                }
                for target in targets(of: object) { consider(start + [.put(object, in: target)]) }
            case .examineInLight:
                for (lamp, place) in lamps {
                    consider(start + [.stand(at: place), .use(lamp, at: place)])
                    consider([.use(lamp, at: place)] + start + [.stand(at: place)])
                }
            case .placeTwo:
                for target in targets(of: object) {
                    let first = start + [.put(object, in: target)]
                    consider(first)
                    for other in wanted where other != object {
                        for source in sources(of: other) {
                            let second: [Errand] = [
                                .take(other, from: source), .put(other, in: target),
                            ]
                            consider(first + second)
                        }
                    }
                }
            }
        }
    }

    /// Each object of the wanted class with every way to get it in hand, whatever is held now.
    private var beginnings: [(House.Index, [Errand])] {
        var beginnings: [(House.Index, [Errand])] = []
        var emptyings: [[Errand]] = [[]]
        if state.held != House.none {
            if house.goalObjects[Int(state.held)] { beginnings.append((state.held, [])) }
            emptyings = targets(fitting: state.held).map { [.put(state.held, in: $0)] }
        }
        for emptying in emptyings {
            for object in wanted where object != state.held {
                for source in sources(of: object) {
                    beginnings.append((object, emptying + [.take(object, from: source)]))
                }
            }
        }
        return beginnings
    }

    private var wanted: [House.Index] {
        house.objectNames.indices.filter { house.goalObjects[$0] }.map(UInt8.init)
    }

    private func sources(of object: House.Index) -> [House.Index] {
        guard house.traits[Int(object)].contains(.pickupable) else { return [] }
        return state.slots(of: Int(object)).map { state.cells[$0] }.filter {
            $0 != House.none && isReachable($0)
        }
    }

    private func isReachable(_ receptacle: House.Index) -> Bool {
        house.receptacleLocations[Int(receptacle)] != House.none
    }

    private var receptacles: [House.Index] {
        house.receptacleNames.indices.map(UInt8.init).filter(isReachable)
    }

    private func targets(of object: House.Index) -> [House.Index] {
        targets(fitting: object).filter { house.goalReceptacles[Int($0)] }
    }

    private func targets(fitting object: House.Index) -> [House.Index] {
        receptacles.filter { house.fits(object, in: $0) }
    }

    private var tools: [House.Index] {
        switch house.goal.type {
        case .cleanAndPlace: receptacles.filter { house.isSink[Int($0)] }
        case .heatAndPlace: receptacles.filter { house.isMicrowave[Int($0)] }
        case .coolAndPlace: receptacles.filter { house.isFridge[Int($0)] }
        case .place, .placeTwo, .examineInLight: []
        }
    }

    private var lamps: [(House.Index, House.Index)] {
        house.lampSlots.compactMap { slot in
            let place = state.cells[slot]
            guard place != House.none, isReachable(place) else { return nil }
            return (house.slotObjects[slot], place)
        }
    }

    /// Runs errands until the goal holds, and keeps the commands if they are fewer than before.
    private mutating func consider(_ errands: [Errand]) {
        var run = state
        var commands: [Command] = []
        let limit = best?.count ?? Int.max
        func perform(_ command: Command) -> Bool {
            guard commands.count < limit - 1, run.permits(command) else { return false }
            run.apply(command)
            commands.append(command)
            return true
        }
        for errand in errands {
            if !run.isHere(errand.place) {
                guard perform(.go(errand.place)) else { return }
                if run.isWon { break }
            }
            if errand.needsAccess, !run.isAccessible(errand.place) {
                guard perform(.open(errand.place)) else { return }
            }
            guard let command = errand.command(in: house) else { continue }
            guard perform(command) else { return }
            if run.isWon { break }
        }
        if run.isWon { best = commands }
    }
}
