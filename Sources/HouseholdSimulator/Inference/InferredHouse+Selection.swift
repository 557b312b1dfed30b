extension InferredHouse {
    /// A command that may be what the game was given for an action.
    struct Candidate {
        /// The command; `nil` if the action's own words, which are no command, were given.
        let command: Command?
        /// Whether nothing after it in the order can have been chosen.
        let isCertain: Bool
    }

    /// How an action becomes a command: as AgentBench maps it, or word for word.
    struct Action {
        let text: String
        let command: Command?
        let isMapped: Bool
        /// The objects that the action or the observation speaks of.
        let named: [House.Index]
    }

    /// Learns that an action led to a command; false if that cannot be.
    ///
    /// It was chosen if it applies and nothing that resembles the action more does.
    mutating func select(_ command: Command?, for action: Action) -> Bool {
        if let command, command == action.command { return assume(command, applies: true) }
        if let written = action.command {
            guard permits(written) != .yes, assume(written, applies: false) else { return false }
        }
        guard action.isMapped else { return command == nil }
        if let command {
            guard assume(command, applies: true) else { return false }
        }
        for rival in ranking(of: action) {
            if rival == command { return true }
            guard assume(rival, applies: false) else { return false }
        }
        return command == nil
    }

    /// What an action may have become, most likely first.
    func candidates(for action: Action) -> [Candidate] {
        var candidates: [Candidate] = []
        var house = self
        if let written = action.command {
            let permitted = permits(written)
            if permitted != .no {
                candidates.append(Candidate(command: written, isCertain: permitted == .yes))
            }
            if permitted == .yes { return candidates }
            _ = house.assume(written, applies: false)
        }
        if action.isMapped {
            for rival in house.ranking(of: action) {
                let isCertain = house.permits(rival) == .yes
                candidates.append(Candidate(command: rival, isCertain: isCertain))
                if isCertain { return candidates }
            }
        }
        candidates.append(Candidate(command: nil, isCertain: true))
        return candidates
    }

    /// The commands that apply or may apply and resemble an action, best first.
    private func ranking(of action: Action) -> [Command] {
        let commands = possibleCommands(named: action.named).filter { $0 != action.command }
        var byText: [String: Command] = [:]
        for command in commands { byText[text(of: command)] = command }
        return NearestCommand.ranking(for: action.text, among: byText.keys.sorted(by: precedes))
            .compactMap { byText[$0] }
    }
}

extension InferredHouse {
    /// How a recorded observation can have come about in this house.
    struct Outcome {
        var house: InferredHouse
        /// Whether the facts had fixed the answer, so that nothing else in its place, a word or
        /// number away, could have been believed.
        var isPredicted: Bool
    }

    /// Every way in which an action can have been answered so.
    func outcomes(of action: Action, answered reading: Reading, _ text: String) -> [Outcome] {
        let commands: [Command?] = reading == .nothing ? [nil] : reading.commands
        var outcomes: [Outcome] = []
        for command in commands {
            var house = self
            guard house.select(command, for: action) else { continue }
            guard let command else {
                outcomes.append(Outcome(house: house, isPredicted: isUnlike(action)))
                continue
            }
            house.apply(command)
            let expected = house.feedback(on: command)
            for var variant in house.variants(before: reading) {
                guard variant.learn(reading), variant.feedback(on: command) == text else {
                    continue
                }
                let isPredicted =
                    expected != nil && !hasLookalike(of: text, for: command, action)
                outcomes.append(Outcome(house: variant, isPredicted: isPredicted))
            }
        }
        return outcomes
    }

    /// The houses that an open question about an object's condition splits this one into.
    private func variants(before reading: Reading) -> [InferredHouse] {
        guard case .condition(let object) = reading, mayBeCool[Int(object)] else { return [self] }
        var cool = self
        cool.flags[Int(object)].insert(.cool)
        cool.coolAtStart.insert(object)
        return [self, cool]
    }

    /// Whether an action has no word in common with any command, however little is known.
    private func isUnlike(_ action: Action) -> Bool {
        guard action.isMapped else { return action.command == nil }
        let words = action.text.pythonWords
        return !words.contains { word in
            Self.commandWords.contains(String(word)) || Int(word) != nil
                || Wares.classes.contains(String(word))
                || Furniture.contents[String(word)] != nil
        }
    }

    private static let commandWords: Set<String> = [
        "look", "inventory", "help", "go", "to", "open", "close", "examine", "take", "from", "put",
        "in/on", "move", "clean", "heat", "cool", "with", "use", "slice",
    ]

    /// Whether the action could have become another command whose answer differs from a text in a
    /// single word or number.
    private func hasLookalike(of text: String, for command: Command, _ action: Action) -> Bool {
        for rival in candidates(for: action) {
            guard let other = rival.command, other != command else { continue }
            var house = self
            guard house.select(other, for: action) else { continue }
            house.apply(other)
            if let answer = house.feedback(on: other) {
                if Self.differInOneWord(answer, text) { return true }
            } else if areAlike(other, command) {
                return true
            }
        }
        return false
    }

    /// Whether two commands show receptacles whose names differ in the class or the number alone.
    private func areAlike(_ first: Command, _ second: Command) -> Bool {
        guard let left = Self.shown(by: first), let right = Self.shown(by: second) else {
            return false
        }
        return Self.differInOneWord(names.receptacles[Int(left)], names.receptacles[Int(right)])
    }

    private static func shown(by command: Command) -> House.Index? {
        switch command {
        case .go(let receptacle), .examineReceptacle(let receptacle), .open(let receptacle):
            receptacle
        default: nil
        }
    }

    private static func differInOneWord(_ first: String, _ second: String) -> Bool {
        let left = first.utf8.split(separator: 0x20)
        let right = second.utf8.split(separator: 0x20)
        guard left.count == right.count else { return false }
        return zip(left, right).count { !$0.elementsEqual($1) } == 1
    }
}
