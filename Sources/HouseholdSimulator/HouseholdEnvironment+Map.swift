public import Environments

/// What a person may see besides the observations.
extension HouseholdEnvironment {
    /// The map of what has been seen.
    public var views: [View] { [View("map", "the places of the room and what you saw there")] }

    /// Lays out the map.
    public func view(_ name: String, columns: Int) -> [StyledLine]? {
        guard name == "map" else { return nil }
        guard let state = houseState else { return ["The episode has not begun."] }
        let house = state.house
        let places = house.receptacleNames.indices.reversed().map { House.Index($0) }
            .filter { house.receptacleLocations[Int($0)] != House.none }
        let seen = places.filter { sightings.visited.contains($0) }
        let unseen = places.filter { !sightings.visited.contains($0) }
        let width = (seen.map { house.receptacleNames[Int($0)].count }.max() ?? 0) + 2
        var lines = [StyledLine(house.task, .heading)]
        let held = state.held == House.none ? "nothing" : house.objectNames[Int(state.held)]
        lines.append(StyledLine([.init("in hand: "), .init(held, .action)]))
        for place in seen {
            let name = house.receptacleNames[Int(place)]
            let gap = String(repeating: " ", count: width - name.count)
            lines.append(
                StyledLine([
                    .init(state.isHere(place) ? "▸ " : "  ", .good), .init(name, .action),
                    .init(gap), .init(contents(of: place, in: state)),
                ]))
        }
        if !unseen.isEmpty {
            lines.append(StyledLine("not looked at yet:", .faint))
            let names = unseen.map { house.receptacleNames[Int($0)] }
            lines += wrapped(names, columns: columns - 2).map { StyledLine("  " + $0, .faint) }
        }
        return lines
    }

    private func contents(of place: House.Index, in state: HouseState) -> String {
        let house = state.house
        let isClosed = !state.isAccessible(place)
        guard sightings.inspected.contains(place) else {
            return isClosed ? "closed, never opened" : ""
        }
        let objects = house.objectNames.indices
            .filter { state.contains(place, House.Index($0)) }.map { house.objectNames[$0] }
        let list = objects.isEmpty ? "nothing" : objects.joined(separator: ", ")
        return isClosed ? "closed: \(list)" : list
    }

    private func wrapped(_ words: [String], columns: Int) -> [String] {
        var lines: [String] = []
        for (place, word) in words.enumerated() {
            let item = place + 1 < words.count ? word + ", " : word
            if let last = lines.last, last.count + item.count <= max(20, columns) {
                lines[lines.count - 1] += item
            } else {
                lines.append(item)
            }
        }
        return lines
    }
}
