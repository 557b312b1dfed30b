import Environments

/// The result of carrying out a task's gold actions.
struct GoldProgram {
    /// What the last variable comes to.
    var value: ProgramValue
    /// The variables, in order.
    var variables: [Variable]

    /// Carries out the gold actions, as if every listing had been made or one by one as they are.
    ///
    /// - Returns: `nil` if there are none, or one of them fails.
    init?(_ task: GraphTask, in world: GraphWorld, listsFirst: Bool = true) {
        guard !task.actions.isEmpty else { return nil }
        var permissive = world
        if listsFirst { permissive.behaviour.cache = .process }
        var workspace = Workspace()
        for action in task.actions {
            guard let call = ActionCall.calls(in: PythonText(action)).first,
                let outcome = try? workspace.perform(call, in: permissive, topics: task.topics)
            else { return nil }
            if case .refused = outcome { return nil }
        }
        guard let last = workspace.variables.last else { return nil }
        variables = workspace.variables
        value = world.evaluation.value(of: last.program)
    }
}

extension GraphWorld {
    /// The answer against which a task is graded: the one that the file gives, else what the gold
    /// actions lead to; `nil` if the task has neither.
    public func goldAnswer(of task: GraphTask) -> [String]? {
        if !task.answer.isEmpty { return task.answer }
        return GoldProgram(task, in: self)?.value.answer
    }
}
