public import Environments
import Synchronization

/// Boxes on a base tree, and the tasks to do in them.
///
///     let world = try ShellWorld(path: "Worlds/os/desk", rendering: .pipe)
///     var episode = world.makeEnvironment()
///     _ = try await episode.reset(to: "desk#3", seed: 7)
public struct ShellWorld: World {
    /// How observations show what the shell printed.
    public let rendering: Rendering
    /// The format of the agent's messages.
    public let version: ReplyVersion
    /// What could not be used of the task files.
    public let faults: [String]
    let entries: [ShellTask]
    private let origin: TreeShelf.Origin
    /// What a world that was inferred from a dialogue leaves open.
    private(set) var open: OpenBox?
    /// The seed to fill in by what is open; `nil` where that is refused.
    private(set) var completion: UInt64?
    /// The trees that were looked for, shared by all who were given the same.
    var found = FoundTrees()

    /// A world without tasks.
    public init(
        rendering: Rendering = .agentInstruct, version: ReplyVersion = .agentInstruct,
        tree origin: TreeShelf.Origin = .release
    ) {
        self.rendering = rendering
        self.version = version
        self.origin = origin
        entries = []
        faults = []
    }

    /// Reads a file of tasks, or a folder of such files with their scripts.
    public init(
        path: String, rendering: Rendering = .agentInstruct,
        version: ReplyVersion = .agentInstruct, tree origin: TreeShelf.Origin = .release,
        completion: UInt64? = nil
    ) throws(EnvironmentError) {
        open = try OpenBox(folder: path)
        self.completion = completion
        let reader = try TaskReader(path: path)
        self.rendering = rendering
        self.version = version
        self.origin = origin
        entries = reader.tasks
        faults = reader.faults
    }

    /// The tasks, in the order of the files.
    public var tasks: [TaskDescription] {
        entries.map { TaskDescription(id: $0.id, text: $0.description, kind: $0.kind) }
    }

    /// An episode, before its first reset.
    public func makeEnvironment() -> ShellEnvironment { ShellEnvironment(world: self) }

    /// The task whose description a dialogue states.
    public func task(of episode: RecordedEpisode) -> String? {
        if open != nil { return entries.first { $0.id == episode.id }?.id }
        let stated = entries.filter {
            episode.task.isIdentical(to: ShellWorld.opening($0.description))
        }
        return (stated.first { $0.id == episode.id } ?? stated.first)?.id
    }

    /// Why a recorded observation is as good as the replayed one: the order of a folder, a clock,
    /// the container's name.
    public func equivalence(
        of recorded: String, and replayed: String, after action: String?
    ) -> String? {
        let one = RecordedText(recorded)
        var other = replayed
        if let own = RecordedText(replayed).host, let host = one.host, own != host {
            other = other.replacing(own, with: host)
            if other.isIdentical(to: recorded) { return "container-id" }
        }
        let comparison = ObservationComparison(one, RecordedText(other), after: action ?? "")
        if case .equivalent(let reason) = comparison { return reason }
        return nil
    }

    /// A question over a tree of our own making.
    public func task(derivedAs id: DerivedTask) -> TaskDescription {
        var maker = TaskMaker(id)
        let task = maker.task()
        return TaskDescription(id: task.id, text: task.description, kind: task.kind)
    }

    /// Someone who follows the task's example.
    public func makeExpert(for task: String, seed: UInt64) throws(EnvironmentError) -> any Expert {
        guard let entry = self.task(named: task) else {
            throw EnvironmentError(
                .unknownTask, "no task is called \(task); diorama tasks os lists them")
        }
        guard entry.example != nil else {
            throw .unsupported("task \(task) has no example to follow")
        }
        return ShellExpert(entry, version: version, seed: seed)
    }

    /// How a task is put to the agent.
    static func opening(_ description: String) -> String {
        "Now, I will start a new problem in a new OS. My problem is:\n\n\(description)"
    }

    /// The description in the message that puts a task to the agent.
    static func description(of opening: String) -> String {
        let lead = self.opening("")
        return opening.hasPrefix(lead) ? String(opening.dropFirst(lead.count)) : opening
    }

    /// The base tree, made if it is not there yet; what is being done is told on standard error.
    func tree() throws(BoxError) -> BaseTree { try found.tree(of: origin) }
}

/// Trees that were looked for once.
///
/// A class because worlds share it: what was learnt of a tree is kept with it.
final class FoundTrees: Sendable {
    private let trees = Mutex<[TreeShelf.Origin: BaseTree]>([:])

    /// The tree of an origin, made if it is not there yet.
    func tree(of origin: TreeShelf.Origin) throws(BoxError) -> BaseTree {
        try trees.withLock { trees throws(BoxError) in
            if let tree = trees[origin] { return tree }
            let made = try TreeShelf().tree(of: origin) { progress in
                StandardError.write("diorama: base tree: \(progress)")
            }
            trees[origin] = made
            return made
        }
    }
}
