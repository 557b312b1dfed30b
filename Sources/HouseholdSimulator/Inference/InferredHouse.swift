/// Whether something holds, as far as is known.
enum Knowledge: Hashable, Comparable {
    case no
    case unknown
    case yes

    init(_ fact: Bool) { self = fact ? .yes : .no }

    static prefix func ! (knowledge: Knowledge) -> Knowledge {
        switch knowledge {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }
}

/// One of the houses in which a dialogue may have been recorded: the facts known of it so far.
///
/// It holds facts, never texts: what is where, which receptacles are beside each other, what opens.
/// What is not known stays open, and a command's answer is known if the facts on which it depends
/// are.
struct InferredHouse: Hashable {
    /// What is known to be in a receptacle.
    struct Contents: Hashable {
        /// Whether `items` is all of it.
        var isComplete = false
        var items: [House.Index] = []
        /// What is known not to be there; only of use while the contents are incomplete.
        var absent: [House.Index] = []

        func contains(_ object: House.Index) -> Knowledge {
            if items.contains(object) { return .yes }
            return isComplete || absent.contains(object) ? .no : .unknown
        }

        mutating func insert(_ object: House.Index) {
            absent.removeAll { $0 == object }
            guard !items.contains(object) else { return }
            let position = items.firstIndex { $0 > object } ?? items.endIndex
            items.insert(object, at: position)
        }

        mutating func remove(_ object: House.Index) {
            items.removeAll { $0 == object }
            if !isComplete, !absent.contains(object) { absent.append(object) }
        }
    }

    /// What was in a receptacle before anything was moved, as far as that was settled when an
    /// object was moved in or out.
    struct Origin: Hashable {
        var items: [House.Index] = []
        /// The objects for which it is settled.
        var settled: Set<House.Index> = []
    }

    let names: NameRegister
    let generation: TextGeneration
    /// Whether arrival sentences reached the agent.
    let saysArrival: Bool

    /// A receptacle where the agent stands; `nil` before the first `go to`, when it stands where
    /// no receptacle is.
    var here: House.Index?
    /// By receptacle, the first of those at the same location.
    private var group: [House.Index]
    /// By pair of receptacles, whether they are at different locations.
    private var apart: [Bool]
    /// By receptacle, the number of its location, if it was said.
    private var locationNumbers: [Int?]
    var doors: [Knowledge]
    var opened: [Bool]
    var contents: [Contents]
    var held: House.Index?
    var flags: [ObjectFlags]
    /// Objects that came out of a fridge may have been cool from the start.
    var mayBeCool: [Bool]
    var inside: [[House.Index]?]
    /// By object, where it was last put; `nil` if it was not.
    var lastPut: [House.Index?]
    var takenOut: Set<UInt16> = []
    /// By receptacle, what is known of the beginning; no answer depends on it, nor does equality.
    var origins: [Origin]
    /// The objects that turned out to have been cool from the start.
    var coolAtStart: Set<House.Index> = []

    init(_ names: NameRegister, _ generation: TextGeneration, saysArrival: Bool) {
        self.names = names
        self.generation = generation
        self.saysArrival = saysArrival
        let count = names.receptacles.count
        group = (0..<count).map(UInt8.init)
        apart = Array(repeating: false, count: count * count)
        locationNumbers = Array(repeating: nil, count: count)
        doors = names.receptacleClasses.map { category in
            switch Furniture.door(of: category) {
            case .always: .yes
            case .sometimes: .unknown
            case .never: .no
            }
        }
        opened = Array(repeating: false, count: count)
        contents = Array(repeating: Contents(), count: count)
        origins = Array(repeating: Origin(), count: count)
        let objects = names.objects.count
        flags = Array(repeating: [], count: objects)
        mayBeCool = Array(repeating: false, count: objects)
        inside = Array(repeating: nil, count: objects)
        lastPut = Array(repeating: nil, count: objects)
    }

    static func == (left: InferredHouse, right: InferredHouse) -> Bool {
        left.here == right.here && left.group == right.group && left.apart == right.apart
            && left.doors == right.doors && left.opened == right.opened
            && left.contents == right.contents && left.held == right.held
            && left.flags == right.flags && left.mayBeCool == right.mayBeCool
            && left.inside == right.inside && left.locationNumbers == right.locationNumbers
            && left.lastPut == right.lastPut && left.takenOut == right.takenOut
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(here)
        hasher.combine(group)
        hasher.combine(contents)
        hasher.combine(doors)
    }
}

// MARK: Where receptacles are

extension InferredHouse {
    var receptacles: Range<House.Index> { 0..<House.Index(names.receptacles.count) }

    /// Whether the agent stands at a receptacle.
    func isHere(_ receptacle: House.Index) -> Knowledge {
        guard let here else { return .no }
        return isBeside(receptacle, here)
    }

    /// Whether two receptacles are at the same location.
    func isBeside(_ first: House.Index, _ second: House.Index) -> Knowledge {
        if group[Int(first)] == group[Int(second)] { return .yes }
        return apart[Int(first) * names.receptacles.count + Int(second)] ? .no : .unknown
    }

    /// Learns whether the agent stands at a receptacle; false if that cannot be.
    mutating func assume(_ receptacle: House.Index, isHere: Bool) -> Bool {
        switch (self.isHere(receptacle), isHere) {
        case (.yes, true), (.no, false): return true
        case (.yes, false), (.no, true): return false
        case (.unknown, _):
            guard let here else { return false }
            return isHere ? join(receptacle, here) : separate(receptacle, here)
        }
    }

    /// Learns whether two receptacles are at the same location; false if that cannot be.
    mutating func assume(_ first: House.Index, isBeside second: House.Index, _ isSo: Bool) -> Bool {
        let known = isBeside(first, second)
        guard known == .unknown else { return known == Knowledge(isSo) }
        return isSo ? join(first, second) : separate(first, second)
    }

    /// The receptacles at the location of one, itself among them.
    func members(of receptacle: House.Index) -> [House.Index] {
        receptacles.filter { group[Int($0)] == group[Int(receptacle)] }
    }

    private mutating func join(_ first: House.Index, _ second: House.Index) -> Bool {
        let count = names.receptacles.count
        let old = members(of: first)
        let new = members(of: second)
        guard let name = (old + new).map({ group[Int($0)] }).min() else { return false }
        // What is apart from one is now apart from all.
        for other in receptacles
        where isBeside(other, first) == .no || isBeside(other, second) == .no {
            for member in old + new {
                apart[Int(other) * count + Int(member)] = true
                apart[Int(member) * count + Int(other)] = true
            }
        }
        let number = (old + new).compactMap { locationNumbers[Int($0)] }.first
        for member in old + new {
            group[Int(member)] = name
            locationNumbers[Int(member)] = number
        }
        return true
    }

    private mutating func separate(_ first: House.Index, _ second: House.Index) -> Bool {
        let count = names.receptacles.count
        for left in members(of: first) {
            for right in members(of: second) {
                apart[Int(left) * count + Int(right)] = true
                apart[Int(right) * count + Int(left)] = true
            }
        }
        return true
    }

    /// The number of the location where the agent stands, if it was said.
    var locationNumber: Int? { here.flatMap { locationNumber(of: $0) } }

    /// The number of a receptacle's location, if it was said.
    func locationNumber(of receptacle: House.Index) -> Int? { locationNumbers[Int(receptacle)] }

    /// Learns the number of the location here: equal numbers are one location.
    mutating func assume(locationNumber number: Int) -> Bool {
        guard let here else { return false }
        if let known = locationNumbers[Int(here)] { return known == number }
        for other in receptacles {
            guard let known = locationNumbers[Int(other)] else { continue }
            switch (isBeside(other, here), known == number) {
            case (.yes, true), (.no, false): break
            case (.yes, false), (.no, true): return false
            case (.unknown, true): guard join(other, here) else { return false }
            case (.unknown, false): guard separate(other, here) else { return false }
            }
        }
        for member in members(of: here) { locationNumbers[Int(member)] = number }
        return true
    }
}

// MARK: The beginning

extension InferredHouse {
    /// Settles whether an object was in a receptacle at the beginning, before it is moved.
    mutating func settle(_ object: House.Index, in receptacle: House.Index) {
        guard origins[Int(receptacle)].settled.insert(object).inserted,
            contents[Int(receptacle)].contains(object) == .yes
        else { return }
        origins[Int(receptacle)].items.append(object)
    }

    /// What was in a receptacle at the beginning, as far as is known.
    func beginning(of receptacle: House.Index) -> Contents {
        let now = contents[Int(receptacle)]
        let origin = origins[Int(receptacle)]
        let untouched = now.items.filter { !origin.settled.contains($0) }
        var absent = now.absent.filter { !origin.settled.contains($0) }
        absent += origin.settled.filter { !origin.items.contains($0) }
        return Contents(
            isComplete: now.isComplete, items: (untouched + origin.items).sorted(),
            absent: now.isComplete ? [] : absent.sorted())
    }
}
