extension House {
    /// Whether some sequence of commands wins the game.
    ///
    /// Nothing in a house is used up and every door can be opened, so each part of the goal is
    /// either within reach for ever or never: no search is needed.
    var isSolvable: Bool {
        if HouseState(self).isWon { return true }
        let wanted = objectNames.indices.filter { goalObjects[$0] }
        if goal.type == .examineInLight {
            return wanted.contains(where: canBeTaken)
                && lampSlots.contains { canBeReached(initialCells[$0]) }
        }
        let isEnough = goal.type == .placeTwo ? 2 : 1
        return receptacleNames.indices.contains { receptacle in
            goalReceptacles[receptacle]
                && wanted.filter { canEndUp($0, in: UInt8(receptacle)) }.count >= isEnough
        }
    }

    private func canBeReached(_ receptacle: Index) -> Bool {
        receptacle != House.none && receptacleLocations[Int(receptacle)] != House.none
    }

    private func canBeTaken(_ object: Int) -> Bool {
        if initialHeld == UInt8(object) { return true }
        return traits[object].contains(.pickupable)
            && (slotStarts[object]..<slotStarts[object + 1]).contains {
                canBeReached(initialCells[$0])
            }
    }

    private func canEndUp(_ object: Int, in receptacle: Index) -> Bool {
        let canBePut =
            canBeTaken(object) && canBeReached(receptacle) && fits(UInt8(object), in: receptacle)
        let isThere = (slotStarts[object]..<slotStarts[object + 1]).contains {
            initialCells[$0] == receptacle
        }
        let flags = ObjectFlags(rawValue: initialCells[layout.flags + object])
        let traits = traits[object]
        func becomes(_ trait: ObjectTraits, _ flag: ObjectFlags, with tools: [Bool]) -> Bool {
            guard traits.contains(trait) else { return false }
            if flags.contains(flag), canBePut || isThere { return true }
            let tool = tools.indices.contains { tools[$0] && canBeReached(UInt8($0)) }
            // Once in hand it can be treated; what also stays where it was need not be put back.
            return tool && (canBePut || (isThere && canBeTaken(object)))
        }
        switch goal.type {
        case .place, .placeTwo, .examineInLight: return isThere || canBePut
        case .cleanAndPlace: return becomes(.cleanable, .clean, with: isSink)
        case .heatAndPlace: return becomes(.heatable, .hot, with: isMicrowave)
        case .coolAndPlace: return becomes(.coolable, .cool, with: isFridge)
        }
    }
}
