import JSONTree

/// A folder of which not all names were shown.
struct OpenFolder: Hashable, Sendable {
    var path: String
    /// Whether only hidden names may be missing.
    var showsVisible = false

    /// What the dialogue did not show.
    var missingFact: String { "all \(showsVisible ? "hidden " : "")names in \(path)" }
}

/// A file or folder of which not everything that a listing tells was shown.
struct OpenEntry: Hashable, Sendable {
    /// What a long listing tells of a file beyond its name.
    enum Trait: String, Hashable, Sendable, CaseIterable {
        case owner, mode, time, size
    }

    var path: String
    var missing: [Trait]
}

extension EpisodeInference {
    /// The folders that the dialogue speaks of and whose names it does not all show.
    ///
    /// A folder of the base tree is taken to hold what it holds there, but for those in which people
    /// keep their own files.
    func openFolders() -> [OpenFolder] {
        let own = ["/root", "/home", "/tmp", "/opt", "/srv", "/mnt", "/media", "/usr/local"]
        let facts = world.facts
        var shown: [(path: String, isDeep: Bool, hidden: Bool)] = []
        var folder = "/"
        for past in world.history {
            let before = folder
            folder = past.recorded.folder ?? folder
            guard past.comparison.owesNothing, !past.recorded.isCut,
                past.recorded.lines.allSatisfy({ Complaint($0) == nil })
            else { continue }
            for stages in ShellCommand(past.command).pipelines {
                shown += Listing(stages, in: before)?.shown ?? []
            }
        }
        var paths: Set<String> = []
        for path in facts.order where isLearnt(path) {
            if facts[path]?.kind == .folder { paths.insert(path) }
            if facts[path]?.kind != .absent { paths.insert(FileFacts.parent(of: path)) }
        }
        return paths.sorted().compactMap { path in
            let isOwn = own.contains { path == $0 || path.hasPrefix($0 + "/") }
            guard isOwn || !world.boxes.holds(path) else { return nil }
            let listings = shown.filter { listing in
                listing.path == path
                    || listing.isDeep
                        && path.hasPrefix(listing.path == "/" ? "/" : listing.path + "/")
            }
            if listings.contains(where: \.hidden) { return nil }
            return OpenFolder(path: path, showsVisible: !listings.isEmpty)
        }
    }

    /// The files and folders of which owner, mode, time or size were not shown.
    func openEntries() -> [OpenEntry] {
        world.facts.order.compactMap { path in
            guard isLearnt(path), let fact = world.facts[path], fact.kind != .absent else {
                return nil
            }
            var missing: [OpenEntry.Trait] = []
            if fact.owner == nil { missing.append(.owner) }
            if fact.modes.isEmpty { missing.append(.mode) }
            if fact.time == nil { missing.append(.time) }
            if fact.kind == .file, !fact.isWhole, fact.size == nil || fact.isGuess {
                missing.append(.size)
            }
            return missing.isEmpty ? nil : OpenEntry(path: path, missing: missing)
        }
    }

    /// Whether a path is the dialogue's, and not the image's.
    private func isLearnt(_ path: String) -> Bool {
        guard let fact = world.facts[path] else { return false }
        return FileFacts.ofImage(on: world.boxes.tree, marksPaste: world.facts.marksPaste)[path]
            != fact
            && !(path.hasPrefix("/root/.") && world.boxes.holds(path))
    }
}

extension FactBoxes {
    /// Whether the base tree has a path.
    func holds(_ path: String) -> Bool { BaseTree.has(String(path.dropFirst()), in: tree.path) }
}

/// A pipeline that shows all names of folders.
private struct Listing {
    private(set) var shown: [(path: String, isDeep: Bool, hidden: Bool)] = []

    init?(_ stages: ShellCommand.Pipeline, in folder: String) {
        guard let stage = stages.first, stage.kind == .simple, !stage.isComputed, !stage.hasGlob,
            stages.dropFirst().allSatisfy({ $0.name == "sort" && $0.options.isEmpty })
        else { return nil }
        func whole(_ path: String) -> String { ShellCommand.path(path, in: folder) }
        switch stage.name {
        case "ls", "dir":
            guard !stage.has("d") else { return nil }
            let places = stage.operands.isEmpty ? ["."] : stage.operands
            shown = places.map {
                (whole($0), stage.has("R"), stage.has("a") || stage.has("A"))
            }
        case "find":
            let places = stage.words.dropFirst().prefix { !$0.hasPrefix("-") }
            guard stage.words.count == 1 + places.count else { return nil }
            shown = (places.isEmpty ? ["."] : Array(places)).map { (whole($0), true, true) }
        default: return nil
        }
    }
}

extension ShellCommand {
    /// The whole path of a word.
    static func path(_ word: String, in folder: String) -> String {
        FileFacts.normalised(
            word.hasPrefix("/")
                ? word
                : word == "~" || word.hasPrefix("~/")
                    ? "/root" + word.dropFirst() : "\(folder)/\(word)")
    }
}
