public import Environments
import FoundationEssentials
import Synchronization

/// Recorded tasks on web sites, and saved pages.
///
/// A task `ID` is an episode over all its steps; `ID#3` is the question of its fourth step alone, as
/// the original asks it: what was done before is what the record says.
public struct WebPageWorld: World {
    /// Who asks, and how.
    public let version: WebPageVersion
    /// What follows a wrong answer in an episode over a whole task.
    public let afterMistake: AfterMistake
    /// How the experts' replies are written.
    public let style: PromptStyle
    /// The recorded tasks, in the order of the files.
    public let records: [TaskRecord]
    /// What the world's files held that could not be used.
    public let faults: [String]
    /// The whole tasks, then the steps of each.
    public let tasks: [TaskDescription]
    let names: [String: TaskName]
    private let ranks: [String: [String: Int]]
    private let pagePaths: [String: String]
    private let shelf = PageShelf()

    /// What an inferred record leaves open.
    private let marker: InferredMarker?
    /// Whether the record was inferred from a dialogue.
    var isInferred: Bool { marker != nil }
    /// The seed to fill that in by.
    private let completion: UInt64?

    /// Reads a task file, a saved page, or a folder of them.
    ///
    /// - Parameters:
    ///   - version: AgentInstruct's, or in an inferred world the dialogue's, if not given.
    ///   - afterMistake: the end, or in an inferred world what followed there, if not given.
    ///   - completion: the seed to fill in by what an inferred world leaves open.
    public init(
        path: String, version: WebPageVersion? = nil, afterMistake: AfterMistake? = nil,
        style: PromptStyle = .thoughtful, completion: UInt64? = nil
    ) throws(EnvironmentError) {
        let files = try WebPageFiles(at: path)
        marker = files.marker
        self.completion = completion
        self.version = version ?? files.marker?.version ?? .agentInstruct
        self.afterMistake = afterMistake ?? files.marker?.afterMistake ?? .end
        self.style = style
        records = files.records
        ranks = files.ranks
        pagePaths = files.pages
        faults = files.faults
        var tasks: [TaskDescription] = []
        var names: [String: TaskName] = [:]
        let isWhole = files.marker?.isWhole ?? false
        for (index, record) in files.records.enumerated() {
            tasks.append(TaskDescription(id: record.id, text: record.text, kind: "task"))
            names[record.id] = TaskName(
                record: index, step: record.count == 1 && !isWhole ? 0 : nil)
        }
        for (index, record) in files.records.enumerated() where record.count > 1 {
            for step in 0..<record.count {
                let id = "\(record.id)#\(step)"
                guard names[id] == nil else { continue }
                tasks.append(TaskDescription(id: id, text: record.text, kind: "step"))
                names[id] = TaskName(record: index, step: step)
            }
        }
        self.tasks = tasks
        self.names = names
    }

    /// An episode, before its first reset.
    public func makeEnvironment() -> WebPageEnvironment { WebPageEnvironment(world: self) }

    /// The page of a recorded step, with what was done on it.
    public func snapshot(of record: Int, step: Int) throws(EnvironmentError) -> Snapshot {
        let task = records[record]
        let key = "\(record)#\(step)"
        if let snapshot = shelf.snapshot(key) { return snapshot }
        let json = try RecordFile(task.place.path).record(at: task.place)
        let actions = TaskRecord.actions(of: json)
        var wanted: Snapshot?
        // The whole task is at hand now, and its next steps are wanted next.
        for number in step..<min(task.count, step + PageShelf.ahead) where number < actions.count {
            do {
                let snapshot = try Snapshot(
                    actions[number], task: task.text,
                    ranks: ranks["\(task.id)_\(task.actionIds[number])"])
                shelf.keep(snapshot, as: "\(record)#\(number)")
                if number == step { wanted = snapshot }
            } catch {
                guard number == step else { break }
                throw EnvironmentError(
                    .badWorld,
                    "\(task.place.path): task \(task.id), action \(number): \(error.message)")
            }
        }
        guard let wanted else {
            throw EnvironmentError(
                .badWorld, "\(task.place.path): task \(task.id) has no action \(step)")
        }
        return wanted
    }

    /// The task of an id, listed or derived.
    func task(_ id: String) throws(EnvironmentError) -> WebPageTask {
        if let derived = DerivedTask(id: id) { return try derivedTask(derived) }
        guard let name = names[id] else {
            throw EnvironmentError(
                .unknownTask, "no task is called \(id); diorama tasks mind2web lists them")
        }
        let record = records[name.record]
        var steps: [WebPageTask.Item] = []
        for step in name.step.map({ $0...$0 }) ?? 0...(record.count - 1) {
            var item = WebPageTask.Item(
                snapshot: try snapshot(of: name.record, step: step),
                history: record.actions(before: step))
            if let marker, marker.steps.indices.contains(step) {
                item.knowledge = marker.steps[step]
                if let completion { item = item.completed(task: record.text, seed: completion) }
            }
            steps.append(item)
        }
        return WebPageTask(id: id, text: record.text, steps: steps, isWhole: name.step == nil)
    }

    // MARK: Saved pages

    /// The page that free play begins on: `index.html`, else the first.
    var frontPage: String? { pagePaths["index.html"].map { _ in "index.html" } ?? pageNames.first }

    /// The names of the saved pages.
    public var pageNames: [String] { pagePaths.keys.sorted() }

    /// A saved page, read when it is first asked for.
    public func page(_ name: String) throws(EnvironmentError) -> SavedPage {
        if let page = shelf.page(name) { return page }
        guard let path = pagePaths[name] else {
            throw EnvironmentError(.unknownTask, "no page is called \(name)")
        }
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw EnvironmentError(.badWorld, "\(path): cannot be read")
        }
        do {
            let page = try SavedPage(html: bytes)
            shelf.keep(page, as: name)
            return page
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
    }
}

/// The pages read lately.
///
/// A class because the copies of a world share it; what it holds is a cache, never a state.
private final class PageShelf: Sendable {
    /// How many steps of a task are read at a time.
    static let ahead = 8
    private static let capacity = 64

    private struct Contents {
        var snapshots: [String: Snapshot] = [:]
        var snapshotOrder: [String] = []
        var pages: [String: SavedPage] = [:]
        var pageOrder: [String] = []
    }

    private let contents = Mutex(Contents())

    func snapshot(_ key: String) -> Snapshot? { contents.withLock { $0.snapshots[key] } }

    func keep(_ snapshot: Snapshot, as key: String) {
        contents.withLock { contents in
            guard contents.snapshots.updateValue(snapshot, forKey: key) == nil else { return }
            contents.snapshotOrder.append(key)
            if contents.snapshotOrder.count > Self.capacity {
                contents.snapshots[contents.snapshotOrder.removeFirst()] = nil
            }
        }
    }

    func page(_ name: String) -> SavedPage? { contents.withLock { $0.pages[name] } }

    func keep(_ page: SavedPage, as name: String) {
        contents.withLock { contents in
            guard contents.pages.updateValue(page, forKey: name) == nil else { return }
            contents.pageOrder.append(name)
            if contents.pageOrder.count > Self.capacity {
                contents.pages[contents.pageOrder.removeFirst()] = nil
            }
        }
    }
}
