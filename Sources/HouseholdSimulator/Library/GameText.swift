import JSONTree

/// The texts of a game file: `game.tw-pddl`, the JSON object that ALFWorld's releases consist of.
struct GameText {
    let domain: String
    let problem: String
    /// The task as the grammar states it.
    let task: String
    /// Whether the official loader would serve the game.
    let isSolvable: Bool
    let walkthrough: [String]

    /// Reads a game file.
    init(_ bytes: [UInt8]) throws(GameError) {
        let file: JSON
        do { file = try JSON.parse(bytes: bytes) } catch {
            let line = 1 + bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }
            throw GameError("line \(line): \(error.message)")
        }
        guard let domain = file["pddl_domain"]?.string, let problem = file["pddl_problem"]?.string,
            let grammar = file["grammar"]?.string
        else {
            throw GameError(
                "line 1: a game is an object with the texts pddl_domain, pddl_problem and grammar")
        }
        self.domain = domain
        self.problem = problem
        guard let task = Self.task(in: grammar) else {
            throw GameError("grammar: no rule says \"Your task is to: …\"")
        }
        self.task = task
        isSolvable = file["solvable"]?.bool ?? false
        walkthrough = file["walkthrough"]?.array?.compactMap(\.string) ?? []
    }

    /// The sentence that the grammar's rule `task` prints after `Your task is to: `.
    private static func task(in grammar: String) -> String? {
        let bytes = Array(grammar.utf8)
        let marker = Array("Your task is to: ".utf8)
        guard
            let start = bytes.indices.first(where: { start in
                bytes[start] == marker[0] && bytes[start...].starts(with: marker)
            })
        else { return nil }
        let rest = bytes[(start + marker.count)...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}

/// Why a file is not a game that this simulator can play.
public struct GameError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which part of the file, on which line, and what is wrong there.
    public var message: String

    /// States what is wrong.
    public init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}

extension House {
    /// Compiles a game from the bytes of its file.
    public convenience init(game bytes: [UInt8]) throws(GameError) {
        self.init(try GameText(bytes).plan())
    }
}

extension GameText {
    /// The resolved problem, if this simulator's rules are the game's and the goal can be reached.
    ///
    /// - Parameter open: what is left open; how the goal can be reached may be so too.
    func plan(leaving open: OpenHouse? = nil) throws(GameError) -> HousePlan {
        do {
            try Domain.check(domain)
        } catch {
            throw GameError("pddl_domain, line \(error.line): \(error.message)")
        }
        do throws(PDDLError) {
            let problem = try Problem(self.problem)
            var plan = try HousePlan(problem, task: task)
            plan.open = open
            if let open, let seed = open.completion {
                plan = HouseCompletion.completed(plan, open, seed: seed)
            }
            guard open != nil || plan.isSolvable else {
                throw PDDLError(
                    "no commands can reach this goal (\(plan.goal.type.rawValue): "
                        + "\(plan.goal.object), \(plan.goal.target))", line: problem.goal.line)
            }
            return plan
        } catch {
            throw GameError("pddl_problem, line \(error.line): \(error.message)")
        }
    }
}

extension GameText {
    /// The goal alone, without reading the rest of the problem: what a list of games needs.
    func goal() throws(PDDLError) -> Goal {
        let bytes = Array(problem.utf8)
        let marker = Array("(:goal".utf8)
        guard
            let start = bytes.indices.last(where: { start in
                bytes[start] == marker[0] && bytes[start...].starts(with: marker)
            })
        else { throw PDDLError("the problem has no goal", line: 1) }
        let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") }
        do throws(PDDLError) {
            let section = try Expression.first(in: bytes[start...])
            guard let formula = section.tail.first, section.tail.count == 1 else {
                throw PDDLError("a goal is one formula", line: section.line)
            }
            return try Goal(formula)
        } catch {
            throw PDDLError(error.message, line: error.line + line)
        }
    }
}
