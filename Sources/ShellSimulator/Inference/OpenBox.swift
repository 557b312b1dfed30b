import Environments
import FoundationEssentials
import JSONTree

/// What a world that was inferred from a dialogue says of its box beyond the tasks: the file
/// `inferred.json`.
struct OpenBox: Hashable, Sendable {
    /// A file whose content was never shown, and what is known of it instead.
    struct OpenFile: Hashable, Sendable {
        var path: String
        var known: String
    }

    /// The container's name.
    var host: String
    /// What runs when the shell has started: when files were read last.
    var times: String
    /// The commands of the dialogue, in order: on this path everything is settled.
    var commands: [String]
    /// Files of which not all is known.
    var files: [OpenFile]
    /// The messages of the dialogue that stay undecided, with the reasons.
    var undecided: [Int: String]

    /// Reads the marker in a world's folder; `nil` where there is none.
    init?(folder: String) throws(EnvironmentError) {
        let path = "\(folder)/\(InferredWorld.markerName)"
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        guard let value = try? JSON.parse(bytes: [UInt8](bytes)), let host = value["host"]?.string
        else {
            throw EnvironmentError(
                .badWorld, "\(path) is no mark of an inferred box: it names no host")
        }
        self.host = host
        times = value["times"]?.string ?? ""
        commands = value["commands"]?.array?.compactMap(\.string) ?? []
        files = (value["open"]?.array ?? []).compactMap { entry in
            entry["path"]?.string.map { OpenFile(path: $0, known: entry["known"]?.string ?? "") }
        }
        undecided = [:]
        for entry in value["undecided"]?.array ?? [] {
            guard let turn = entry["turn"]?.int else { continue }
            undecided[turn] = entry["reason"]?.string ?? "unknown"
        }
    }

    init(
        host: String, times: String, commands: [String], files: [OpenFile], undecided: [Int: String]
    ) {
        self.host = host
        self.times = times
        self.commands = commands
        self.files = files
        self.undecided = undecided
    }

    /// What the marker says.
    var details: JSONObject {
        var object = JSONObject()
        object.append("host", .string(host))
        object.append("times", .string(times))
        object.append("commands", .array(commands.map { .string($0) }))
        object.append(
            "open",
            .array(
                files.map { file in
                    .object(
                        JSONObject([("path", .string(file.path)), ("known", .string(file.known))]))
                }))
        object.append(
            "undecided",
            .array(
                undecided.sorted { $0.key < $1.key }.map { entry in
                    .object(
                        JSONObject([("turn", JSON(entry.key)), ("reason", .string(entry.value))]))
                }))
        return object
    }
}

extension BoxLimits {
    /// The limits of boxes that hold what a record shows, however large.
    static var inferred: BoxLimits {
        var limits = BoxLimits()
        limits.fileBytes = 8 << 30
        limits.changedBytes = max(limits.changedBytes, 2 << 30)
        return limits
    }
}
