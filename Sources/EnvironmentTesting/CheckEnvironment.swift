public import Environments

/// Puts the laws of ``Environments/Environment`` to the test with one sequence of moves in a world.
///
///     let moves: [Move] = [.action("SELECT 1"), .action("DELETE FROM `loans`")]
///     #expect(await checkEnvironment(world, task: "library#3", moves: moves).isEmpty)
///
/// The moves should change the world, look at it, and if possible end the episode; they may hold
/// actions that the simulator refuses. The more they do, the more is proved.
///
/// - Returns: the laws that are broken, with what happened; empty if all hold.
public func checkEnvironment(
    _ world: some World, task: String?, seed: UInt64 = 7, moves: [Move]
) async -> [LawViolation] {
    var trial = Trial(world: world, task: task, seed: seed, moves: moves)
    do {
        try await trial.run()
    } catch {
        trial.violations.append(LawViolation(law: .beginningAndEnd, detail: "\(error)"))
    }
    return trial.violations
}

/// The checks on one world and one sequence of moves.
private struct Trial<Place: World> {
    let world: Place
    let task: String?
    let seed: UInt64
    let moves: [Move]
    var violations: [LawViolation] = []
    /// What the moves were answered, the reset first: the measure of everything else.
    private var expected: [Answer] = []

    init(world: Place, task: String?, seed: UInt64, moves: [Move]) {
        self.world = world
        self.task = task
        self.seed = seed
        self.moves = moves
    }

    mutating func run() async throws(EnvironmentError) {
        try await checkBeginning()
        var environment = try await begun()
        expected = await environment.answers(to: moves)
        checkRewards()
        try await checkEnd(of: environment)
        try await checkDeterminism(afterwards: environment)
        for place in moves.indices {
            try await checkForkAndSnapshot(at: place)
        }
        try await checkTwoDoors()
        try await checkRefusals()
    }

    private func begun() async throws(EnvironmentError) -> Place.Episode {
        var environment = try world.makeEnvironment()
        _ = try await environment.reset(to: task, seed: seed)
        return environment
    }

    private mutating func compare(
        _ answers: [Answer], with expected: some Collection<Answer>, _ law: LawViolation.Law,
        _ occasion: @autoclosure () -> String
    ) {
        for (index, (answer, wanted)) in zip(answers, expected).enumerated()
        where answer != wanted {
            violations.append(
                LawViolation(
                    law: law,
                    detail: "\(occasion()), move \(index) gave \(answer), not \(wanted)"))
            return
        }
    }

    private mutating func checkBeginning() async throws(EnvironmentError) {
        var environment = try world.makeEnvironment()
        for move in moves.prefix(1) {
            let answer = await environment.answer(to: move)
            if case .error(let error) = answer, error.code == .notRunning { continue }
            violations.append(
                LawViolation(
                    law: .beginningAndEnd,
                    detail: "before the first reset a step gave \(answer), not not-running"))
        }
        let unknown = "no task has this id \(seed)"
        let answer = await environment.answerToReset(to: unknown, seed: seed)
        if case .error(let error) = answer, error.code == .unknownTask { return }
        violations.append(
            LawViolation(
                law: .beginningAndEnd,
                detail: "a reset to an unknown task gave \(answer), not unknown-task"))
    }

    private mutating func checkRewards() {
        for case .step(let step) in expected {
            guard let reward = step.reward else { continue }
            if !(0...1).contains(reward) || step.end == nil {
                violations.append(
                    LawViolation(law: .reward, detail: "a step gave \(Answer.step(step))"))
            }
        }
    }

    private mutating func checkEnd(of environment: Place.Episode) async throws(EnvironmentError) {
        guard let last = expected.firstIndex(where: { $0.step?.end != nil }) else { return }
        var ended = try await begun()
        _ = await ended.answers(to: moves[...last])
        for move in [Move.action(moves[0].text), .reply(moves[0].text)] {
            let answer = await ended.answer(to: move)
            if case .error(let error) = answer, error.code == .notRunning { continue }
            violations.append(
                LawViolation(
                    law: .beginningAndEnd,
                    detail: "after the end a step gave \(answer), not not-running"))
        }
    }

    private mutating func checkDeterminism(
        afterwards used: Place.Episode
    ) async throws(EnvironmentError) {
        var used = used
        let opening = await used.answerToReset(to: task, seed: seed)
        compare(await used.answers(to: moves), with: expected, .determinism, "after a reset")
        let trial = self
        let runs = await withTaskGroup(of: [Answer].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    guard var environment = try? trial.world.makeEnvironment() else { return [] }
                    let opening = await environment.answerToReset(
                        to: trial.task, seed: trial.seed)
                    return [opening] + (await environment.answers(to: trial.moves))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for run in runs {
            compare(run, with: [opening] + expected, .determinism, "side by side with others")
        }
    }

    private mutating func checkForkAndSnapshot(at place: Int) async throws(EnvironmentError) {
        let rest = moves[place...]
        let wanted = expected[place...]
        var environment = try await begun()
        _ = await environment.answers(to: moves[..<place])
        var fork = try await environment.fork()
        let snapshot = try await environment.snapshot()
        _ = await fork.answers(to: rest.reversed())
        compare(
            await environment.answers(to: rest), with: wanted, .isolation,
            "after a fork at \(place) went another way")
        var second = try await snapshot.fork()
        compare(
            await second.answers(to: rest), with: wanted, .isolation,
            "in a fork at \(place) after its origin went on")
        for time in 1...2 {
            try await environment.restore(snapshot)
            compare(
                await environment.answers(to: rest), with: wanted, .snapshots,
                "restored to \(place) for time \(time)")
        }
    }

    private mutating func checkTwoDoors() async throws(EnvironmentError) {
        var environment = try await begun()
        for (index, move) in moves.enumerated() {
            var fork = try await environment.fork()
            let answer = await environment.answer(to: move)
            guard case .reply(let reply) = move, let action = fork.action(in: reply) else {
                continue
            }
            compare(
                [await fork.answer(to: .action(action))], with: [answer], .twoDoors,
                "with the bare action of message \(index)")
        }
    }

    private mutating func checkRefusals() async throws(EnvironmentError) {
        let carriedOut = moves.indices.filter { !expected[$0].isError }
        guard carriedOut.count < moves.count else { return }
        var environment = try await begun()
        compare(
            await environment.answers(to: carriedOut.map { moves[$0] }),
            with: carriedOut.map { expected[$0] }, .honestRefusal,
            "without the moves that are refused")
    }
}
