import Environments
import FoundationEssentials
import JSONTree

/// What the files of a world hold.
struct WebPageFiles {
    /// The recorded tasks, in the order of the files.
    var records: [TaskRecord] = []
    /// The paths of saved pages, by file name.
    var pages: [String: String] = [:]
    /// Ranks of candidates by step and element, from files of scores.
    var ranks: [String: [String: Int]] = [:]
    /// What the record leaves open, where it was inferred from a dialogue.
    var marker: InferredMarker?
    /// What could not be used, a line each.
    var faults: [String] = []
    private var ids: Set<String> = []

    /// Reads a task file, a saved page, or a folder of them.
    init(at path: String) throws(EnvironmentError) {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw EnvironmentError(.badWorld, "\(path): there is no such file or folder")
        }
        guard isFolder else {
            try add(path, isAlone: true)
            guard !records.isEmpty || !pages.isEmpty else {
                throw EnvironmentError(.badWorld, faults.first ?? "\(path): holds no task")
            }
            return
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            try add("\(path)/\(name)", isAlone: false)
        }
        guard !records.isEmpty || !pages.isEmpty else {
            throw EnvironmentError(
                .badWorld,
                faults.first ?? "\(path): holds no task (.json, .jsonl) and no page (.html)")
        }
    }

    private mutating func add(_ path: String, isAlone: Bool) throws(EnvironmentError) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        switch ending {
        case "html", "htm": pages[name] = path
        case "json" where name == InferredWorld.markerName: try readMarker(path)
        case "json" where name.hasPrefix("scores"): try addScores(path)
        case "json", "jsonl": try addRecords(path, stem: name)
        case "pkl":
            faults.append(
                "\(path): pickles are not read; write the scores as JSON "
                    + #"({"ranks": {"TASK_ACTION": {"ELEMENT": 0}}})"#)
        default:
            if isAlone {
                throw EnvironmentError(
                    .badWorld, "\(path): a world is a .json, .jsonl or .html file, or a folder")
            }
        }
    }

    private mutating func addRecords(_ path: String, stem name: String) throws(EnvironmentError) {
        let stem = name.prefix { $0 != "." }
        var index = 0
        let file = try RecordFile(path)
        try file.forEachRecord { (parsed, place) throws(EnvironmentError) in
            defer { index += 1 }
            do {
                var record = try TaskRecord(
                    try parsed.get(), fallbackId: "\(stem)#\(index)", place: place)
                if !ids.insert(record.id).inserted {
                    record.id = "\(stem)#\(index)"
                    ids.insert(record.id)
                }
                records.append(record)
            } catch let fault as RecordFault {
                faults.append("\(path): task \(index): \(fault.message)")
            } catch let error as JSONError {
                faults.append("\(path): byte \(place.offset + error.offset): \(error.message)")
            } catch {
                faults.append("\(path): task \(index): \(error)")
            }
        }
    }

    private mutating func readMarker(_ path: String) throws(EnvironmentError) {
        guard let json = try? JSON.parse(bytes: [UInt8](try Data(contentsOf: URL(filePath: path)))),
            let marker = InferredMarker(json)
        else {
            throw EnvironmentError(
                .badWorld, "\(path): is no marker of an inferred world of mind2web")
        }
        self.marker = marker
    }

    /// Reads `{"ranks": {"TASK_ACTION": {"ELEMENT": rank}}}`; `scores` are turned into ranks.
    private mutating func addScores(_ path: String) throws(EnvironmentError) {
        let json: JSON
        do {
            json = try JSON.parse(bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
        for member in json["scores"]?.object ?? JSONObject() {
            let scores = (member.value.object ?? JSONObject()).map {
                ($0.key, $0.value.double ?? 0)
            }
            let order = scores.enumerated().sorted { left, right in
                left.element.1 != right.element.1
                    ? left.element.1 > right.element.1 : left.offset < right.offset
            }
            ranks[member.key] = Dictionary(
                order.enumerated().map { ($0.element.element.0, $0.offset) },
                uniquingKeysWith: { first, _ in first })
        }
        for member in json["ranks"]?.object ?? JSONObject() {
            ranks[member.key] = Dictionary(
                (member.value.object ?? JSONObject()).compactMap { entry in
                    entry.value.double.flatMap { Int(exactly: $0) }.map { (entry.key, $0) }
                }, uniquingKeysWith: { first, _ in first })
        }
        if ranks.isEmpty { faults.append("\(path): holds neither scores nor ranks") }
    }
}
