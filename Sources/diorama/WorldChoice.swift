import Environments
import Replay
import Simulators

/// The worlds that a verb works on: the one at a path, else the shipped ones.
struct WorldChoice {
    let simulator: any Simulator
    let settings: Settings
    private let suppliedPath: String?
    private let suppliedShelf: WorldShelf?
    private let shippedPaths: [String]

    init(
        _ environment: EnvironmentIdentifier, path: String?, options: SettingOptions
    ) throws {
        guard let simulator = Simulators.simulator(of: environment) else {
            let known = Simulators.all.map(\.identifier.rawValue).joined(separator: ", ")
            throw CommandFailure(
                "\(environment.rawValue) has no simulator yet; there is \(known)")
        }
        self.simulator = simulator
        settings = try options.settings(for: simulator)
        suppliedPath = path
        suppliedShelf = path.map { WorldShelf(folder: $0) }.flatMap {
            $0.holds(environment) ? $0 : nil
        }
        shippedPaths =
            path == nil ? try PackageFolder.shelf()?.paths(of: environment) ?? [] : []
        if path == nil, shippedPaths.isEmpty {
            throw CommandFailure(
                "no world of \(environment.rawValue) found; give --world PATH, or set "
                    + "DIORAMA_HOME to the folder that holds Worlds")
        }
    }

    /// The paths to look at, in order.
    var paths: [String] {
        suppliedShelf?.paths(of: simulator.identifier) ?? suppliedPath.map { [$0] } ?? shippedPaths
    }

    /// The paths to look at for a task: an index says where the worlds of recorded dialogues are.
    private func paths(for task: String?) -> [String] {
        guard let task, let shelf = suppliedShelf,
            let place = InferredShelf(folder: shelf.folder)?.place(of: task)
        else { return paths }
        return ["\(shelf.folder)/\(place)"] + paths
    }

    /// Loads a world; what its files hold that cannot be used is told on standard error.
    func load(_ path: String) throws(EnvironmentError) -> any World {
        let world = try simulator.loadWorld(at: path, settings: settings)
        Complaints.tell(world.faults)
        return world
    }

    /// A world with the task that was asked for.
    struct Found {
        var world: any World
        var path: String
        /// The task's whole id; `nil` for free play.
        var task: String?
    }

    /// The first world, or the first that has a task.
    ///
    /// - Parameter task: an id, or a part of one that only one task has.
    func world(with task: String?) throws -> Found {
        var alike: [Found] = []
        var problem: EnvironmentError?
        for path in paths(for: task) {
            let world = try load(path)
            guard let task else { return Found(world: world, path: path) }
            do throws(EnvironmentError) {
                if try world.hasTask(task) { return Found(world: world, path: path, task: task) }
            } catch {
                problem = problem ?? error
            }
            alike += world.tasks.map(\.id).filter { $0.contains(task) }.map {
                Found(world: world, path: path, task: $0)
            }
        }
        if alike.count == 1, !(task ?? "").isEmpty { return alike[0] }
        if alike.count > 1, let task {
            let names = alike.prefix(3).compactMap(\.task).joined(separator: ", ")
            throw CommandFailure(
                "\(alike.count) tasks have \(task) in their ids (\(names), …); give more of it")
        }
        if let problem { throw CommandFailure(problem.message) }
        let environment = simulator.identifier.rawValue
        let place = suppliedPath ?? "the worlds shipped for \(environment)"
        let option = suppliedPath.map { " --world \($0)" } ?? ""
        throw CommandFailure(
            "no task \(task ?? "") in \(place); "
                + "diorama tasks \(environment)\(option) lists what there is")
    }
}
