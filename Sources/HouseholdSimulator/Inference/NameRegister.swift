/// The names that occur in a recorded dialogue, numbered in the order in which lists show them.
///
/// A class because every possible house of a dialogue shares it.
final class NameRegister: Sendable {
    let receptacles: [String]
    let objects: [String]
    let receptacleClasses: [String]
    let objectClasses: [String]
    let table: NameTable

    /// Collects the names of an opening and of the texts after it.
    ///
    /// - Returns: `nil` if the opening does not list receptacles as the game does: known classes,
    ///   in order, numbers without gaps.
    init?(opening: Opening, texts: [String]) {
        guard let names = Self.receptacles(in: opening.surroundings) else { return nil }
        let receptacles = names.map(ThingName.init)
        guard receptacles.count <= House.capacity,
            receptacles.allSatisfy({ Furniture.contents[$0.category] != nil }),
            zip(receptacles, receptacles.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        self.receptacles = receptacles.map(\.text)
        receptacleClasses = receptacles.map(\.category)

        var objects: Set<ThingName> = []
        for text in texts { objects.formUnion(Self.objectNames(in: text)) }
        let sorted = objects.sorted().prefix(House.capacity)
        self.objects = sorted.map(\.text)
        objectClasses = sorted.map(\.category)
        table = NameTable(receptacles: self.receptacles, objects: self.objects)
    }

    /// The receptacles that the first paragraph of an opening lists; `nil` if it lists none.
    static func receptacles(in surroundings: String) -> [String]? {
        guard let listed = surroundings.utf8Range(of: "Looking quickly around you, you see "),
            surroundings.hasSuffix(".")
        else { return nil }
        var scanner = TextScanner(surroundings[listed.upperBound...].utf8.dropLast())
        guard let names = scanner.list(article: true), scanner.isAtEnd else { return nil }
        return names
    }

    /// The objects that a text names.
    func objects(in text: String) -> [House.Index] {
        Self.objectNames(in: text).compactMap { object(named: $0.text) }.sorted()
    }

    /// Every class of object with a number after it.
    private static func objectNames(in text: String) -> Set<ThingName> {
        var names: Set<ThingName> = []
        let words = text.utf8.split { byte in
            !(byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26)
        }
        for (word, number) in zip(words, words.dropFirst())
        where number.allSatisfy({ $0 &- 0x30 < 10 }) && number.first != 0x30 {
            let category = String(decoding: word, as: UTF8.self).lowercased()
            guard Wares.classes.contains(category), number.count < 4,
                let number = Int(String(decoding: number, as: UTF8.self))
            else { continue }
            names.insert(ThingName(category: category, number: number))
        }
        return names
    }

    func receptacle(named name: String) -> House.Index? {
        guard case .receptacle(let index) = entry(named: name) else { return nil }
        return index
    }

    func object(named name: String) -> House.Index? {
        guard case .object(let index) = entry(named: name) else { return nil }
        return index
    }

    private func entry(named name: String) -> NameTable.Entry? {
        var name = name
        return name.withUTF8 { table.entry(named: $0[...]) }
    }
}

/// A displayed name, ordered as lists are: by the class in the internal id, then from the highest
/// number down.
struct ThingName: Hashable, Comparable {
    let category: String
    let number: Int

    init(category: String, number: Int) {
        self.category = category
        self.number = number
    }

    /// Takes a name apart that a ``TextScanner`` has read.
    init(_ text: String) {
        let parts = text.split(separator: " ")
        category = String(parts.first ?? "")
        number = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    }

    var text: String { "\(category) \(number)" }

    static func < (left: ThingName, right: ThingName) -> Bool {
        left.category == right.category
            ? left.number > right.number : precedes(left.stem, right.stem)
    }

    /// How the internal ids of the class begin: basins are sinks and bathtubs there.
    private var stem: String {
        let name = category.hasSuffix("basin") ? String(category.dropLast(5)) : category
        return name + "_bar_"
    }
}
