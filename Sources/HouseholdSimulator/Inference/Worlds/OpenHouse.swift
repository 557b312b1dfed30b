import Environments
import FoundationEssentials
import JSONTree

/// What a house that was inferred from dialogues leaves open.
struct OpenHouse: Hashable, Sendable {
    /// The receptacles whose contents no dialogue shows whole.
    var unseen: Set<String> = []
    /// The receptacles of which no dialogue shows whether they have a door.
    var undecidedDoors: Set<String> = []
    /// By receptacle that is not seen whole, the objects that are known not to be there.
    var absent: [String: Set<String>] = [:]
    /// The seed by which it is filled in; `nil` leaves it open.
    var completion: UInt64?
}

// MARK: Asking

extension HouseState {
    /// What the answer to a command rests on that no dialogue shows.
    ///
    /// - Parameters:
    ///   - command: the command that is carried out; `nil` if none applies.
    ///   - text: the action as it was written, which may have been taken for another command.
    func gaps(behind command: Command?, written text: String, in open: OpenHouse) -> [String] {
        var gaps: [String] = []
        func add(doorOf place: House.Index) {
            let name = house.receptacleNames[Int(place)]
            if open.undecidedDoors.contains(name) { gaps.append("whether \(name) has a door") }
        }
        func add(contentsOf place: House.Index) {
            let name = house.receptacleNames[Int(place)]
            if open.unseen.contains(name) { gaps.append("what is in \(name)") }
        }
        switch command {
        case .go(let place), .examineReceptacle(let place):
            add(doorOf: place)
            if isAccessible(place) { add(contentsOf: place) }
        case .open(let place):
            add(doorOf: place)
            add(contentsOf: place)
        case .take(_, let place), .put(_, let place): add(doorOf: place)
        default: break
        }
        for place in house.receptaclesAt[Int(location)] where gaps.isEmpty {
            let name = house.receptacleNames[Int(place)]
            if text == "open \(name)", command != .open(place) { add(doorOf: place) }
            let (start, end) = ("take ", " from \(name)")
            if open.unseen.contains(name), held == House.none, text.hasPrefix(start),
                text.hasSuffix(end), text.utf8.count > start.utf8.count + end.utf8.count
            {
                let object = String(text.dropFirst(start.count).dropLast(end.count))
                if case .take(_, place) = command { continue }
                guard open.absent[name]?.contains(object) != true else { continue }
                gaps.append("whether \(object) is in \(name)")
            }
        }
        return gaps
    }
}

// MARK: The marker

extension OpenHouse {
    /// A game of an inferred world: whose dialogue it is, and what it leaves open.
    struct Entry: Hashable, Sendable {
        var dialogue: String
        var open: OpenHouse
    }

    /// The entry of `inferred.json`.
    func json(dialogue: String) -> JSON {
        func names(_ names: Set<String>) -> JSON {
            .array(names.map(ThingName.init).sorted().map { .string($0.text) })
        }
        let absent = absent.keys.map(ThingName.init).sorted().map { place in
            (place.text, names(self.absent[place.text] ?? []))
        }
        return .object(
            JSONObject([
                ("dialogue", .string(dialogue)), ("unseen", names(unseen)),
                ("undecided_doors", names(undecidedDoors)), ("absent", .object(JSONObject(absent))),
            ]))
    }

    /// The games of an inferred world by their folders; `nil` if the folder holds none.
    static func entries(in folder: String) throws(EnvironmentError) -> [String: Entry]? {
        let path = "\(folder)/\(InferredWorld.markerName)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let json: JSON
        do {
            json = try JSON.parse(bytes: try GameFolder.bytes(of: path))
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
        guard let games = json["games"]?.object else {
            throw EnvironmentError(.badWorld, "\(path) has no object games")
        }
        func names(_ json: JSON?) -> Set<String> { Set(json?.array?.compactMap(\.string) ?? []) }
        var entries: [String: Entry] = [:]
        for game in games {
            var open = OpenHouse(
                unseen: names(game.value["unseen"]),
                undecidedDoors: names(game.value["undecided_doors"]))
            for place in game.value["absent"]?.object ?? JSONObject() {
                open.absent[place.key] = names(place.value)
            }
            entries[game.key] = Entry(
                dialogue: game.value["dialogue"]?.string ?? game.key, open: open)
        }
        return entries
    }
}
