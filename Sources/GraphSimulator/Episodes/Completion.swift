/// What could be typed next: whole calls as far as they are known.
struct Completion {
    let world: GraphWorld
    let workspace: Workspace
    let topics: [GraphTask.Topic]?

    func completions(for prefix: String) -> [String] {
        guard let parenthesis = prefix.firstIndex(of: "(") else {
            let tools = Tool.allCases.map { $0.rawValue + "(" }
            let answers = workspace.variables.indices.map { "Final Answer: #\($0)" }
            return (tools + answers).filter { $0.hasPrefix(prefix) }
        }
        guard let tool = Tool(rawValue: String(prefix[..<parenthesis])) else { return [] }
        let head = String(prefix[...parenthesis])
        let inside = prefix[prefix.index(after: parenthesis)...]
        guard let comma = inside.lastIndex(of: ","), tool.parameters.count == 2 else {
            let end = tool.parameters.count == 2 ? ", " : ")"
            return first(of: tool, beginningWith: String(inside)).map { head + $0 + end }
        }
        let first = String(inside[..<comma])
        let typed = String(inside[inside.index(after: comma)...].drop { $0 == " " })
        return second(of: tool, after: first).filter { $0.hasPrefix(typed) }
            .map { "\(head)\(first), \($0))" }
    }

    /// Variables, and where a tool takes them the names of entities.
    private func first(of tool: Tool, beginningWith typed: String) -> [String] {
        let variables = workspace.variables.indices.map { "#\($0)" }
        var names: [String] = []
        if tool == .getRelations || tool == .getNeighbors {
            names = topics?.map(\.name) ?? world.graph.names(beginningWith: typed, limit: 20)
        }
        return (variables + names).filter { $0.hasPrefix(typed) }
    }

    /// Variables for an intersection, else the properties that were listed.
    private func second(of tool: Tool, after first: String) -> [String] {
        switch tool {
        case .intersection:
            let type = variable(first)?.type
            return workspace.variables.indices
                .filter { type == nil || workspace.variables[$0].type == type }
                .map { "#\($0)" }
        case .getNeighbors:
            return listed(ListingKey(kind: .relations, program: program(first)))
        case .argmax, .argmin:
            guard let variable = variable(first) else { return [] }
            return listed(ListingKey(kind: .attributes, program: variable.program))
        case .getRelations, .getAttributes, .count: return []
        }
    }

    private func listed(_ key: ListingKey) -> [String] {
        (workspace.listings[key] ?? []).map { world.graph.name(ofProperty: $0) }
    }

    private func variable(_ text: String) -> Variable? {
        guard text.hasPrefix("#"), let index = Int(text.dropFirst()) else { return nil }
        return workspace.variables.atPythonIndex(index)
    }

    private func program(_ text: String) -> Program {
        if let variable = variable(text) { return variable.program }
        if let topics {
            return .entity(topics.first { $0.name == text }?.id ?? text)
        }
        let ids = world.graph.ids(named: text)
        return .entity(ids.count == 1 ? ids[0] : text)
    }
}
