import SeededRandom

/// Fills in what an inferred house leaves open, as houses usually are: doors, and things in the
/// receptacles that no one looked into.
struct HouseCompletion {
    private var plan: HousePlan
    private let open: OpenHouse
    private var generator: SeededGenerator

    /// The plan of a house without open questions; the same seed fills it in the same way.
    static func completed(_ plan: HousePlan, _ open: OpenHouse, seed: UInt64) -> HousePlan {
        var completion = HouseCompletion(
            plan: plan, open: open, generator: SeededGenerator(seed: seed))
        completion.chooseDoors()
        completion.placeHiddenObjects()
        completion.placeNewObjects()
        return completion.plan
    }

    private var unseen: [Int] {
        plan.receptacles.indices.filter { open.unseen.contains(plan.receptacles[$0].name) }
    }

    private static func category(_ name: String) -> String { ThingName(name).category }

    /// As often as such furniture has doors over all published games.
    private mutating func chooseDoors() {
        for index in plan.receptacles.indices
        where open.undecidedDoors.contains(plan.receptacles[index].name) {
            let chance = Self.category(plan.receptacles[index].name) == "safe" ? 0.87 : 0.83
            plan.receptacles[index].isOpenable =
                Double.random(in: 0..<1, using: &generator) < chance
        }
    }

    /// Objects that the numbers of others imply, and that were nowhere to be seen.
    private mutating func placeHiddenObjects() {
        for index in plan.objects.indices where plan.objects[index].receptacles.isEmpty {
            let object = plan.objects[index].name
            let places = unseen.filter { place in
                let name = plan.receptacles[place].name
                return Furniture.fits(Self.category(object), in: Self.category(name))
                    && open.absent[name]?.contains(object) != true
            }
            guard Bool.random(using: &generator),
                let place = places.randomElement(using: &generator)
            else { continue }
            put(index, in: place)
        }
    }

    private mutating func put(_ object: Int, in place: Int) {
        plan.objects[object].receptacles.append(UInt8(place))
        if let location = plan.receptacles[place].location {
            plan.objects[object].locations.append(location)
        }
    }

    /// Things that are usual there.
    private mutating func placeNewObjects() {
        let wares = Furnishing.of(room).wares
        for place in unseen {
            let category = Self.category(plan.receptacles[place].name)
            let usual = wares.filter { $0.places.contains(category) }.map {
                $0.category.lowercased()
            }
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                guard plan.objects.count < House.capacity,
                    let ware = usual.randomElement(using: &generator)
                else { continue }
                put(insert(ware), in: place)
            }
        }
    }

    /// The kind of room, by its furniture.
    private var room: RoomKind {
        let classes = Set(plan.receptacles.map { Self.category($0.name) })
        if classes.contains("fridge") || classes.contains("microwave") { return .kitchen }
        if classes.contains("toilet") || classes.contains("bathtubbasin") { return .bathroom }
        return classes.contains("bed") ? .bedroom : .livingRoom
    }

    /// Adds an object with the next number of its class, in its place in the order of lists.
    private mutating func insert(_ category: String) -> Int {
        let numbers = plan.objects.map { ThingName($0.name) }.filter { $0.category == category }
            .map(\.number)
        let name = ThingName(category: category, number: (numbers.max() ?? 0) + 1)
        let index = plan.objects.firstIndex { name < ThingName($0.name) } ?? plan.objects.count
        for other in plan.objects.indices {
            plan.objects[other].contents = plan.objects[other].contents.map {
                Int($0) >= index ? $0 + 1 : $0
            }
        }
        if let held = plan.held, Int(held) >= index { plan.held = held + 1 }
        plan.objects.insert(
            HousePlan.Object(
                id: "\(category)_bar_invented_\(name.number)", name: name.text,
                type: category + "type", traits: Wares.traits(of: category)), at: index)
        for receptacle in Furniture.classes where Furniture.fits(category, in: receptacle) {
            plan.canContain[receptacle + "type", default: []].insert(category + "type")
        }
        return index
    }
}
