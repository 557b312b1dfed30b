/// Writes a room and its task as a PDDL problem.
struct ProblemText {
    private let plan: RoomPlan
    private let task: GameTask

    init(_ plan: RoomPlan, _ task: GameTask) {
        self.plan = plan
        self.task = task
    }

    var text: String {
        """
        (define (problem diorama)
          (:domain alfred)
          (:objects
            agent1 - agent
        \(lines(declarations)))
          (:init
        \(lines(facts)))
          (:goal
        \(goal)))

        """
    }

    private func lines(_ lines: [String]) -> String {
        lines.map { "    " + $0 }.joined(separator: "\n")
    }

    /// The classes in the order in which they first occur.
    private func classes(_ categories: [String]) -> [String] {
        var seen: Set<String> = []
        return categories.filter { seen.insert($0).inserted }
    }

    private var receptacleClasses: [String] { classes(plan.receptacles.map(\.category)) }
    private var objectClasses: [String] { classes(plan.objects.map(\.category)) }

    private var declarations: [String] {
        var lines = receptacleClasses.map { "\($0)Type - rtype" }
        // The actions that clean, heat and cool name these types even where none is.
        for tool in ["SinkBasin", "Microwave", "Fridge"] where !receptacleClasses.contains(tool) {
            lines.append("\(tool)Type - rtype")
        }
        lines += objectClasses.map { "\($0)Type - otype" }
        for blade in ["Knife", "ButterKnife"] where !objectClasses.contains(blade) {
            lines.append("\(blade)Type - otype")
        }
        lines += plan.receptacles.map { "\($0.id) - receptacle" }
        lines += plan.objects.map { "\($0.id) - object" }
        lines += plan.locations.map { "\($0) - location" }
        return lines
    }

    private var facts: [String] {
        var lines = ["(atLocation agent1 \(plan.locations[0]))"]
        for receptacle in plan.receptacles {
            lines.append("(receptacleType \(receptacle.id) \(receptacle.category)Type)")
            lines.append(
                "(receptacleAtLocation \(receptacle.id) \(plan.locations[receptacle.location]))")
            if receptacle.hasDoor { lines.append("(openable \(receptacle.id))") }
        }
        for object in plan.objects {
            lines.append("(objectType \(object.id) \(object.category)Type)")
            if let location = object.location {
                lines.append("(objectAtLocation \(object.id) \(plan.locations[location]))")
            }
            for place in object.places {
                lines.append("(inReceptacle \(object.id) \(plan.receptacles[place].id))")
            }
            if let vessel = object.vessel {
                lines.append("(inReceptacleObject \(object.id) \(plan.objects[vessel].id))")
            }
            lines += traits(of: object).map { "(\($0) \(object.id))" }
        }
        for receptacle in receptacleClasses {
            for object in objectClasses
            where Furniture.fits(object.lowercased(), in: receptacle.lowercased()) {
                lines.append("(canContain \(receptacle)Type \(object)Type)")
            }
        }
        return lines
    }

    private func traits(of object: RoomPlan.Object) -> [String] {
        let traits = Wares.traits(of: object.category.lowercased())
        var names: [String] = []
        if traits.contains(.pickupable) { names.append("pickupable") }
        if traits.contains(.cleanable) { names.append("cleanable") }
        if traits.contains(.heatable) { names.append("heatable") }
        if traits.contains(.coolable) { names.append("coolable") }
        if traits.contains(.sliceable) { names.append("sliceable") }
        if traits.contains(.toggleable) { names.append("toggleable") }
        if traits.contains(.container) { names.append("isReceptacleObject") }
        // As in the official games, what is asked for is cool if it comes out of the fridge.
        let isInFridge = object.places.contains { plan.receptacles[$0].category == "Fridge" }
        if object.isCool ?? (isInFridge && object.category == task.object) {
            names.append("isCool")
        }
        return names
    }

    private var goal: String {
        let types = "(objectType ?o \(task.object)Type) (receptacleType ?r \(task.target)Type)"
        func placing(_ conditions: String) -> String {
            """
                (and (exists (?r - receptacle) (exists (?o - object)
                  (and \(conditions)\(types) (inReceptacle ?o ?r)))))
            """
        }
        switch task.type {
        case .place: return placing("")
        case .cleanAndPlace: return placing("(cleanable ?o) (isClean ?o) ")
        case .heatAndPlace: return placing("(heatable ?o) (isHot ?o) ")
        case .coolAndPlace: return placing("(coolable ?o) (isCool ?o) ")
        case .placeTwo:
            return """
                    (and (exists (?r - receptacle) (exists (?o - object)
                      (and \(types) (inReceptacle ?o ?r)
                        (exists (?o2 - object) (and (not (= ?o ?o2))
                          (objectType ?o2 \(task.object)Type)
                          (receptacleType ?r \(task.target)Type) (inReceptacle ?o2 ?r)))))))
                """
        case .examineInLight:
            return """
                    (and
                      (exists (?ot - object ?r - receptacle ?a - agent ?l - location)
                        (and (objectType ?ot \(task.target)Type) (toggleable ?ot) (isToggled ?ot)
                          (receptacleAtLocation ?r ?l) (atLocation ?a ?l) (inReceptacle ?ot ?r)))
                      (exists (?o - object ?a - agent)
                        (and (objectType ?o \(task.object)Type) (holds ?a ?o))))
                """
        }
    }
}
