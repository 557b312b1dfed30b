public import Environments
import JSONTree

/// What a person may see besides the observations.
extension GraphEnvironment {
    /// The variables, and the entities of the question.
    public var views: [View] {
        [
            View("variables", "each variable: its type, how many it holds, its program"),
            View("entities", "what the question names, with the ids"),
        ]
    }

    /// Lays out a view.
    public func view(_ name: String, columns: Int) -> [StyledLine]? {
        switch name {
        case "variables":
            variables.isEmpty
                ? ["There are no variables yet: get_neighbors makes the first."]
                : variables.indices.flatMap { lines(on: $0, columns: columns) }
        case "entities":
            topics.map { topic in
                let isKnown = world.graph.resource(topic.id) != nil
                return StyledLine([
                    .init(topic.name, .action), .init("  \(topic.id)", .faint),
                    .init(isKnown ? "" : "  not in the graph", .bad),
                ])
            }
        default: nil
        }
    }

    /// A listing one below the other with the types that the relations lead to, and an answer with
    /// the names of its members.
    public func presentation(of step: Step, columns: Int) -> [StyledLine]? {
        if let answer = step.details["answer"]?.array?.compactMap(\.string), step.end != nil {
            return lines(onAnswer: answer)
        }
        guard let names = ObservationText.names(inListing: step.observation), !names.isEmpty else {
            return nil
        }
        let width = (names.map(\.count).max() ?? 0) + 2
        return names.map { name in
            let type = world.graph.property(name).flatMap { world.type(behind: $0) } ?? ""
            let gap = String(repeating: " ", count: max(1, width - name.count))
            return StyledLine([.init(name, .action), .init(gap + type, .faint)])
        }
    }

    private func lines(on index: Int, columns: Int) -> [StyledLine] {
        let variable = variables[index]
        let size: String
        var members: [String] = []
        switch value(of: index) {
        case .members(let found)?:
            size = found.count == 1 ? "1 member" : "\(found.count) members"
            members = found
        case .number(let number)?: size = "the number \(number)"
        case .badlyFormed?: size = "cannot be asked for"
        case nil: size = "members not known"
        }
        var lines = [
            StyledLine([
                .init("#\(index)", .heading), .init("  \(variable.type ?? "")  "),
                .init(size, .good),
            ]),
            StyledLine("    \(readable(variable.program))", .faint),
        ]
        if !members.isEmpty {
            lines.append(StyledLine("    " + preview(of: members, columns: columns - 4)))
        }
        return lines
    }

    /// A program with names beside the ids of its entities.
    private func readable(_ program: Program) -> String {
        program.entities.sorted().reduce(program.description) { text, id in
            guard let name = world.graph.name(of: id) else { return text }
            return text.replacing(id, with: "\(id) “\(name)”")
        }
    }

    /// As many members as fit on a line, by their names where they have some.
    private func preview(of members: [String], columns: Int) -> String {
        var line = ""
        for (place, member) in members.enumerated() {
            let name = world.graph.name(of: member) ?? member
            let next = line.isEmpty ? name : "\(line), \(name)"
            if !line.isEmpty, next.count > max(20, columns) - 8 {
                return "\(line), … \(members.count - place) more"
            }
            line = next
        }
        return line
    }

    private func lines(onAnswer answer: [String]) -> [StyledLine] {
        if answer.isEmpty { return [StyledLine("The answer is empty.", .bad)] }
        let shown = answer.prefix(50).map { id in
            StyledLine([
                .init("  \(id)", .plain), .init("  \(world.graph.name(of: id) ?? "")", .action),
            ])
        }
        let more = answer.count - shown.count
        return [StyledLine("The answer:", .heading)] + shown
            + (more > 0 ? [StyledLine("  … and \(more) more", .faint)] : [])
    }
}
