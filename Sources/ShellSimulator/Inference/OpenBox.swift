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
    /// The places of those whose end nobody waited for.
    var unawaited: [Int] = []
    /// Files of which not all is known.
    var files: [OpenFile]
    /// Folders of which not all names were shown.
    var folders: [OpenFolder] = []
    /// Files and folders of which not everything that a listing tells was shown.
    var entries: [OpenEntry] = []
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
        unawaited = value["unawaited"]?.array?.compactMap(\.int) ?? []
        files = (value["open"]?.array ?? []).compactMap { entry in
            entry["path"]?.string.map { OpenFile(path: $0, known: entry["known"]?.string ?? "") }
        }
        folders = (value["folders"]?.array ?? []).compactMap { entry in
            entry["path"]?.string.map {
                OpenFolder(path: $0, showsVisible: entry["visible"]?.bool ?? false)
            }
        }
        entries = (value["entries"]?.array ?? []).compactMap { entry in
            entry["path"]?.string.map { path in
                OpenEntry(
                    path: path,
                    missing: (entry["missing"]?.array ?? []).compactMap { trait in
                        trait.string.flatMap(OpenEntry.Trait.init(rawValue:))
                    })
            }
        }
        undecided = [:]
        for entry in value["undecided"]?.array ?? [] {
            guard let turn = entry["turn"]?.int else { continue }
            undecided[turn] = entry["reason"]?.string ?? "unknown"
        }
    }

    init(
        host: String, times: String, commands: [String], unawaited: [Int], files: [OpenFile],
        folders: [OpenFolder], entries: [OpenEntry], undecided: [Int: String]
    ) {
        self.host = host
        self.times = times
        self.commands = commands
        self.unawaited = unawaited
        self.files = files
        self.folders = folders
        self.entries = entries
        self.undecided = undecided
    }

    /// What the marker says.
    var details: JSONObject {
        var object = JSONObject()
        object.append("host", .string(host))
        object.append("times", .string(times))
        object.append("commands", .array(commands.map { .string($0) }))
        object.append("unawaited", .array(unawaited.map { JSON($0) }))
        object.append(
            "open",
            .array(
                files.map { file in
                    .object(
                        JSONObject([("path", .string(file.path)), ("known", .string(file.known))]))
                }))
        object.append(
            "folders",
            .array(
                folders.map { folder in
                    .object(
                        JSONObject([
                            ("path", .string(folder.path)), ("visible", .bool(folder.showsVisible)),
                        ]))
                }))
        object.append(
            "entries",
            .array(
                entries.map { entry in
                    .object(
                        JSONObject([
                            ("path", .string(entry.path)),
                            ("missing", .array(entry.missing.map { .string($0.rawValue) })),
                        ]))
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

extension OpenBox {
    /// How long the next command of the dialogue may take.
    func deadline(after path: [String], for command: String) -> Duration {
        unawaited.contains(path.count) ? FactBoxes.haste : FactBoxes.deadline(for: command)
    }

    /// The paths to watch, as the box sees them: files, then folders.
    var watched: [String] { files.map(\.path) + folders.map(\.path) }

    /// What the dialogue did not show of things that were opened, by their places among the
    /// watched ones.
    func missingFacts(openedBy command: String, _ places: [Int]) -> [String] {
        let showsHidden = ShellCommand(command).atoms.contains { stage in
            switch stage.name {
            case "ls", "dir": stage.has("a") || stage.has("A")
            case "echo", "cat", "wc", "head", "tail", "printf": false
            default: true
            }
        }
        return places.compactMap { place in
            if files.indices.contains(place) {
                return "the content of \(files[place].path): \(files[place].known)"
            }
            let folder = folders[place - files.count]
            return folder.showsVisible && !showsHidden ? nil : folder.missingFact
        }
    }

    /// What the dialogue did not show of owners, modes, times and sizes that a command asks for.
    func missingTraits(askedBy command: String, at folder: String) -> [String] {
        let questions = TraitQuestion.questions(in: command, at: folder)
        guard !questions.isEmpty else { return [] }
        return entries.compactMap { entry in
            questions.lazy.compactMap { $0.missing(of: entry) }.first.map {
                "the \($0.rawValue) of \(entry.path)"
            }
        }
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
