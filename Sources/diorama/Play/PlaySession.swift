import Environments

/// An episode that is played: the steps so far, and the states to go back to.
struct PlaySession {
    let world: any World
    private var environment: any Environment
    private var task: String?
    private var seed: UInt64
    /// The answer to the last reset, step or restore that worked.
    private(set) var last: PlayLine?
    private var saved: [String: SavedState] = [:]
    /// What is done before the player's first turn.
    var beginning: [PlayOrder] = []

    /// A state to go back to.
    struct SavedState {
        fileprivate var environment: any Environment
        fileprivate var last: PlayLine
    }

    init(world: any World, task: String?, seed: UInt64) throws(EnvironmentError) {
        self.world = world
        self.task = task
        self.seed = seed
        environment = try world.makeEnvironment()
    }

    /// Carries out a line of a script.
    ///
    /// What fails is told in the answer and changes nothing.
    mutating func perform(_ order: PlayOrder) async -> PlayLine {
        do throws(PlayLine.Failure) {
            switch order {
            case .reply(let text): return try await step(text, isReply: true)
            case .action(let text): return try await step(text, isReply: false)
            case .reset(let task, let seed): return try await reset(to: task, seed: seed)
            case .snapshot(let name): return try await snapshot(name)
            case .restore(let name): return try await restore(name)
            }
        } catch {
            return PlayLine(step: last?.step ?? 0, done: last?.done ?? false, error)
        }
    }

    /// The state as it is now; `nil` where the world cannot be copied.
    func savedState() async -> SavedState? {
        guard let last, let copy = try? await environment.fork() else { return nil }
        return SavedState(environment: copy, last: last)
    }

    /// Goes back to a state, which stays usable.
    mutating func restore(_ state: SavedState) async throws(EnvironmentError) {
        environment = try await state.environment.fork()
        last = state.last
    }

    /// What could be typed next.
    func completions(for prefix: String) -> [String] { environment.completions(for: prefix) }

    /// Whether the reply format understands a text as a whole message.
    func isReply(_ text: String) -> Bool { environment.action(in: text) != nil }

    /// The whole message that commits an answer, where episodes end with one.
    func reply(answering answer: String) -> String? { environment.reply(answering: answer) }

    /// The terminal that the player can sit down at; `nil` where there is none.
    var terminal: (any EpisodeTerminal)? { environment.terminal }

    /// What may be asked to see.
    var views: [View] { environment.views }

    /// What a view shows; `nil` if there is none of that name.
    func view(_ name: String, columns: Int) -> [StyledLine]? {
        environment.view(name, columns: columns)
    }

    /// An answer laid out for a person; `nil` where its observation reads best.
    func presentation(of line: PlayLine, columns: Int) -> [StyledLine]? {
        line.answer.flatMap { environment.presentation(of: $0, columns: columns) }
    }

    private mutating func step(
        _ text: String, isReply: Bool
    ) async throws(PlayLine.Failure) -> PlayLine {
        do {
            let answer =
                isReply
                ? try await environment.step(reply: text)
                : try await environment.step(action: text)
            let line = PlayLine(step: (last?.step ?? 0) + 1, answer)
            last = line
            return line
        } catch {
            throw PlayLine.Failure(error)
        }
    }

    private mutating func reset(
        to newTask: PlayOrder.Task, seed newSeed: UInt64?
    ) async throws(PlayLine.Failure) -> PlayLine {
        let chosen: String? =
            switch newTask {
            case .same: task
            case .free: nil
            case .named(let id): id
            }
        do {
            let line = PlayLine(
                step: 0, try await environment.reset(to: chosen, seed: newSeed ?? seed))
            task = chosen
            seed = newSeed ?? seed
            last = line
            return line
        } catch {
            throw PlayLine.Failure(error)
        }
    }

    private mutating func snapshot(_ name: String) async throws(PlayLine.Failure) -> PlayLine {
        guard let last else {
            throw PlayLine.Failure(
                code: "not-running", message: "nothing to snapshot: no reset yet")
        }
        do {
            saved[name] = SavedState(environment: try await environment.fork(), last: last)
            return last
        } catch {
            throw PlayLine.Failure(error)
        }
    }

    private mutating func restore(_ name: String) async throws(PlayLine.Failure) -> PlayLine {
        guard let state = saved[name] else {
            throw PlayLine.Failure(
                code: "unknown-snapshot", message: "there is no snapshot \(name)")
        }
        do {
            try await restore(state)
            return state.last
        } catch {
            throw PlayLine.Failure(error)
        }
    }
}
