import Environments

/// Judges a recorded dialogue in the houses that it can have been recorded in.
///
/// As long as the record leaves something open (is this cabinet beside that one?) the possible
/// houses are kept side by side; an observation keeps those in which the action is answered so.
/// If none is left, the observation contradicts what came before it.
struct EpisodeVerifier {
    /// More possible houses than this are not kept.
    private static let capacity = 16

    private let version: BehaviorVersion
    private let names: NameRegister
    private let generation: TextGeneration
    private let goal: Goal?
    /// The houses that are possible so far, the likeliest first.
    private(set) var houses: [InferredHouse]
    /// By receptacle, the turn whose observation last told what is there.
    private var lastSeen: [House.Index: Int] = [:]
    private var steps = 0

    init?(_ episode: RecordedEpisode, _ version: BehaviorVersion, _ generation: TextGeneration) {
        guard let opening = Opening(episode.task) else { return nil }
        let texts = episode.turns.flatMap { [$0.reply, $0.observation ?? ""] } + [opening.task]
        guard let names = NameRegister(opening: opening, texts: texts) else { return nil }
        self.version = version
        self.names = names
        self.generation = generation
        goal = Goal(task: opening.task)
        houses = [
            InferredHouse(names, generation, saysArrival: !version.isWrapped)
        ]
    }

    /// The names of the receptacles.
    var receptacles: [String] { names.receptacles }

    /// The receptacle that an observation speaks of.
    func receptacle(in recorded: String) -> House.Index? {
        Reading(version.parts(of: recorded).answer, names)?.receptacle
    }

    /// Takes a floor plan for known.
    mutating func assume(_ plan: FloorPlan) {
        for index in houses.indices { houses[index].assume(plan) }
    }

    /// The reward that the dialogue earned, as far as the possible houses agree.
    var reward: Double? {
        guard let goal else { return nil }
        let won = houses.map { $0.isWon(goal) }
        if won.allSatisfy({ $0 == .yes }) { return 1 }
        return won.allSatisfy { $0 == .no } ? 0 : nil
    }

    /// Judges a turn; `nil` if it has no observation.
    mutating func judge(_ turn: RecordedEpisode.Turn) -> Judgement? {
        defer { steps += 1 }
        guard let written = version.action(in: turn.reply) else {
            return turn.observation.map { _ in
                Judgement(
                    .divergent, basis: .predicted, reason: "no-action",
                    note: "the reply holds no action, which ends the episode")
            }
        }
        let text = version.normalized(written)
        guard let message = turn.observation else {
            advance(action(text, answered: ""))
            return nil
        }
        let (recorded, listed) = version.parts(of: message)
        let action = action(text, answered: recorded)
        if let goal, steps > 0, houses.allSatisfy({ $0.isWon(goal) == .yes }) {
            return Judgement(
                .divergent, basis: .predicted, reason: "after-end", action: written,
                note: "the goal was reached before this reply, which ends the episode")
        }
        var (outcomes, isPredicted) = outcomes(of: action, answered: recorded)
        if version.listsActions {
            (outcomes, isPredicted) = restrict(outcomes, isPredicted, toThoseWith: listed)
        }
        guard !outcomes.isEmpty else {
            let judgement = contradiction(of: action, written: written, recorded)
            recover(from: action, answered: recorded)
            return judgement
        }
        houses = outcomes
        let news = isPredicted ? nil : novelty(in: recorded)
        note(recorded, at: turn.index)
        return Judgement(
            .exact, basis: isPredicted ? .predicted : .explained, action: written, note: news)
    }

    private func action(_ text: String, answered recorded: String) -> InferredHouse.Action {
        InferredHouse.Action(
            text: text, command: Command(text, naming: names.table, generation),
            isMapped: version.isWrapped, named: names.objects(in: text + " " + recorded))
    }

    /// The houses in which an action is answered so, without repetition, and whether each of those
    /// before had fixed the answer.
    private func outcomes(
        of action: InferredHouse.Action, answered recorded: String
    ) -> (houses: [InferredHouse], isPredicted: Bool) {
        guard let reading = Reading(recorded, names) else { return ([], false) }
        var found: [InferredHouse] = []
        var isPredicted = true
        for house in houses {
            let outcomes = house.outcomes(of: action, answered: reading, recorded)
            if outcomes.isEmpty || !outcomes.allSatisfy(\.isPredicted) { isPredicted = false }
            for outcome in outcomes
            where found.count < Self.capacity && !found.contains(outcome.house) {
                found.append(outcome.house)
            }
        }
        return (found, isPredicted)
    }

    /// The houses in which exactly these commands apply.
    private func restrict(
        _ houses: [InferredHouse], _ isPredicted: Bool, toThoseWith listed: [String]?
    ) -> (houses: [InferredHouse], isPredicted: Bool) {
        guard let listed else { return ([], false) }
        var isPredicted = isPredicted
        let commands = listed.compactMap { Command($0, naming: names.table, generation) }
        guard commands.count == listed.count,
            zip(listed, listed.dropFirst()).allSatisfy({ precedes($0, $1) })
        else { return ([], false) }
        var remaining: [InferredHouse] = []
        for var house in houses {
            isPredicted = isPredicted && house.lists(commands) == .yes
            guard house.assume(listed: commands) else { continue }
            remaining.append(house)
        }
        return (remaining, isPredicted)
    }

    private func contradiction(
        of action: InferredHouse.Action, written: String, _ recorded: String
    ) -> Judgement {
        var judgement = Judgement(.divergent, basis: .predicted, action: written)
        guard let house = houses.first else { return judgement }
        if let candidate = house.candidates(for: action).first {
            if let command = candidate.command {
                var house = house
                _ = house.select(command, for: action)
                house.apply(command)
                judgement.replayed = house.feedback(on: command)
            } else {
                judgement.replayed = Feedback.nothing
            }
        }
        guard let reading = Reading(recorded, names) else {
            judgement.note = "the game says no such thing"
            return judgement
        }
        let receptacle = reading.receptacle ?? action.command?.receptacle
        if let receptacle, let turn = lastSeen[receptacle] {
            judgement.note =
                "\(names.receptacles[Int(receptacle)]) was last seen at turn \(turn)"
        } else {
            judgement.note = "no house in which the dialogue so far happened answers so"
        }
        return judgement
    }

    /// Goes on after an observation that cannot be.
    ///
    /// Where the facts had fixed another answer, that answer is taken to have come; otherwise an
    /// answer that fits the action's own words is believed against an earlier guess.
    private mutating func recover(from action: InferredHouse.Action, answered recorded: String) {
        let isDecided = houses.contains { house in
            action.command.map { house.permits($0) == .yes } ?? false
        }
        if !isDecided, let reading = Reading(recorded, names), let command = action.command,
            reading.commands.contains(command), var house = houses.first
        {
            house.force(command)
            _ = house.learn(reading)
            houses = [house]
        } else {
            advance(action)
        }
    }

    /// Carries an action out in each house without an answer to go by.
    private mutating func advance(_ action: InferredHouse.Action) {
        for index in houses.indices {
            guard let command = houses[index].candidates(for: action).first?.command,
                houses[index].select(command, for: action)
            else { continue }
            houses[index].apply(command)
        }
    }

    private mutating func note(_ recorded: String, at turn: Int) {
        guard let receptacle = Reading(recorded, names)?.receptacle else { return }
        lastSeen[receptacle] = turn
    }

    /// Which part of an answer was new.
    private func novelty(in recorded: String) -> String? {
        switch Reading(recorded, names) {
        case .sight(let receptacle, .closed, _):
            "new: that \(names.receptacles[Int(receptacle)]) is here and has a door"
        case .sight(let receptacle, _, _), .opened(let receptacle, _):
            "new: what is in \(names.receptacles[Int(receptacle)])"
        case .view: "new: which receptacles are beside each other"
        case .inside(let object, _): "new: what is in \(names.objects[Int(object)])"
        default: "new: which command the action was taken for"
        }
    }
}

extension Reading {
    /// The receptacle that an answer speaks of.
    var receptacle: House.Index? {
        switch self {
        case .sight(let receptacle, _, _), .opened(let receptacle, _): receptacle
        case .done(let command): command.receptacle
        default: nil
        }
    }
}

extension Command {
    /// The receptacle that a command names.
    var receptacle: House.Index? {
        switch self {
        case .go(let place), .open(let place), .close(let place), .examineReceptacle(let place),
            .take(_, let place), .put(_, let place), .clean(_, let place), .heat(_, let place),
            .cool(_, let place):
            place
        case .look, .inventory, .help, .examineObject, .use, .slice: nil
        }
    }
}

extension InferredHouse {
    /// Carries a command out although the facts are against it.
    mutating func force(_ command: Command) {
        switch command {
        case .take(let item, let source):
            contents[Int(source)].insert(item)
            here = source
        case .put(let item, let target):
            held = item
            here = target
        case .open(let target), .close(let target), .examineReceptacle(let target): here = target
        default: break
        }
        apply(command)
    }
}
