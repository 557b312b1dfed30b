extension HouseState {
    /// Whether a command applies now: every other one is answered that nothing happens.
    func permits(_ command: Command) -> Bool {
        switch command {
        case .look, .inventory, .help: return true
        case .go(let target):
            // Going where one is already would change nothing, and ALFWorld's planner drops such
            // operators; so does going to another receptacle at the same location.
            let destination = house.receptacleLocations[Int(target)]
            return destination != House.none && destination != location
        case .open(let target):
            return house.isOpenable[Int(target)] && isHere(target) && !isOpened(target)
        case .close(let target):
            return house.isOpenable[Int(target)] && isHere(target) && isOpened(target)
        case .examineReceptacle(let target): return isHere(target)
        case .examineObject(let item): return held == item
        case .take(let item, let source):
            return held == House.none && house.traits[Int(item)].contains(.pickupable)
                && isHere(source) && isAccessible(source) && contains(source, item)
        case .put(let item, let target):
            return held == item && isHere(target) && isAccessible(target)
                && house.fits(item, in: target)
        case .clean(let item, let tool):
            return held == item && house.traits[Int(item)].contains(.cleanable)
                && house.isSink[Int(tool)] && isHere(tool)
        case .heat(let item, let tool):
            return held == item && house.traits[Int(item)].contains(.heatable)
                && house.isMicrowave[Int(tool)] && isHere(tool)
        case .cool(let item, let tool):
            return held == item && house.traits[Int(item)].contains(.coolable)
                && house.isFridge[Int(tool)] && isHere(tool)
        case .use(let item):
            return house.traits[Int(item)].contains(.toggleable) && isStoredHere(item)
        case .slice(let item, let blade):
            return held == blade && house.traits[Int(blade)].contains(.blade)
                && house.traits[Int(item)].contains(.sliceable) && liesHere(item)
        }
    }

    /// Makes a command's changes; it must be one that ``permits(_:)`` allows.
    mutating func apply(_ command: Command) {
        switch command {
        case .look, .inventory, .help, .examineReceptacle, .examineObject: break
        case .go(let target): location = house.receptacleLocations[Int(target)]
        case .open(let target): cells[house.layout.doors + Int(target)] = 1
        case .close(let target): cells[house.layout.doors + Int(target)] = 0
        case .take(let item, let source): take(item, from: source)
        case .put(let item, let target): put(item, in: target)
        case .clean(let item, _): change(item) { $0.insert(.clean) }
        case .heat(let item, _):
            change(item) { flags in
                flags.insert(.hot)
                flags.remove(.cool)
            }
        case .cool(let item, _):
            change(item) { flags in
                flags.insert(.cool)
                flags.remove(.hot)
            }
        case .use(let item): change(item) { $0.insert(.toggled) }
        case .slice(let item, _): change(item) { $0.insert(.sliced) }
        }
    }

    private mutating func change(_ object: House.Index, _ body: (inout ObjectFlags) -> Void) {
        var flags = flags(of: object)
        body(&flags)
        cells[house.layout.flags + Int(object)] = flags.rawValue
    }

    /// Only this receptacle gives the object up: one that was listed in two stays in the other.
    private mutating func take(_ object: House.Index, from receptacle: House.Index) {
        held = object
        for slot in slots(of: Int(object)) where cells[slot] == receptacle {
            cells[slot] = House.none
        }
        for place in places(of: Int(object)) where cells[place] == location {
            cells[place] = House.none
        }
        let pair = Self.pair(object, receptacle)
        let position = position(of: pair)
        if position == takenOut.count || takenOut[position] != pair {
            takenOut.insert(pair, at: position)
        }
    }

    private mutating func put(_ object: House.Index, in receptacle: House.Index) {
        held = House.none
        if !contains(receptacle, object),
            let free = slots(of: Int(object)).first(where: { cells[$0] == House.none })
        {
            cells[free] = receptacle
        }
        if !liesHere(object),
            let free = places(of: Int(object)).first(where: { cells[$0] == House.none })
        {
            cells[free] = location
        }
        let pair = Self.pair(object, receptacle)
        let position = position(of: pair)
        if position < takenOut.count, takenOut[position] == pair {
            takenOut.remove(at: position)
        }
    }
}

extension HouseState {
    /// Whether the goal holds now, whoever brought that about.
    public var isWon: Bool {
        switch house.goal.type {
        case .examineInLight:
            guard held != House.none, house.goalObjects[Int(held)] else { return false }
            for slot in house.lampSlots {
                let receptacle = cells[slot]
                if receptacle != House.none, isHere(receptacle),
                    flags(of: house.slotObjects[slot]).contains(.toggled)
                {
                    return true
                }
            }
            return false
        case .place: return goalPlacement { _, _ in true }
        case .cleanAndPlace:
            return goalPlacement { $0.contains(.cleanable) && $1.contains(.clean) }
        case .heatAndPlace: return goalPlacement { $0.contains(.heatable) && $1.contains(.hot) }
        case .coolAndPlace: return goalPlacement { $0.contains(.coolable) && $1.contains(.cool) }
        case .placeTwo:
            for (position, slot) in house.goalSlots.enumerated() where isInGoal(slot) {
                for other in house.goalSlots[(position + 1)...]
                where cells[other] == cells[slot]
                    && house.slotObjects[other] != house.slotObjects[slot]
                {
                    return true
                }
            }
            return false
        }
    }

    private func isInGoal(_ slot: Int) -> Bool {
        cells[slot] != House.none && house.goalReceptacles[Int(cells[slot])]
    }

    private func goalPlacement(_ holds: (ObjectTraits, ObjectFlags) -> Bool) -> Bool {
        for slot in house.goalSlots where isInGoal(slot) {
            let object = house.slotObjects[slot]
            if holds(house.traits[Int(object)], flags(of: object)) { return true }
        }
        return false
    }
}
