/// A house as a problem describes it, with names resolved to numbers: what ``House`` is built from.
struct HousePlan {
    struct Receptacle {
        var id: String
        var name: String
        var type = ""
        var location: UInt8?
        var isOpenable = false
        var isOpened = false
    }

    struct Object {
        var id: String
        var name: String
        var type = ""
        var traits: ObjectTraits = []
        var flags: ObjectFlags = []
        var receptacles: [UInt8] = []
        var locations: [UInt8] = []
        var contents: [UInt8] = []
    }

    var task: String
    var goal: Goal
    var receptacles: [Receptacle]
    var objects: [Object]
    var locationNames: [String]
    /// By receptacle type, the types of objects that fit.
    var canContain: [String: Set<String>]
    var start: UInt8
    var held: UInt8?
    /// What is left open, if it was inferred from dialogues.
    var open: OpenHouse?
}

extension HousePlan {
    /// Resolves a problem.
    ///
    /// What occurs in some fact exists and has a number, even if no command can ever reach it;
    /// what is only declared (ALFWorld declares every class once) does not.
    init(_ problem: Problem, task: String) throws(PDDLError) {
        var occurring: Set<String> = []
        for fact in problem.facts { occurring.formUnion(fact.arguments) }
        func sorted(_ type: String) throws(PDDLError) -> [String] {
            let ids = occurring.filter { problem.declarations[$0] == type }.sorted(by: precedes)
            guard ids.count <= House.capacity else {
                throw PDDLError(
                    "\(ids.count) of type \(type) are more than the \(House.capacity) that a "
                        + "house can hold", line: problem.facts.first?.line ?? 1)
            }
            return ids
        }
        let receptacleIDs = try sorted("receptacle")
        let objectIDs = try sorted("object")
        let locationIDs = try sorted("location")
        // Numbers are given within a class over everything that there is.
        let all = (receptacleIDs + objectIDs + locationIDs).sorted(by: precedes)
        let names = Dictionary(
            zip(all, Naming.names(ofSorted: all)), uniquingKeysWith: { first, _ in first })
        func numbering(_ ids: [String]) -> [String: UInt8] {
            Dictionary(uniqueKeysWithValues: zip(ids, (0..<UInt8(ids.count))))
        }
        let receptacleIndex = numbering(receptacleIDs)
        let objectIndex = numbering(objectIDs)
        let locationIndex = numbering(locationIDs)

        self.task = task
        goal = try Goal(problem.goal)
        receptacles = receptacleIDs.map { Receptacle(id: $0, name: names[$0] ?? $0) }
        objects = objectIDs.map { Object(id: $0, name: names[$0] ?? $0) }
        locationNames = locationIDs.map { names[$0] ?? $0 }
        canContain = [:]
        var start: UInt8?
        for fact in problem.facts {
            let first = fact.arguments.first ?? ""
            let second = fact.arguments.last ?? ""
            switch fact.predicate {
            case "atlocation": start = locationIndex[second]
            case "holds": held = objectIndex[second]
            case "cancontain": canContain[first, default: []].insert(second)
            default:
                if let index = receptacleIndex[first] {
                    try Self.add(
                        fact, to: &receptacles[Int(index)], location: locationIndex[second])
                } else if let index = objectIndex[first] {
                    Self.add(
                        fact, to: &objects[Int(index)], receptacle: receptacleIndex[second],
                        location: locationIndex[second], inner: nil)
                    if fact.predicate == "inreceptacleobject", let outer = objectIndex[second] {
                        Self.add(
                            fact, to: &objects[Int(outer)], receptacle: nil, location: nil,
                            inner: index)
                    }
                }
            }
        }
        guard let start else {
            throw PDDLError(
                "no fact says at which location the agent starts",
                line: problem.facts.first?.line ?? 1)
        }
        self.start = start
        for index in objects.indices {
            if ["knifetype", "butterknifetype"].contains(objects[index].type) {
                objects[index].traits.insert(.blade)
            }
        }
    }

    private static func add(
        _ fact: Problem.Fact, to receptacle: inout Receptacle, location: UInt8?
    ) throws(PDDLError) {
        switch fact.predicate {
        case "receptacletype": receptacle.type = fact.arguments[1]
        case "receptacleatlocation":
            guard receptacle.location == nil || receptacle.location == location else {
                throw PDDLError(
                    "\(receptacle.id) is at two locations, which only objects can be",
                    line: fact.line)
            }
            receptacle.location = location
        case "openable": receptacle.isOpenable = true
        case "opened": receptacle.isOpened = true
        default: break
        }
    }

    private static func add(
        _ fact: Problem.Fact, to object: inout Object, receptacle: UInt8?, location: UInt8?,
        inner: UInt8?
    ) {
        switch fact.predicate {
        case "objecttype": object.type = fact.arguments[1]
        case "inreceptacle":
            if let receptacle, !object.receptacles.contains(receptacle) {
                object.receptacles.append(receptacle)
            }
        case "objectatlocation":
            if let location, !object.locations.contains(location) {
                object.locations.append(location)
            }
        case "inreceptacleobject":
            if let inner, !object.contents.contains(inner) { object.contents.append(inner) }
        default:
            if let trait = traits[fact.predicate] { object.traits.insert(trait) }
            if let flag = flags[fact.predicate] { object.flags.insert(flag) }
        }
    }

    private static let traits: [String: ObjectTraits] = [
        "pickupable": .pickupable, "cleanable": .cleanable, "heatable": .heatable,
        "coolable": .coolable, "sliceable": .sliceable, "toggleable": .toggleable,
        "isreceptacleobject": .container,
    ]

    private static let flags: [String: ObjectFlags] = [
        "isclean": .clean, "ishot": .hot, "iscool": .cool, "issliced": .sliced,
        "istoggled": .toggled,
    ]
}
