import SeededRandom

/// A furnished room before it has a task: what stands where, with ids as the scene files have them.
struct RoomPlan {
    struct Receptacle {
        /// `Cabinet`, `SinkBasin`: the class as PDDL types write it.
        let category: String
        let id: String
        let location: Int
        let hasDoor: Bool
    }

    struct Object {
        let category: String
        let id: String
        /// Receptacles by position; several if it reaches into both.
        let places: [Int]
        /// Where it lies; `nil` if it is nowhere.
        let location: Int?
        /// Whether it is cool; `nil` if that goes by what the task asks for.
        var isCool: Bool?
        /// The object that it is in.
        var vessel: Int?
    }

    var receptacles: [Receptacle] = []
    var objects: [Object] = []
    /// Location ids; the first is where the agent starts, and no receptacle is there.
    var locations: [String] = []
}

extension RoomPlan {
    /// Furnishes a room; the same generator state gives the same room.
    init(_ room: RoomKind, using generator: inout SeededGenerator) {
        self.init()
        let furnishing = Furnishing.of(room)
        var layout = Layout()
        locations.append(layout.location(using: &generator))
        for piece in furnishing.pieces {
            for number in 0..<Int.random(in: piece.count, using: &generator) {
                let isBeside =
                    number > 0 && Double.random(in: 0..<1, using: &generator) < piece.besideChance
                if !isBeside { locations.append(layout.location(using: &generator)) }
                let id = layout.id(piece.category, using: &generator)
                // Basins are parts of sinks and bathtubs, and only the parts hold things.
                let isBasin = piece.category == "Sink" || piece.category == "Bathtub"
                let location = locations.count - 1
                if isBasin {
                    objects.append(
                        Object(category: piece.category, id: id, places: [], location: location))
                }
                let category = isBasin ? piece.category + "Basin" : piece.category
                receptacles.append(
                    Receptacle(
                        category: category, id: isBasin ? "\(id)_bar_\(category)" : id,
                        location: location,
                        hasDoor: Double.random(in: 0..<1, using: &generator) < piece.doorChance))
            }
        }
        for (category, count) in furnishing.fixtures {
            for _ in 0..<Int.random(in: count, using: &generator) {
                locations.append(layout.location(using: &generator))
                objects.append(
                    Object(
                        category: category, id: layout.id(category, using: &generator),
                        places: [], location: locations.count - 1))
            }
        }
        for ware in furnishing.wares {
            for _ in 0..<Int.random(in: ware.count, using: &generator) {
                let id = layout.id(ware.category, using: &generator)
                guard let place = place(for: ware, using: &generator) else { continue }
                objects.append(
                    Object(
                        category: ware.category, id: id, places: reach(from: place),
                        location: receptacles[place].location))
            }
        }
    }

    /// A receptacle for a thing: mostly of the likelier classes.
    private func place(
        for ware: Furnishing.Ware, using generator: inout SeededGenerator
    ) -> Int? {
        let classes = ware.places.filter { name in
            receptacles.contains { $0.category.lowercased() == name }
        }
        guard !classes.isEmpty else { return nil }
        let first = Int.random(in: classes.indices, using: &generator)
        let second = Int.random(in: classes.indices, using: &generator)
        let name = classes[min(first, second)]
        let candidates = receptacles.indices.filter {
            receptacles[$0].category.lowercased() == name
        }
        return candidates.randomElement(using: &generator)
    }

    /// What is on one of two stove burners side by side is on both.
    private func reach(from place: Int) -> [Int] {
        guard receptacles[place].category == "StoveBurner" else { return [place] }
        let beside = receptacles.indices.first {
            $0 != place && receptacles[$0].category == "StoveBurner"
                && receptacles[$0].location == receptacles[place].location
        }
        return beside.map { [place, $0] } ?? [place]
    }
}

/// Gives out places in a room such that no two ids are alike.
private struct Layout {
    private var taken: Set<String> = []

    /// `Mug_bar__plus_01_dot_20_bar__plus_00_dot_91_bar__minus_00_dot_35`.
    mutating func id(_ category: String, using generator: inout SeededGenerator) -> String {
        while true {
            let place = [
                Self.coordinate(Int.random(in: -420...420, using: &generator)),
                Self.coordinate(Int.random(in: 2...215, using: &generator)),
                Self.coordinate(Int.random(in: -420...420, using: &generator)),
            ]
            let id = "\(category)_bar_" + place.joined(separator: "_bar_")
            if taken.insert(id).inserted { return id }
        }
    }

    /// `loc_bar_3_bar__minus_2_bar_1_bar_60`: two grid coordinates, a direction and a gaze.
    mutating func location(using generator: inout SeededGenerator) -> String {
        while true {
            let parts = [
                Int.random(in: -14...14, using: &generator),
                Int.random(in: -14...14, using: &generator),
                Int.random(in: 0...3, using: &generator),
                [-30, 0, 30, 60].randomElement(using: &generator) ?? 60,
            ]
            let id =
                "loc_bar_"
                + parts.map { $0 < 0 ? "_minus_\(-$0)" : "\($0)" }.joined(separator: "_bar_")
            if taken.insert(id).inserted { return id }
        }
    }

    /// Hundredths of a metre as the ids spell them: `_plus_01_dot_20`.
    private static func coordinate(_ hundredths: Int) -> String {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (hundredths < 0 ? "_minus_" : "_plus_") + twoDigits(abs(hundredths) / 100)
            + "_dot_" + twoDigits(abs(hundredths) % 100)
    }
}
