/// The beginning of a house that a dialogue implies, as a room that a problem can be written of.
///
/// What is not known is left out: unseen receptacles are empty, and those that were not shown
/// together are apart.
struct InferredRoom {
    private(set) var plan = RoomPlan()
    private(set) var open = OpenHouse()

    init(_ house: InferredHouse) {
        placeReceptacles(of: house)
        placeObjects(of: house)
    }

    private static func padded(_ number: Int) -> String {
        String(String(1000 + number).dropFirst())
    }

    /// Ids sort from the highest number down.
    private static func id(_ stem: String, _ number: Int, of total: Int) -> String {
        "\(stem)_bar_\(padded(total - number))"
    }

    // MARK: Receptacles

    private mutating func placeReceptacles(of house: InferredHouse) {
        let names = house.names.receptacles.map(ThingName.init)
        var totals: [String: Int] = [:]
        for name in names { totals[name.category] = max(totals[name.category] ?? 0, name.number) }
        let locations = locations(of: house)
        for (index, name) in names.enumerated() {
            let receptacle = House.Index(index)
            let total = totals[name.category] ?? name.number
            let isBasin = name.category.hasSuffix("basin")
            let stem = isBasin ? String(name.category.dropLast("basin".count)) : name.category
            let id = Self.id(stem, name.number, of: total)
            plan.receptacles.append(
                RoomPlan.Receptacle(
                    category: Furnishing.spelling(of: name.category),
                    id: isBasin ? "\(id)_bar_\(name.category)" : id, location: locations[index],
                    hasDoor: house.doors[index] == .yes))
            if house.doors[index] == .unknown { open.undecidedDoors.insert(name.text) }
            let beginning = house.beginning(of: receptacle)
            if !beginning.isComplete {
                open.unseen.insert(name.text)
                if !beginning.absent.isEmpty {
                    open.absent[name.text] = Set(
                        beginning.absent.map { house.names.objects[Int($0)] })
                }
            }
        }
    }

    /// By receptacle, the position of its location; the agent's own comes first.
    private mutating func locations(of house: InferredHouse) -> [Int] {
        var leaders: [House.Index] = []
        var positions: [Int] = []
        for receptacle in house.receptacles {
            let leader = house.members(of: receptacle).first ?? receptacle
            let known = leaders.firstIndex(of: leader)
            if known == nil { leaders.append(leader) }
            positions.append((known ?? leaders.count - 1) + 1)
        }
        let numbers = leaders.map { house.locationNumber(of: $0) }
        let total = max(numbers.compactMap(\.self).max() ?? 0, leaders.count + 1)
        var free = (1...total).filter { !numbers.contains($0) }
        plan.locations = ([nil] + numbers).map { number in
            Self.id("loc", number ?? free.popLast() ?? 1, of: total)
        }
        // Where numbers were said, others must be there to count.
        guard numbers.contains(where: { $0 != nil }) else { return positions }
        for (place, number) in free.enumerated() {
            plan.locations.append(Self.id("loc", number, of: total))
            plan.objects.append(
                RoomPlan.Object(
                    category: "LightSwitch", id: Self.id("lightswitch", 1, of: place + 1),
                    places: [], location: plan.locations.count - 1))
        }
        return positions
    }

    // MARK: Objects

    private mutating func placeObjects(of house: InferredHouse) {
        let names = house.names
        var places: [House.Index: [Int]] = [:]
        for receptacle in house.receptacles {
            for object in house.beginning(of: receptacle).items {
                places[object, default: []].append(Int(receptacle))
            }
        }
        var vessels: [House.Index: House.Index] = [:]
        for (outer, inside) in house.inside.enumerated() {
            for object in inside ?? [] { vessels[object] = House.Index(outer) }
        }
        var totals: [String: Int] = [:]
        let known = Set(places.keys).union(vessels.keys).union(vessels.values)
        for object in known {
            let name = ThingName(names.objects[Int(object)])
            totals[name.category] = max(totals[name.category] ?? 0, name.number)
        }
        var positions: [House.Index: Int] = [:]
        for (category, total) in totals.sorted(by: { $0.key < $1.key }) {
            for number in 1...total {
                let name = ThingName(category: category, number: number)
                let object = names.object(named: name.text)
                let isKnown = object.map(known.contains) ?? false
                let at = isKnown ? object.flatMap { places[$0] } ?? [] : []
                if let object, isKnown { positions[object] = plan.objects.count }
                plan.objects.append(
                    RoomPlan.Object(
                        category: Furnishing.spelling(of: category),
                        id: Self.id(category, number, of: total), places: at,
                        location: at.first.map { plan.receptacles[$0].location },
                        isCool: object.map(house.coolAtStart.contains) ?? false))
            }
        }
        for (object, vessel) in vessels {
            guard let position = positions[object] else { continue }
            plan.objects[position].vessel = positions[vessel]
        }
    }
}

extension Furnishing {
    /// A class as the scene files write it: `CoffeeMachine` for `coffeemachine`.
    static func spelling(of category: String) -> String {
        spellings[category] ?? category.prefix(1).uppercased() + category.dropFirst()
    }

    private static let spellings: [String: String] = {
        var spellings: [String: String] = [:]
        for room in RoomKind.allCases {
            let furnishing = Furnishing.of(room)
            let names =
                furnishing.pieces.map(\.category) + furnishing.wares.map(\.category)
                + furnishing.fixtures.map(\.0)
            for name in names {
                spellings[name.lowercased()] = name
                spellings[name.lowercased() + "basin"] = name + "Basin"
            }
        }
        return spellings
    }()
}
