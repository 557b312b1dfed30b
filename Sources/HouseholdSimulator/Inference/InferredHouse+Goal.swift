extension Goal {
    /// Reads a task as the games state it; `nil` if it is worded otherwise.
    init?(task: String) {
        for (type, wording) in Self.wordings {
            var scanner = TextScanner(task.utf8)
            guard scanner.skip(wording.0), let object = scanner.word(), scanner.skip(wording.1),
                let target = scanner.word(), scanner.skip("."), scanner.isAtEnd
            else { continue }
            self.init(type: type, object: object + "type", target: target + "type")
            return
        }
        return nil
    }

    /// The wordings that ALFWorld chooses from, two for each kind of task.
    static let wordings: [(TaskType, (String, String))] = [
        (.placeTwo, ("put two ", " in ")),
        (.placeTwo, ("find two ", " and put them in ")),
        (.cleanAndPlace, ("put a clean ", " in ")),
        (.cleanAndPlace, ("clean some ", " and put it in ")),
        (.heatAndPlace, ("put a hot ", " in ")),
        (.heatAndPlace, ("heat some ", " and put it in ")),
        (.coolAndPlace, ("put a cool ", " in ")),
        (.coolAndPlace, ("cool some ", " and put it in ")),
        (.place, ("put a ", " in ")),
        (.place, ("put some ", " on ")),
        (.examineInLight, ("look at ", " under the ")),
        (.examineInLight, ("examine the ", " with the ")),
    ]
}

extension InferredHouse {
    /// Whether a goal holds now.
    func isWon(_ goal: Goal) -> Knowledge {
        let wanted = names.objects.indices.filter {
            names.objectClasses[$0] + "type" == goal.object
        }
        if goal.type == .examineInLight {
            guard let held, wanted.contains(Int(held)) else { return .no }
            let lamps = names.objects.indices.filter {
                names.objectClasses[$0] + "type" == goal.target
                    && flags[$0].contains(.toggled)
            }
            return lamps.map { holds(.storedHere(UInt8($0))) }.max() ?? .no
        }
        var result = Knowledge.no
        for receptacle in receptacles
        where names.receptacleClasses[Int(receptacle)] + "type" == goal.target {
            let fulfilled = wanted.map { object in
                min(contents[Int(receptacle)].contains(UInt8(object)), condition(object, goal))
            }
            let isEnough = goal.type == .placeTwo ? 2 : 1
            let certain = fulfilled.count { $0 == .yes }
            let possible = fulfilled.count { $0 != .no }
            if certain >= isEnough { return .yes }
            if possible >= isEnough || !contents[Int(receptacle)].isComplete { result = .unknown }
        }
        return result
    }

    private func condition(_ object: Int, _ goal: Goal) -> Knowledge {
        switch goal.type {
        case .place, .placeTwo, .examineInLight: .yes
        case .cleanAndPlace: Knowledge(flags[object].contains(.clean))
        case .heatAndPlace: Knowledge(flags[object].contains(.hot))
        // What was never touched may be cool from the start.
        case .coolAndPlace: flags[object].contains(.cool) ? .yes : .unknown
        }
    }
}
