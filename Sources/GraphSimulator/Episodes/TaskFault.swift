import Environments

/// Why the gold actions of a task cannot be carried out as an agent would.
public struct TaskFault: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of reasons.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// A name of the question holds a comma or a parenthesis, which end an argument.
        case unwritableName = "unwritable-name"
        /// The id of an entity is not of the form that the tools take.
        case unusableID = "unusable-id"
        /// A relation or attribute is not in the vocabulary.
        case unknownProperty = "unknown-property"
        /// The two sides of an intersection are of different types.
        case differentTypes = "different-types"
        /// A call is malformed, or names a variable that there is not.
        case malformedCall = "malformed-call"
        /// The actions can be carried out and lead to another answer than the gold one.
        case otherAnswer = "other-answer"
    }

    /// The task's id.
    public var task: String
    /// The kind of reason.
    public var reason: Reason
    /// The action or the name that is at fault.
    public var detail: String

    /// `TASK: REASON: DETAIL`.
    public var description: String { "\(task): \(reason.rawValue): \(detail)" }
}

extension GraphWorld {
    /// What keeps a task's gold actions from working in this behaviour version; empty if nothing
    /// does, or the task has no gold actions.
    public func faults(of task: GraphTask) -> [TaskFault] {
        guard !task.actions.isEmpty else { return [] }
        var check = TaskCheck(task: task, world: self)
        check.run()
        return check.faults
    }
}

/// Walks through the gold actions by the ontology, past every fault.
private struct TaskCheck {
    let task: GraphTask
    let world: GraphWorld
    private(set) var faults: [TaskFault] = []
    private var variables: [Variable] = []

    init(task: GraphTask, world: GraphWorld) {
        self.task = task
        self.world = world
    }

    mutating func run() {
        checkNames()
        for action in task.actions { check(action) }
        guard faults.isEmpty, !task.answer.isEmpty, world.graph.tripleCount > 0,
            let gold = GoldProgram(task, in: world)
        else { return }
        let grade = AnswerGrade(answer: gold.value.answer, gold: task.answer)
        if !grade.isExact {
            report(.otherAnswer, gold.value.answer.prefix(5).joined(separator: ", "))
        }
    }

    private mutating func report(_ reason: TaskFault.Reason, _ detail: String) {
        faults.append(TaskFault(task: task.id, reason: reason, detail: detail))
    }

    /// Agents see names only, so a name that no argument can hold keeps its entity out of reach.
    private mutating func checkNames() {
        guard world.behaviour.version != .corrected, !world.behaviour.version.hasToolCalls else {
            return
        }
        for topic in task.topics {
            let isUsed = task.actions.contains { action in
                ActionCall.calls(in: PythonText(action))
                    .contains { $0.arguments?.first == topic.id }
            }
            if isUsed, topic.name.contains(where: { ",()".contains($0) }) {
                report(.unwritableName, topic.name)
            }
        }
    }

    private mutating func check(_ action: String) {
        guard let call = ActionCall.calls(in: PythonText(action)).first,
            let tool = Tool(rawValue: call.name), let texts = call.arguments,
            let arguments = arguments(texts)
        else {
            report(.malformedCall, action)
            return
        }
        let version = world.behaviour.version
        let intent = ToolIntent(
            tool, arguments, version: version, isKind: { world.graph.isKind($0, of: $1) })
        switch intent {
        case .list: break
        case .make(let variable), .makeIfEqual(let variable): variables.append(variable)
        case .follow(let program, let relation):
            checkProperty(relation, .relations, action)
            let type = world.graph.property(relation).flatMap { world.type(behind: $0) }
            variables.append(
                Variable(type: type, program: .join(property: relation, program)))
        case .select(let extremum, let variable, let attribute):
            checkProperty(attribute, .attributes, action)
            variables.append(
                Variable(
                    type: variable.type,
                    program: .extremum(extremum, variable.program, attribute: attribute)))
        case .refused(.differentTypes):
            report(.differentTypes, action)
            if case .variable(let first) = arguments[0], case .variable(let second) = arguments[1] {
                variables.append(
                    Variable(
                        type: first.type, program: .intersection(first.program, second.program)))
            }
        case .refused(.notAnEntity):
            report(.unusableID, action)
            if tool == .getNeighbors, case .text(let relation) = arguments[1] {
                let type = world.graph.property(relation).flatMap { world.type(behind: $0) }
                variables.append(
                    Variable(type: type, program: .join(property: relation, .entity(texts[0]))))
            }
        case .refused: report(.malformedCall, action)
        }
    }

    private func arguments(_ texts: [String]) -> [Argument]? {
        var arguments: [Argument] = []
        for text in texts {
            guard text.hasPrefix("#") else {
                let id = task.topics.first { $0.name.isIdentical(to: text) }?.id ?? text
                arguments.append(Argument(raw: id, version: world.behaviour.version))
                continue
            }
            guard let index = PythonText(text.dropFirst()).integer,
                let variable = variables.atPythonIndex(index)
            else { return nil }
            arguments.append(.variable(variable))
        }
        return arguments
    }

    private mutating func checkProperty(
        _ name: String, _ kind: ListingKey.Kind, _ action: String
    ) {
        let marks = world.graph.property(name).map { world.graph.marks(of: $0) } ?? []
        if marks.isDisjoint(with: world.marks(of: kind)) { report(.unknownProperty, action) }
    }
}
