import Environments
import SeededRandom

/// What an episode has made and listed so far.
struct Workspace: Hashable, Sendable {
    private(set) var variables: [Variable] = []
    /// The properties that were listed, by what they were listed of.
    private(set) var listings: [ListingKey: [UInt32]] = [:]
    /// The arguments that the last call wrote: AgentBench's message for a call without readable
    /// arguments repeats them.
    private(set) var lastArguments: [String]?
    /// The calls that succeeded, as they were written.
    private(set) var actions: [String] = []
    /// How many replies have been answered.
    var rounds = 0

    /// What a call came to.
    enum Outcome {
        /// It listed these properties.
        case listed(ListingKey, [UInt32])
        /// It made the last of the variables.
        case made(Variable)
        case refused(ToolRefusal)
    }

    /// Carries out a call.
    ///
    /// - Throws: ``EnvironmentError/Code-swift.enum/unknown`` if the ontology does not say where
    ///   the relation leads.
    mutating func perform(
        _ call: ActionCall, in world: GraphWorld, topics: [GraphTask.Topic]?
    ) throws(EnvironmentError) -> Outcome {
        guard let tool = Tool(rawValue: call.name) else {
            if world.behaviour.version == .corrected {
                lastArguments = call.arguments ?? lastArguments
            }
            return .refused(.unknownTool(call.name))
        }
        guard let texts = call.arguments else { return .refused(.unreadableArguments) }
        lastArguments = texts
        var arguments: [Argument] = []
        for text in texts {
            switch argument(text, in: world, topics: topics) {
            case .success(let argument): arguments.append(argument)
            case .failure(let refusal): return .refused(refusal.reason)
            }
        }
        let intent = ToolIntent(
            tool, arguments, version: world.behaviour.version,
            isKind: { world.graph.isKind($0, of: $1) })
        let outcome = try carryOut(intent, in: world)
        if case .refused = outcome { return outcome }
        actions.append("\(call.name)(\(texts.joined(separator: ", ")))")
        return outcome
    }

    private struct Refused: Error {
        var reason: ToolRefusal
    }

    /// What the text of an argument stands for: a variable, a name of the question, an id, a text.
    private func argument(
        _ text: String, in world: GraphWorld, topics: [GraphTask.Topic]?
    ) -> Result<Argument, Refused> {
        let version = world.behaviour.version
        var key = PythonText(text)
        if !version.hasToolCalls {
            key = key.replacing("variable ", with: "").replacing("Variable ", with: "")
        }
        if key.hasPrefix("#") {
            let digits = PythonText(key.scalars.dropFirst())
            guard let index = digits.integer else {
                return .failure(Refused(reason: .noNumber(digits.string)))
            }
            guard let variable = variables.atPythonIndex(index) else {
                return .failure(Refused(reason: .noSuchVariable))
            }
            return .success(.variable(variable))
        }
        let name = key.string
        if let topics {
            if let topic = topics.first(where: { $0.name.isIdentical(to: name) }) {
                return .success(Argument(raw: topic.id, version: version))
            }
        } else {
            // Free play has no question that names entities: the graph's own names will do.
            let ids = world.graph.ids(named: name)
            if ids.count == 1 { return .success(.entity(ids[0])) }
        }
        return .success(Argument(raw: text, version: version))
    }

    private mutating func carryOut(
        _ intent: ToolIntent, in world: GraphWorld
    ) throws(EnvironmentError) -> Outcome {
        switch intent {
        case .refused(let reason): return .refused(reason)
        case .list(let key):
            guard let properties = try listing(key, in: world) else { return .refused(.badQuery) }
            return .listed(key, properties)
        case .follow(let program, let relation):
            let key = ListingKey(kind: .relations, program: program)
            guard let property = try licensed(relation, by: key, in: world) else {
                return .refused(.relationNotListed)
            }
            guard let type = world.type(behind: property) else {
                throw EnvironmentError(
                    .unknown,
                    world.open == nil
                        ? "the world has no table that says where \(relation) leads: add fb_roles"
                        : "no dialogue shows where \(relation) leads")
            }
            return make(Variable(type: type, program: .join(property: relation, program)))
        case .select(let extremum, let variable, let attribute):
            let key = ListingKey(kind: .attributes, program: variable.program)
            guard try licensed(attribute, by: key, in: world) != nil else {
                return .refused(
                    .attributeNotListed(extremum == .highest ? .argmax : .argmin))
            }
            let program = Program.extremum(extremum, variable.program, attribute: attribute)
            return make(Variable(type: variable.type, program: program))
        case .make(let variable), .makeIfEqual(let variable):
            return make(variable)
        }
    }

    private mutating func make(_ variable: Variable) -> Outcome {
        variables.append(variable)
        return .made(variable)
    }

    /// Lists properties and remembers them; `nil` if the store refuses the query.
    private mutating func listing(
        _ key: ListingKey, in world: GraphWorld
    ) throws(EnvironmentError) -> [UInt32]? {
        if let known = listings[key] { return known }
        guard
            let properties = world.evaluation.properties(
                of: key.program, marked: world.marks(of: key.kind))
        else { return nil }
        if let open = world.open, !open.isCompleted, !open.knows(key) {
            throw EnvironmentError(.unknown, "no dialogue shows \(world.words(for: key))")
        }
        listings[key] = properties
        return properties
    }

    /// The number of a property, if it was listed.
    private mutating func licensed(
        _ name: String, by key: ListingKey, in world: GraphWorld
    ) throws(EnvironmentError) -> UInt32? {
        guard let property = world.graph.property(name) else { return nil }
        if world.open?.licenses(name, of: key) == true { return property }
        let isLicensedUnlisted =
            world.behaviour.cache == .process || world.behaviour.version.hasToolCalls
        guard let listed = isLicensedUnlisted ? try listing(key, in: world) : listings[key],
            listed.contains(property)
        else { return nil }
        return property
    }
}

extension GraphWorld {
    /// The marks that a property must have to be listed.
    func marks(of kind: ListingKey.Kind) -> PropertyMarks {
        switch (kind, behaviour.version) {
        case (.relations, .corrected): [.relation, .leadsToEntities]
        case (.attributes, .corrected): [.attribute, .leadsToNumbers]
        case (.relations, _): .relation
        case (.attributes, _): .attribute
        }
    }

    /// The type of what a relation leads to: its range, else what has the reverse relation.
    func type(behind property: UInt32) -> String? {
        if let range = graph.range(ofProperty: property) { return range }
        return graph.reverse(ofProperty: graph.name(ofProperty: property))
            .flatMap { graph.property($0) }.flatMap { graph.domain(ofProperty: $0) }
    }

    /// The names of properties in the order in which a listing shows them.
    func names(of properties: [UInt32], listedOf key: ListingKey, seed: UInt64) -> [String] {
        var names = properties.map { graph.name(ofProperty: $0) }
        if behaviour.order == .seeded {
            var generator = SeededGenerator(seed: seed ^ key.program.fingerprint)
            names.shuffle(using: &generator)
        }
        return names
    }
}

extension Program {
    /// A hash of the text that is the same in every process (FNV-1a).
    fileprivate var fingerprint: UInt64 {
        description.utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
    }
}
