import JSONTree

/// A resolved house as a line of an index: what a problem says, without the parsing.
extension HousePlan {
    var json: JSON {
        var object = JSONObject()
        object.append("task", .string(task))
        object.append(
            "goal",
            .array([.string(goal.type.rawValue), .string(goal.object), .string(goal.target)]))
        object.append(
            "receptacles",
            .array(
                receptacles.map { receptacle in
                    .array([
                        .string(receptacle.id), .string(receptacle.name), .string(receptacle.type),
                        receptacle.location.map { JSON(Int($0)) } ?? .null,
                        JSON((receptacle.isOpenable ? 1 : 0) + (receptacle.isOpened ? 2 : 0)),
                    ])
                }))
        object.append(
            "objects",
            .array(
                objects.map { object in
                    .array([
                        .string(object.id), .string(object.name), .string(object.type),
                        JSON(Int(object.traits.rawValue)), JSON(Int(object.flags.rawValue)),
                        Self.numbers(object.receptacles), Self.numbers(object.locations),
                        Self.numbers(object.contents),
                    ])
                }))
        object.append("locations", .array(locationNames.map(JSON.string)))
        object.append(
            "can_contain",
            .object(
                JSONObject(
                    canContain.keys.sorted(by: precedes).map { type in
                        let fitting = (canContain[type] ?? []).sorted(by: precedes)
                        return (type, .array(fitting.map(JSON.string)))
                    })))
        object.append("start", JSON(Int(start)))
        object.append("held", held.map { JSON(Int($0)) } ?? .null)
        return .object(object)
    }

    private static func numbers(_ numbers: [UInt8]) -> JSON {
        .array(numbers.map { JSON(Int($0)) })
    }

    /// Reads a line of an index; `nil` if it is not whole.
    init?(json: JSON) {
        guard let task = json["task"]?.string, let goal = Goal(json: json["goal"]),
            let locations = json["locations"]?.array?.compactMap(\.string),
            let start = Self.number(json["start"], below: locations.count)
        else { return nil }
        self.task = task
        self.goal = goal
        locationNames = locations
        self.start = start
        receptacles = []
        for entry in json["receptacles"]?.array ?? [] {
            guard let fields = entry.array, fields.count == 5, let id = fields[0].string,
                let name = fields[1].string, let type = fields[2].string, let doors = fields[4].int
            else { return nil }
            let location = Self.number(fields[3], below: locations.count)
            guard location != nil || fields[3].isNull else { return nil }
            receptacles.append(
                Receptacle(
                    id: id, name: name, type: type, location: location,
                    isOpenable: doors & 1 != 0, isOpened: doors & 2 != 0))
        }
        let entries = json["objects"]?.array ?? []
        objects = []
        for entry in entries {
            guard let fields = entry.array, fields.count == 8, let id = fields[0].string,
                let name = fields[1].string, let type = fields[2].string,
                let traits = Self.number(fields[3], below: 256),
                let flags = Self.number(fields[4], below: 256),
                let places = Self.numbers(fields[5], below: receptacles.count),
                let lying = Self.numbers(fields[6], below: locations.count),
                let contents = Self.numbers(fields[7], below: entries.count)
            else { return nil }
            objects.append(
                Object(
                    id: id, name: name, type: type, traits: ObjectTraits(rawValue: traits),
                    flags: ObjectFlags(rawValue: flags), receptacles: places, locations: lying,
                    contents: contents))
        }
        guard receptacles.count <= House.capacity, objects.count <= House.capacity,
            locations.count <= House.capacity
        else { return nil }
        held = Self.number(json["held"], below: objects.count)
        canContain = [:]
        for member in json["can_contain"]?.object ?? JSONObject() {
            canContain[member.key] = Set(member.value.array?.compactMap(\.string) ?? [])
        }
    }

    private static func number(_ json: JSON?, below limit: Int) -> UInt8? {
        guard let number = json?.int, number >= 0, number < min(limit, 256) else { return nil }
        return UInt8(number)
    }

    private static func numbers(_ json: JSON, below limit: Int) -> [UInt8]? {
        guard let elements = json.array else { return nil }
        let numbers = elements.compactMap { number($0, below: limit) }
        return numbers.count == elements.count ? numbers : nil
    }
}

extension Goal {
    fileprivate init?(json: JSON?) {
        guard let fields = json?.array?.compactMap(\.string), fields.count == 3,
            let type = TaskType(rawValue: fields[0])
        else { return nil }
        self.init(type: type, object: fields[1], target: fields[2])
    }
}
