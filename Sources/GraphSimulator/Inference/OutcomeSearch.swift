import Environments

/// Finds the ways in which a line of calls can be answered in a graph that is known in part.
struct OutcomeSearch {
    let version: GraphVersion
    let ontology: Graph?
    let names: QuestionNames
    let facts: KnownFacts
    let variables: [Variable]

    /// The ways for calls that are tried from left to right, the likeliest first.
    func outcomes(
        of calls: some Collection<ActionCall>, lastArguments: [String]?
    ) -> [PossibleOutcome] {
        outcomes(
            of: calls[...], lastArguments: lastArguments, lessons: [],
            failure: ObservationText.noCall)
    }

    private func outcomes(
        of calls: some Collection<ActionCall>, lastArguments: [String]?,
        lessons: [KnownFacts.Lesson], failure: String
    ) -> [PossibleOutcome] {
        guard let call = calls.first else {
            return [
                PossibleOutcome(
                    text: .fixed(failure), lessons: lessons, isSuccess: false,
                    lastArguments: lastArguments)
            ]
        }
        let isTool = Tool(rawValue: call.name) != nil
        let arguments = isTool ? call.arguments ?? lastArguments : lastArguments
        var found: [PossibleOutcome] = []
        for branch in branches(of: call) {
            switch branch.result {
            case .success(let text, let variable):
                found.append(
                    PossibleOutcome(
                        text: text, variable: variable, lessons: lessons + branch.lessons,
                        isSuccess: true, lastArguments: arguments))
            case .failure:
                found += outcomes(
                    of: calls.dropFirst(), lastArguments: arguments,
                    lessons: lessons + branch.lessons,
                    failure: ObservationText.failure(call.name, arguments))
            }
        }
        return found
    }

    // MARK: One call

    private struct Branch {
        enum Result {
            case success(PossibleOutcome.Text, Variable?)
            case failure
        }

        var result: Result
        var lessons: [KnownFacts.Lesson] = []

        static var failure: Branch { Branch(result: .failure) }
    }

    private func branches(of call: ActionCall) -> [Branch] {
        guard let tool = Tool(rawValue: call.name), let texts = call.arguments else {
            return [.failure]
        }
        var arguments: [Argument] = []
        for text in texts {
            guard let argument = argument(text) else { return [.failure] }
            arguments.append(argument)
        }
        let intent = ToolIntent(
            tool, arguments, version: version,
            isKind: { ontology?.isKind($0, of: $1) ?? false })
        switch intent {
        case .refused: return [.failure]
        case .list(let key): return listing(key)
        case .follow(let program, let relation): return follow(program, relation)
        case .select(let extremum, let variable, let attribute):
            return select(extremum, variable, attribute)
        case .make(let variable): return [made(variable)]
        case .makeIfEqual(let variable): return [made(variable), .failure]
        }
    }

    private func argument(_ text: String) -> Argument? {
        let key = PythonText(text).replacing("variable ", with: "")
            .replacing("Variable ", with: "")
        if key.hasPrefix("#") {
            return PythonText(key.scalars.dropFirst()).integer
                .flatMap { variables.atPythonIndex($0) }.map { .variable($0) }
        }
        if names.mayContain(key.string) { return .entity(key.string) }
        return Argument(raw: text, version: version)
    }

    private func made(_ variable: Variable) -> Branch {
        let text = ObservationText.variable(variables.count, variable)
        return Branch(result: .success(.fixed(text), variable))
    }

    /// What is known of whether the tools take an entity; `nil` if nothing is.
    private func isUsable(_ program: Program) -> Bool? {
        guard case .entity(let name) = program, names.mayContain(name) else { return true }
        return facts.usability[name]?.isUsable
    }

    private func usable(_ program: Program, _ isUsable: Bool) -> [KnownFacts.Lesson] {
        guard self.isUsable(program) == nil, case .entity(let name) = program else { return [] }
        return [.usability(name, isUsable)]
    }

    private func listing(_ key: ListingKey) -> [Branch] {
        if case .entity = key.program {
            // Asked below: a name may stand for something that the tools do not take.
        } else if !key.program.hasMembers {
            return [.failure]
        }
        if let known = facts.listings[key] {
            return [Branch(result: .success(.known(known), nil))]
        }
        let success = Branch(
            result: .success(.listing(key), nil), lessons: usable(key.program, true))
        switch isUsable(key.program) {
        case true?: return [success]
        case false?: return [.failure]
        case nil:
            return [success, Branch(result: .failure, lessons: usable(key.program, false))]
        }
    }

    private func follow(_ program: Program, _ relation: String) -> [Branch] {
        let key = ListingKey(kind: .relations, program: program)
        let joined = Program.join(property: relation, program)
        let success: Branch
        if let type = type(behind: relation) {
            success = made(Variable(type: type, program: joined))
        } else {
            success = Branch(
                result: .success(
                    .announcement(relation: relation), Variable(type: nil, program: joined)))
        }
        return licensed(relation, by: key, success)
    }

    private func select(
        _ extremum: Extremum, _ variable: Variable, _ attribute: String
    ) -> [Branch] {
        let key = ListingKey(kind: .attributes, program: variable.program)
        let program = Program.extremum(extremum, variable.program, attribute: attribute)
        return licensed(attribute, by: key, made(Variable(type: variable.type, program: program)))
    }

    /// A step by a property succeeds if it was listed; if nothing was, another episode of the
    /// original's process may have done it.
    private func licensed(_ property: String, by key: ListingKey, _ success: Branch) -> [Branch] {
        if let listing = facts.listings[key] {
            return [listing.names.contains { $0.isIdentical(to: property) } ? success : .failure]
        }
        if facts.used[key]?[property] != nil { return [success] }
        guard mayBeListed(property, key), isUsable(key.program) != false else { return [.failure] }
        var foreign = success
        foreign.lessons += usable(key.program, true) + [.use(key, property)]
        return [.failure, foreign]
    }

    private func mayBeListed(_ property: String, _ key: ListingKey) -> Bool {
        if case .entity = key.program {
            // An entity can always be listed.
        } else if !key.program.hasMembers {
            return false
        }
        return ontology.map { $0.isListable(property, as: key.kind) } ?? true
    }

    private func type(behind relation: String) -> String? {
        if let ontology, let property = ontology.property(relation),
            let type = ontology.range(ofProperty: property)
        {
            return type
        }
        return facts.ranges[relation]?.type
    }
}

extension Graph {
    /// Whether a property is in the vocabulary of relations or attributes.
    func isListable(_ name: String, as kind: ListingKey.Kind) -> Bool {
        guard let property = property(name) else { return false }
        return marks(of: property).contains(kind == .relations ? .relation : .attribute)
    }
}
