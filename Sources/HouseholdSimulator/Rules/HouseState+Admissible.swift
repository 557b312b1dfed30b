extension HouseState {
    /// The commands that apply now, sorted by code points as ALFWorld lists them.
    ///
    /// Verbs come in their alphabetical order and things in the order of their names, so nothing
    /// is left to sort.
    public func admissibleCommands(_ generation: TextGeneration) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(48)
        forEachAdmissible(generation) { texts.append($0.text(in: house, generation)) }
        return texts
    }

    /// Calls `body` with each command that applies, in the order of the list.
    func forEachAdmissible(_ generation: TextGeneration, _ body: (Command) -> Void) {
        let here = house.receptaclesByNameAt[Int(location)]
        let traits = held == House.none ? [] : house.traits[Int(held)]
        if traits.contains(.cleanable) {
            for tool in here where house.isSink[Int(tool)] { body(.clean(held, with: tool)) }
        }
        for target in here where house.isOpenable[Int(target)] && isOpened(target) {
            body(.close(target))
        }
        if traits.contains(.coolable) {
            for tool in here where house.isFridge[Int(tool)] { body(.cool(held, with: tool)) }
        }
        examinations(here, body)
        for target in house.receptaclesByName {
            let destination = house.receptacleLocations[Int(target)]
            if destination != location, destination != House.none { body(.go(target)) }
        }
        if traits.contains(.heatable) {
            for tool in here where house.isMicrowave[Int(tool)] { body(.heat(held, with: tool)) }
        }
        if generation == .modern { body(.help) }
        body(.inventory)
        body(.look)
        if generation == .modern { placements(here, body) }
        for target in here where house.isOpenable[Int(target)] && !isOpened(target) {
            body(.open(target))
        }
        if generation == .legacy { placements(here, body) }
        if traits.contains(.blade) {
            for item in house.objectsByName
            where house.traits[Int(item)].contains(.sliceable) && liesHere(item) {
                body(.slice(item, with: held))
            }
        }
        guard !here.isEmpty else { return }
        if held == House.none { removals(here, body) }
        for item in house.objectsByName
        where house.traits[Int(item)].contains(.toggleable) && isStoredHere(item) {
            body(.use(item))
        }
    }

    /// The receptacles here and the object in hand, in the order of their names.
    private func examinations(_ here: [House.Index], _ body: (Command) -> Void) {
        var object = held
        for target in here {
            if object != House.none,
                precedes(house.objectNames[Int(object)], house.receptacleNames[Int(target)])
            {
                body(.examineObject(object))
                object = House.none
            }
            body(.examineReceptacle(target))
        }
        if object != House.none { body(.examineObject(object)) }
    }

    private func placements(_ here: [House.Index], _ body: (Command) -> Void) {
        guard held != House.none else { return }
        for target in here where isAccessible(target) && house.fits(held, in: target) {
            body(.put(held, in: target))
        }
    }

    private func removals(_ here: [House.Index], _ body: (Command) -> Void) {
        for item in house.objectsByName where house.traits[Int(item)].contains(.pickupable) {
            let slots = slots(of: Int(item))
            // Most objects are in one receptacle; those in several are listed by its name.
            if slots.count == 1 {
                let source = cells[slots.lowerBound]
                if source != House.none, isHere(source), isAccessible(source) {
                    body(.take(item, from: source))
                }
            } else if !slots.isEmpty {
                for source in here where isAccessible(source) && contains(source, item) {
                    body(.take(item, from: source))
                }
            }
        }
    }
}
