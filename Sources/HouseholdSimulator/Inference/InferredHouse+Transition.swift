extension InferredHouse {
    /// Makes the changes of a command that applies.
    mutating func apply(_ command: Command) {
        switch command {
        case .look, .inventory, .help, .examineReceptacle, .examineObject: break
        case .go(let target): here = target
        case .open(let target): opened[Int(target)] = true
        case .close(let target): opened[Int(target)] = false
        case .take(let item, let source):
            held = item
            settle(item, in: source)
            contents[Int(source)].remove(item)
            takenOut.insert(HouseState.pair(item, source))
            if names.receptacleClasses[Int(source)] == "fridge", lastPut[Int(item)] == nil,
                !flags[Int(item)].contains(.hot)
            {
                mayBeCool[Int(item)] = true
            }
            lastPut[Int(item)] = nil
        case .put(let item, let target):
            held = nil
            settle(item, in: target)
            contents[Int(target)].insert(item)
            takenOut.remove(HouseState.pair(item, target))
            lastPut[Int(item)] = target
        case .clean(let item, _): flags[Int(item)].insert(.clean)
        case .heat(let item, _):
            flags[Int(item)].insert(.hot)
            flags[Int(item)].remove(.cool)
            mayBeCool[Int(item)] = false
        case .cool(let item, _):
            flags[Int(item)].insert(.cool)
            flags[Int(item)].remove(.hot)
            mayBeCool[Int(item)] = false
        case .use(let item): flags[Int(item)].insert(.toggled)
        case .slice(let item, _): flags[Int(item)].insert(.sliced)
        }
    }

    /// What the agent reads after a command that has been applied; `nil` if the facts leave it
    /// open.
    func feedback(on command: Command) -> String? {
        switch command {
        case .look: return view()
        case .inventory:
            return held.map { "You are carrying: a \(names.objects[Int($0)])." }
                ?? "You are not carrying anything."
        case .help: return Feedback.help
        case .go(let target):
            guard let sight = sight(of: target) else { return nil }
            if generation == .modern {
                return "You arrive at \(names.receptacles[Int(target)]). \(sight)"
            }
            guard saysArrival else { return sight }
            return locationNumber.map { "You arrive at loc \($0). \(sight)" }
        case .open(let target):
            return sight(of: target).map {
                "You open the \(names.receptacles[Int(target)]). \($0)"
            }
        case .close(let target): return "You close the \(names.receptacles[Int(target)])."
        case .examineReceptacle(let target): return sight(of: target)
        case .examineObject(let item): return description(of: item)
        case .take(let item, let source):
            return sentence("You pick up the", item, "from the", source)
        case .put(let item, let target):
            return generation == .legacy
                ? sentence("You put the", item, "in/on the", target)
                : sentence("You move the", item, "to the", target)
        case .clean(let item, let tool): return sentence("You clean the", item, "using the", tool)
        case .heat(let item, let tool): return sentence("You heat the", item, "using the", tool)
        case .cool(let item, let tool): return sentence("You cool the", item, "using the", tool)
        case .use(let item): return "You turn on the \(names.objects[Int(item)])."
        case .slice(let item, let blade):
            return "You sliced the \(names.objects[Int(item)]) with the "
                + "\(names.objects[Int(blade)])."
        }
    }

    private func sentence(
        _ verb: String, _ item: House.Index, _ preposition: String, _ place: House.Index
    ) -> String {
        "\(verb) \(names.objects[Int(item)]) \(preposition) \(names.receptacles[Int(place)])."
    }

    private func articled(_ objects: [House.Index]) -> String {
        listing(objects.map { "a " + names.objects[Int($0)] })
    }

    /// What one sees of a receptacle, if that is known.
    private func sight(of receptacle: House.Index) -> String? {
        let name = names.receptacles[Int(receptacle)]
        let contents = contents[Int(receptacle)]
        switch doors[Int(receptacle)] {
        case .unknown: return nil
        case .yes where !opened[Int(receptacle)]: return "The \(name) is closed."
        case .yes:
            return contents.isComplete
                ? "The \(name) is open. In it, you see \(articled(contents.items))." : nil
        case .no:
            return contents.isComplete
                ? "On the \(name), you see \(articled(contents.items))." : nil
        }
    }

    private func view() -> String? {
        guard here != nil else {
            return "You are in the middle of a room. Looking quickly around you, you see nothing."
        }
        guard receptacles.allSatisfy({ isHere($0) != .unknown }) else { return nil }
        let around = receptacles.filter { isHere($0) == .yes }
        return "You are facing the \(listing(around.map { names.receptacles[Int($0)] }))."
            + " Next to it, you see \(articled(floor(around)))."
    }

    /// What was put down here after it was taken out of a receptacle here.
    private func floor(_ around: [House.Index]) -> [House.Index] {
        var floor: [House.Index] = []
        for object in names.objects.indices {
            guard let place = lastPut[object], isHere(place) == .yes else { continue }
            for receptacle in around
            where takenOut.contains(HouseState.pair(UInt8(object), receptacle)) {
                floor.append(UInt8(object))
            }
        }
        return floor
    }

    private func description(of object: House.Index) -> String? {
        let name = names.objects[Int(object)]
        let traits = Wares.traits(of: names.objectClasses[Int(object)])
        if traits.contains(.container) {
            return inside[Int(object)].map {
                "This is a normal \(name). In it, you see \(articled($0))."
            }
        }
        guard !mayBeCool[Int(object)] else { return nil }
        return ObjectCondition.sentence(name, traits, flags[Int(object)])
    }
}

extension InferredHouse {
    /// Learns what an observation says beyond what its command did; false if that cannot be.
    mutating func learn(_ reading: Reading) -> Bool {
        switch reading {
        case .nothing, .done, .middle, .help: return true
        case .inventory(let item): return held == item
        case .sight(let receptacle, let sight, let arrival):
            if case .location(let number) = arrival {
                guard assume(locationNumber: number) else { return false }
            }
            return learn(sight, of: receptacle)
        case .opened(let receptacle, let items): return learn(.open(items), of: receptacle)
        case .view(let listed, _):
            return receptacles.allSatisfy { assume($0, isHere: listed.contains($0)) }
        case .inside(let object, let items):
            if let known = inside[Int(object)] { return known == items }
            inside[Int(object)] = items
            return true
        case .condition(let object):
            // Only the text can tell; both are tried by the caller.
            mayBeCool[Int(object)] = false
            return true
        }
    }

    private mutating func learn(_ sight: Reading.Sight, of receptacle: House.Index) -> Bool {
        let hasDoor: Bool
        let listed: [House.Index]
        switch sight {
        case .closed:
            return assume(.door(receptacle), true) && !opened[Int(receptacle)]
        case .open(let items): (hasDoor, listed) = (true, items)
        case .surface(let items): (hasDoor, listed) = (false, items)
        }
        guard assume(.door(receptacle), hasDoor), opened[Int(receptacle)] == hasDoor else {
            return false
        }
        let known = contents[Int(receptacle)]
        if known.isComplete { return known.items == listed }
        guard known.items.allSatisfy(listed.contains),
            !known.absent.contains(where: listed.contains)
        else { return false }
        contents[Int(receptacle)] = Contents(isComplete: true, items: listed, absent: [])
        return true
    }
}
