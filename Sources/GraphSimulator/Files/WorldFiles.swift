import Environments
import FoundationEssentials

/// The files of a world, known by their names: triples, tables of the ontology, tasks.
struct WorldFiles {
    /// `*.nt`, `*.tsv` and the same packed with gzip.
    var triples: [String] = []
    /// `entity_names.tsv`: ids and readable names.
    var names: [String] = []
    /// `relation_roles.tsv`: properties with domain, range, kind and reverse.
    var roleTables: [String] = []
    /// `fb_roles`: domain, property, range.
    var roles: [String] = []
    /// `fb_types`: types and their supertypes.
    var types: [String] = []
    /// `vocab.json`.
    var vocabularies: [String] = []
    /// `reverse_properties`.
    var reverses: [String] = []
    /// `tasks*.json`.
    var tasks: [String] = []
    /// `inferred.json`: what a world that was inferred from dialogues knows.
    var markers: [String] = []

    /// Sorts files, and the files in folders, by what they are.
    ///
    /// - Throws: ``EnvironmentError/Code-swift.enum/badWorld`` for a path that does not exist, a
    ///   named file of no known kind, and a folder with nothing of use.
    init(paths: [String]) throws(EnvironmentError) {
        for path in paths {
            var isFolder = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw EnvironmentError(.badWorld, "there is no file or folder \(path)")
            }
            guard isFolder else {
                guard add(path) else {
                    throw EnvironmentError(
                        .badWorld,
                        "\(path) is not known as a file of a graph: name it *.nt, *.tsv, fb_roles, "
                            + "fb_types, vocab.json, reverse_properties or tasks*.json")
                }
                continue
            }
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            var hasAny = false
            for entry in entries.sorted() where !entry.hasPrefix(".") {
                if add("\(path)/\(entry)") { hasAny = true }
            }
            if !hasAny {
                throw EnvironmentError(
                    .badWorld,
                    "\(path) holds no file of a graph (*.nt, *.tsv, fb_roles, vocab.json, …)")
            }
        }
    }

    /// Files a path under what it is; false if its name says nothing.
    private mutating func add(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
        switch plain {
        case "fb_roles": roles.append(path)
        case "fb_types": types.append(path)
        case "reverse_properties": reverses.append(path)
        case "vocab.json": vocabularies.append(path)
        case InferredWorld.markerName: markers.append(path)
        case _ where plain.hasSuffix("entity_names.tsv"): names.append(path)
        case _ where plain.hasSuffix("relation_roles.tsv"): roleTables.append(path)
        case _ where plain.hasSuffix(".nt"), _ where plain.hasSuffix(".tsv"): triples.append(path)
        case _ where plain.hasPrefix("tasks") && plain.hasSuffix(".json"): tasks.append(path)
        default: return false
        }
        return true
    }
}
