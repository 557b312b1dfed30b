extension HouseState {
    /// Takes a command as the player types it and answers as the game does.
    public mutating func perform(_ text: String, _ generation: TextGeneration) -> String {
        guard let command = Command(text.trimmingPythonSpace, in: house, generation),
            permits(command)
        else {
            return Feedback.nothing
        }
        apply(command)
        return feedback(on: command, generation)
    }

    /// What the game prints after a command, in the state to which it led.
    func feedback(on command: Command, _ generation: TextGeneration) -> String {
        switch command {
        case .look: return view()
        case .inventory:
            return held == House.none
                ? "You are not carrying anything."
                : Feedback.text("You are carrying: ", house.articledObjects[Int(held)], ".")
        case .help: return Feedback.help
        case .go(let target):
            let place =
                generation == .legacy
                ? house.locationNames[Int(location)] : house.receptacleNames[Int(target)]
            return description(of: target, after: "You arrive at ", place, ". ")
        case .open(let target):
            return description(
                of: target, after: "You open the ", house.receptacleNames[Int(target)], ". ")
        case .close(let target):
            return Feedback.text("You close the ", house.receptacleNames[Int(target)], ".")
        case .examineReceptacle(let target): return description(of: target, after: "", "", "")
        case .examineObject(let item): return description(of: item)
        case .take(let item, let source):
            return Feedback.text(
                "You pick up the ", house.objectNames[Int(item)], " from the ",
                house.receptacleNames[Int(source)])
        case .put(let item, let target):
            return generation == .legacy
                ? Feedback.text(
                    "You put the ", house.objectNames[Int(item)], " in/on the ",
                    house.receptacleNames[Int(target)])
                : Feedback.text(
                    "You move the ", house.objectNames[Int(item)], " to the ",
                    house.receptacleNames[Int(target)])
        case .clean(let item, let tool):
            return Feedback.text(
                "You clean the ", house.objectNames[Int(item)], " using the ",
                house.receptacleNames[Int(tool)])
        case .heat(let item, let tool):
            return Feedback.text(
                "You heat the ", house.objectNames[Int(item)], " using the ",
                house.receptacleNames[Int(tool)])
        case .cool(let item, let tool):
            return Feedback.text(
                "You cool the ", house.objectNames[Int(item)], " using the ",
                house.receptacleNames[Int(tool)])
        case .use(let item):
            return Feedback.text("You turn on the ", house.objectNames[Int(item)], ".")
        case .slice(let item, let blade):
            return Feedback.text(
                "You sliced the ", house.objectNames[Int(item)], " with the ",
                house.objectNames[Int(blade)])
        }
    }

    /// What `look` prints: the receptacles here, and what was moved between them.
    private func view() -> String {
        let here = house.receptaclesAt[Int(location)]
        guard !here.isEmpty else {
            return "You are in the middle of a room. Looking quickly around you, you see nothing."
        }
        var floor: [String] = []
        for object in house.objectNames.indices where liesHere(UInt8(object)) {
            for receptacle in here where wasTakenOut(UInt8(object), of: receptacle) {
                floor.append(house.articledObjects[object])
            }
        }
        return "You are facing the \(listing(here.map { house.receptacleNames[Int($0)] }))."
            + " Next to it, you see \(listing(floor))."
    }

    /// What one sees of a receptacle, after a sentence that says how one came to see it.
    private func description(
        of receptacle: House.Index, after opening: String, _ name: String, _ end: String
    ) -> String {
        var text = ""
        text.reserveCapacity(255)
        text += opening
        text += name
        text += end
        let receptacleName = house.receptacleNames[Int(receptacle)]
        if !house.isOpenable[Int(receptacle)] {
            text += "On the "
            text += receptacleName
            text += ", you see "
        } else if isOpened(receptacle) {
            text += "The "
            text += receptacleName
            text += " is open. In it, you see "
        } else {
            text += "The "
            text += receptacleName
            text += " is closed."
            return text
        }
        // An item is written once the next is known, for the last one is joined differently.
        var pending: House.Index = House.none
        var count = 0
        for slot in house.slotObjects.indices where cells[slot] == receptacle {
            if pending != House.none {
                text += house.articledObjects[Int(pending)]
                text += ", "
            }
            pending = house.slotObjects[slot]
            count += 1
        }
        if pending == House.none {
            text += "nothing."
        } else {
            if count > 1 { text += "and " }
            text += house.articledObjects[Int(pending)]
            text += "."
        }
        return text
    }

    /// What one sees of the object in one's hand.
    private func description(of object: House.Index) -> String {
        let name = house.objectNames[Int(object)]
        let traits = house.traits[Int(object)]
        if traits.contains(.container) {
            let inside = house.contents[Int(object)].map { house.articledObjects[Int($0)] }
            return "This is a normal \(name). In it, you see \(listing(inside))."
        }
        return ObjectCondition.sentence(name, traits, flags(of: object))
    }
}

/// Sentences that the game prints, and how they are put together.
enum Feedback {
    /// The answer to whatever is not an admissible command.
    static let nothing = "Nothing happens."

    /// Puts a sentence together in one allocation.
    static func text(_ first: String, _ second: String, _ third: String) -> String {
        var text = ""
        text.reserveCapacity(first.utf8.count + second.utf8.count + third.utf8.count)
        text += first
        text += second
        text += third
        return text
    }

    /// Puts a sentence of two names together, with its full stop.
    static func text(
        _ first: String, _ second: String, _ third: String, _ fourth: String
    ) -> String {
        var text = ""
        text.reserveCapacity(
            first.utf8.count + second.utf8.count + third.utf8.count + fourth.utf8.count + 1)
        text += first
        text += second
        text += third
        text += fourth
        text += "."
        return text
    }

    /// What `help` prints, its odd spacing included.
    static let help = """
        Available commands:
          look:                             look around your current location
          inventory:                        check your current inventory
          go to (receptacle):               move to a receptacle
          open (receptacle):                open a receptacle
          close (receptacle):               close a receptacle
          take (object) from (receptacle):  take an object from a receptacle
          move (object) to (receptacle):  place an object in or on a receptacle
          examine (something):              examine a receptacle or an object
          use (object):                     use an object
          heat (object) with (receptacle):  heat an object using a receptacle
          clean (object) with (receptacle): clean an object using a receptacle
          cool (object) with (receptacle):  cool an object using a receptacle
          slice (object) with (object):     slice an object using a sharp object

        """
}
