extension HousePlan {
    /// Whether some sequence of commands wins the game.
    ///
    /// Nothing in a house is used up and every door can be opened, so each part of the goal is
    /// either within reach for ever or never: no search is needed.
    var isSolvable: Bool {
        let wanted = objects.indices.filter { objects[$0].type == goal.object }
        if goal.type == .examineInLight {
            let isLit = objects.contains { lamp in
                lamp.type == goal.target && lamp.traits.contains(.toggleable)
                    && lamp.receptacles.contains(where: isReachable)
            }
            return isLit && wanted.contains(where: canBeTaken)
        }
        let isEnough = goal.type == .placeTwo ? 2 : 1
        return receptacles.indices.contains { receptacle in
            receptacles[receptacle].type == goal.target
                && wanted.count { canEndUp($0, in: UInt8(receptacle)) } >= isEnough
        }
    }

    private func isReachable(_ receptacle: UInt8) -> Bool {
        receptacles[Int(receptacle)].location != nil
    }

    private func canBeTaken(_ object: Int) -> Bool {
        if held == UInt8(object) { return true }
        return objects[object].traits.contains(.pickupable)
            && objects[object].receptacles.contains(where: isReachable)
    }

    private func canEndUp(_ index: Int, in receptacle: UInt8) -> Bool {
        let object = objects[index]
        let isThere = object.receptacles.contains(receptacle)
        let canBePut =
            canBeTaken(index) && isReachable(receptacle)
            && canContain[receptacles[Int(receptacle)].type]?.contains(object.type) ?? false
        func becomes(_ trait: ObjectTraits, _ flag: ObjectFlags, with tools: [String]) -> Bool {
            guard object.traits.contains(trait) else { return false }
            if object.flags.contains(flag), canBePut || isThere { return true }
            // Once in hand it can be treated; what stays listed where it was need not be put back.
            return (canBePut || (isThere && canBeTaken(index)))
                && receptacles.contains { tools.contains($0.type) && $0.location != nil }
        }
        switch goal.type {
        case .place, .placeTwo, .examineInLight: return isThere || canBePut
        case .cleanAndPlace:
            return becomes(.cleanable, .clean, with: ["sinkbasintype", "sinktype"])
        case .heatAndPlace: return becomes(.heatable, .hot, with: ["microwavetype"])
        case .coolAndPlace: return becomes(.coolable, .cool, with: ["fridgetype"])
        }
    }
}
