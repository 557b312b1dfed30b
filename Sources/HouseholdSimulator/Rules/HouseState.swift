/// Everything that can change while a game is played: a value of a few hundred bytes, so that a
/// copy is a snapshot and a fork.
public struct HouseState: Sendable {
    /// The house that this is a state of.
    public let house: House

    var location: House.Index
    /// The object in the player's hand, or `House.none`.
    var held: House.Index
    /// Which receptacle each object is in, where objects lie, what was done to them, and which
    /// doors are open, as ``StateLayout`` says: one buffer, one copy.
    var cells: [UInt8]
    /// The pairs of object and receptacle such that the one was taken out of the other and not put
    /// back, ascending; only `look` asks.
    var takenOut: [UInt16] = []

    /// The state in which the game begins.
    public init(_ house: House) {
        self.house = house
        location = house.initialLocation
        held = house.initialHeld
        cells = house.initialCells
    }
}

extension HouseState: Hashable {
    /// Two states are equal if they are states of the same house and nothing tells them apart.
    ///
    /// An object in two receptacles may have them in either order; ``canonical`` decides.
    public static func == (left: HouseState, right: HouseState) -> Bool {
        left.house === right.house && left.location == right.location && left.held == right.held
            && left.takenOut == right.takenOut
            && (left.cells == right.cells || left.canonical() == right.canonical())
    }

    /// Feeds what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(location)
        hasher.combine(held)
        hasher.combine(takenOut)
        hasher.combine(canonical())
    }

    /// The cells with each object's receptacles and places in ascending order.
    func canonical() -> [UInt8] {
        var cells = cells
        for object in house.objectNames.indices {
            cells[slots(of: object)].sort()
            cells[places(of: object)].sort()
        }
        return cells
    }
}

extension HouseState {
    func slots(of object: Int) -> Range<Int> {
        house.slotStarts[object]..<house.slotStarts[object + 1]
    }

    func places(of object: Int) -> Range<Int> {
        let base = house.layout.places
        return base + house.placeStarts[object]..<base + house.placeStarts[object + 1]
    }

    func flags(of object: House.Index) -> ObjectFlags {
        ObjectFlags(rawValue: cells[house.layout.flags + Int(object)])
    }

    func isOpened(_ receptacle: House.Index) -> Bool {
        cells[house.layout.doors + Int(receptacle)] != 0
    }

    func isHere(_ receptacle: House.Index) -> Bool {
        house.receptacleLocations[Int(receptacle)] == location
    }

    /// Whether a receptacle's inside can be seen and reached.
    func isAccessible(_ receptacle: House.Index) -> Bool {
        !house.isOpenable[Int(receptacle)] || isOpened(receptacle)
    }

    func contains(_ receptacle: House.Index, _ object: House.Index) -> Bool {
        for slot in slots(of: Int(object)) where cells[slot] == receptacle { return true }
        return false
    }

    /// Whether an object is recorded as lying where the player stands.
    func liesHere(_ object: House.Index) -> Bool {
        for place in places(of: Int(object)) where cells[place] == location { return true }
        return false
    }

    /// Whether an object is in a receptacle where the player stands, seen or not.
    func isStoredHere(_ object: House.Index) -> Bool {
        for slot in slots(of: Int(object))
        where cells[slot] != House.none && isHere(cells[slot]) { return true }
        return false
    }

    static func pair(_ object: House.Index, _ receptacle: House.Index) -> UInt16 {
        UInt16(object) << 8 | UInt16(receptacle)
    }

    func wasTakenOut(_ object: House.Index, of receptacle: House.Index) -> Bool {
        let pair = Self.pair(object, receptacle)
        let position = position(of: pair)
        return position < takenOut.count && takenOut[position] == pair
    }

    /// Where a pair is, or would be inserted.
    func position(of pair: UInt16) -> Int {
        var low = 0
        var high = takenOut.count
        while low < high {
            let middle = (low + high) / 2
            if takenOut[middle] < pair { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
