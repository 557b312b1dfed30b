/// Something that agents really do wrong in a house, or in vain.
struct HouseholdSlip: Hashable {
    var command: String
    var thought: String?

    /// Slips that fit the moment.
    ///
    /// - Parameters:
    ///   - move: what would be right.
    ///   - unlikely: places not looked into yet, the least likely first.
    static func plausible(
        instead move: Resident.Move, in state: HouseState, unlikely: [House.Index]
    ) -> [HouseholdSlip] {
        let house = state.house
        var slips: [HouseholdSlip] = []
        switch move.purpose {
        case .search(let object, let place):
            slips += unlikely.prefix(4).map { index in
                let name = house.receptacleNames[Int(index)]
                return HouseholdSlip(
                    command: "go to \(name)",
                    thought: "Perhaps the \(object) is at the \(name).")
            }
            // The number after the highest one.
            let category = place.prefix { $0 != " " }
            let count = house.receptacleNames.count { $0.hasPrefix("\(category) ") }
            slips.append(HouseholdSlip(command: "go to \(category) \(count + 1)"))
            slips.append(
                HouseholdSlip(command: "look", thought: "Let me see where I am."))
        case .open(let place):
            slips.append(HouseholdSlip(command: "examine \(place)"))
        case .fetch(let object, let place):
            slips.append(
                HouseholdSlip(
                    command: "take \(object) from \(place)",
                    thought: "I have seen \(object) at the \(place), so I take it."))
        case .take(let object, _):
            slips.append(HouseholdSlip(command: "take \(object)"))
        case .carryToTool(let object, let place):
            let verb =
                place.hasPrefix("sink") ? "clean" : place.hasPrefix("microwave") ? "heat" : "cool"
            slips.append(HouseholdSlip(command: "\(verb) \(object) with \(place)"))
        case .treat(let object, _):
            slips.append(
                HouseholdSlip(command: "examine \(object)", thought: "What is \(object) like?"))
        case .carryToTarget(let object, let place):
            slips.append(HouseholdSlip(command: "put \(object) on \(place)"))
            slips.append(
                HouseholdSlip(command: "inventory", thought: "What was it that I carry?"))
        case .put(let object, let place):
            slips.append(HouseholdSlip(command: "put \(object) on \(place)"))
        case .light(let lamp):
            slips.append(HouseholdSlip(command: "turn on \(lamp)"))
        case .putAway: break
        }
        return slips
    }
}
