import JSONTree

/// A play that takes its orders from a script and answers each with a line.
struct ScriptedPlay {
    private var session: PlaySession
    private let printsJSON: Bool
    private let output: Output
    private var hadBadLine = false

    init(session: PlaySession, printsJSON: Bool, output: Output) {
        self.output = output
        self.session = session
        self.printsJSON = printsJSON
    }

    /// Plays the script to its end.
    ///
    /// - Throws: ``CommandFailure`` at the end if a line was not an order.
    mutating func run(script: consuming ByteLines) async throws {
        show(await session.perform(.reset(.same, seed: nil)))
        for order in session.beginning {
            if !printsJSON { echo(order) }
            show(await session.perform(order))
        }
        while let line = try script.next(), !output.isClosed {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
            let order: PlayOrder
            do {
                order = try PlayOrder(line: line)
            } catch {
                hadBadLine = true
                show(
                    PlayLine(
                        step: session.last?.step ?? 0, done: session.last?.done ?? false, error))
                continue
            }
            if !printsJSON { echo(order) }
            show(await session.perform(order))
        }
        if hadBadLine { throw CommandFailure.unreadable }
    }

    /// Every answer is out before the next order is read: a program may wait for it.
    private func show(_ line: PlayLine) {
        if printsJSON {
            output.writeLine(line.json.text(.compact))
        } else {
            if let failure = line.failure {
                output.writeLine("✗ \(failure.code): \(failure.message)")
            }
            if let observation = line.observation { output.writeLine(observation) }
            if line.done, line.failure == nil { output.writeLine(line.ending) }
        }
        output.flush()
    }

    private func echo(_ order: PlayOrder) {
        switch order {
        case .action(let text), .reply(let text): output.writeLine("> \(text)")
        case .reset(.named(let task), _): output.writeLine("> reset \(task)")
        case .reset: output.writeLine("> reset")
        case .snapshot(let name): output.writeLine("> snapshot \(name)")
        case .restore(let name): output.writeLine("> restore \(name)")
        }
    }
}

extension PlayLine {
    /// What is said at the end of an episode.
    var ending: String {
        reward.map { "The episode is over. Reward: \($0)" } ?? "The episode is over."
    }
}
