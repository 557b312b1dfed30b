public import Environments
import JSONTree
import SeededRandom

/// An episode in a box: a handle to a running bash, which ends with the last copy of the handle.
///
///     var shell = ShellWorld(rendering: .pipe).makeEnvironment()
///     _ = try await shell.reset(to: nil, seed: 7)
///     let step = try await shell.step(action: "cd /tmp && pwd")
///     // step.observation == "/tmp\n"
///
/// A copy of this value is the same episode, unlike in worlds that are computed: what goes on in
/// a box is not ours to copy but by ``fork()``. Each step's details say the command's exit code
/// (`exit_code`) and why the shell was listened to no longer (`ending`).
public struct ShellEnvironment: Environment {
    private let world: ShellWorld
    private var session: Session?
    private var task: ShellTask?
    private var steps = 0
    private var hasEnded = false
    /// The commands so far, where the world was inferred from a dialogue.
    private var path: [String] = []
    /// What the last command printed, however much.
    private(set) var printed = ""

    /// AgentBench's limit of rounds.
    private static let stepLimit = 8

    init(world: ShellWorld) {
        self.world = world
    }

    /// Starts a fresh box, prepared for the task.
    public mutating func reset(
        to task: String?, seed: UInt64
    ) async throws(EnvironmentError) -> Step {
        let chosen = try task.map { id throws(EnvironmentError) in try world.playableTask(id) }
        do throws(BoxError) {
            let box = try Box(
                on: try world.tree(),
                named: world.open?.host ?? ShellEnvironment.hostName(task, seed),
                limits: world.open == nil ? BoxLimits() : .inferred,
                first: world.rendering == .pipe ? .sleep : .bash)
            if let chosen, let fault = try await setUp(chosen, in: box) {
                throw BoxError(refusing: fault)
            }
            let session = try await Session(in: box, rendering: world.rendering)
            try await world.prepare(box)
            for script in chosen?.start ?? [] {
                _ = try await session.run(script.code, deadline: .seconds(30))
            }
            self.session = session
        } catch {
            throw EnvironmentError(error)
        }
        self.task = chosen
        path = []
        steps = 0
        hasEnded = false
        return Step(observation: chosen.map { ShellWorld.opening($0.description) } ?? "")
    }

    /// Prepares a box for a task; gives what went wrong.
    private func setUp(_ task: ShellTask, in box: Box) async throws(BoxError) -> String? {
        for script in task.setUp {
            if world.open != nil {
                try await box.run(scripted: script.code)
                continue
            }
            let result = try await box.run(script)
            if result.status == 0 { continue }
            let said = String(decoding: result.output, as: UTF8.self).split(separator: "\n").last
            return "task \(task.id): a script of its init ended with exit code \(result.status)"
                + (said.map { ": \($0)" } ?? "")
        }
        return nil
    }

    /// Takes the agent's whole message; one without an action ends the episode, as in AgentBench.
    public mutating func step(reply: String) async throws(EnvironmentError) -> Step {
        if let action = world.version.action(in: reply) { return try await take(action) }
        _ = try running
        hasEnded = true
        let details = JSONObject([
            ("status", "agent invalid action"),
            ("problem", .string("the message has no action: \(world.version.actionsInWords)")),
        ])
        return Step(
            observation: "", reward: task == nil ? nil : 0, end: .terminated, details: details)
    }

    /// Runs a command, or commits with `answer(…)` or `finish`.
    public mutating func step(action: String) async throws(EnvironmentError) -> Step {
        try await take(ShellAction(action))
    }

    /// The command in a message, or `answer(…)` or `finish`.
    public func action(in reply: String) -> String? { world.version.action(in: reply)?.text }

    /// A message that runs a command, or commits.
    public func reply(acting action: String) -> String? {
        switch ShellAction(action) {
        case .bash(let command):
            world.version.reply(running: command, because: "I look what this command shows.")
        case .answer(let answer): world.version.reply(answering: answer)
        case .finish: world.version.finishingReply
        }
    }

    /// A message that commits an answer.
    public func reply(answering answer: String) -> String? {
        world.version.reply(answering: answer)
    }

    /// A box with a copy of the files and a shell with a copy of the state.
    ///
    /// - Throws: what cannot be copied, by name: processes that run beside the shell, a shell
    ///   inside the shell.
    public func fork() async throws(EnvironmentError) -> ShellEnvironment {
        guard let session else { return self }
        var copy = self
        do throws(BoxError) {
            copy.session = try await session.fork(rendering: world.rendering)
        } catch {
            throw EnvironmentError(error)
        }
        return copy
    }

    /// The terminal that the agent's shell is on.
    public var terminal: (any EpisodeTerminal)? { hasEnded ? nil : session?.terminal }

    private var running: Session {
        get throws(EnvironmentError) {
            guard let session else {
                throw EnvironmentError(.notRunning, "reset the episode first")
            }
            guard !hasEnded else { throw EnvironmentError(.notRunning, "the episode has ended") }
            return session
        }
    }

    private mutating func take(_ action: ShellAction) async throws(EnvironmentError) -> Step {
        let session = try running
        if case .bash(let command) = action, let open = world.open {
            return try await take(command, in: session, open)
        }
        do throws(BoxError) {
            switch action {
            case .bash(let command):
                return answer(try await session.run(command, deadline: .seconds(30)))
            case .answer(let answer): return try await finish(session, answer)
            case .finish(let thought): return try await finish(session, thought)
            }
        } catch {
            throw EnvironmentError(error)
        }
    }

    /// Runs a command in a world that was inferred from a dialogue.
    ///
    /// On the recorded path everything is settled. Off it the command runs in a copy of the box
    /// first: if it reads what nobody knows, the episode stays as it was.
    private mutating func take(
        _ command: String, in session: Session, _ open: OpenBox
    ) async throws(EnvironmentError) -> Step {
        let next = path + [command]
        let isRecorded = open.commands.starts(with: next)
        var missing =
            isRecorded ? [] : open.missingTraits(askedBy: command, at: session.folder)
        try refuse(missing)
        let output: ShellOutput
        do throws(BoxError) {
            if isRecorded {
                output = try await session.run(
                    command, deadline: open.deadline(after: path, for: command))
            } else {
                // What cannot be copied runs where it is.
                let copy = (try? await session.fork(rendering: world.rendering)) ?? session
                let watch = FileWatch(open.watched, in: copy.box)
                output = try await copy.run(command, deadline: .seconds(30))
                missing += open.missingFacts(openedBy: command, watch.opened())
                if missing.isEmpty || world.completion != nil { self.session = copy }
            }
        } catch {
            throw EnvironmentError(error)
        }
        try refuse(missing)
        path = next
        var step = answer(output)
        step.details.append(inventions: missing)
        return step
    }

    /// Refuses by the name of the first fact that is missing, unless it may be filled in.
    private func refuse(_ missing: [String]) throws(EnvironmentError) {
        guard let first = missing.first, world.completion == nil else { return }
        throw EnvironmentError(.unknown, "the dialogue never showed \(first)")
    }

    private mutating func finish(_ session: Session, _ answer: String?) async throws(BoxError)
        -> Step
    {
        var reward: Double?
        if let task { reward = try await Grader(task: task, session: session).reward(for: answer) }
        hasEnded = true
        return Step(observation: "", reward: reward, end: .terminated)
    }

    private mutating func answer(_ output: ShellOutput) -> Step {
        steps += 1
        printed = String(decoding: output.bytes, as: UTF8.self)
        var details = JSONObject()
        details.append("exit_code", output.exitCode.map { JSON($0) } ?? .null)
        details.append("ending", .string(output.ending.rawValue))
        var step = Step(observation: world.rendering.observation(output), details: details)
        if task != nil, steps >= ShellEnvironment.stepLimit {
            step.end = .truncated
            step.reward = 0
            hasEnded = true
        }
        return step
    }

    /// Twelve hexadecimal digits, as a container is called.
    ///
    /// A task's box always has the same name: dialogues show it, and are replayed with any seed.
    private static func hostName(_ task: String?, _ seed: UInt64) -> String {
        var state = task == nil ? seed : 0xCBF2_9CE4_8422_2325
        for byte in (task ?? "").utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var generator = SeededGenerator(seed: state)
        let digits = String(generator.next() | 1 << 63, radix: 16)
        return String(digits.prefix(12))
    }
}

extension ShellWorld {
    /// The task of an id, if all its scripts are there.
    fileprivate func playableTask(_ id: String) throws(EnvironmentError) -> ShellTask {
        guard let task = task(named: id) else {
            throw EnvironmentError(
                .unknownTask, "no task is called \(id); diorama tasks os lists them")
        }
        if let missing = task.missing.first {
            throw EnvironmentError(.badWorld, "task \(id): \(missing)")
        }
        return task
    }

    func task(named id: String) -> ShellTask? {
        if let listed = entries.first(where: { $0.id == id }) { return listed }
        guard let derived = DerivedTask(id: id) else { return nil }
        var maker = TaskMaker(derived)
        return maker.task()
    }
}
