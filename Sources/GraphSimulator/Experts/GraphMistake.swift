/// Something that agents really do wrong with the tools.
enum GraphMistake {
    /// A call that fails or leads astray, with the thought beside it.
    case call(ActionCall, String)
    /// An answer that there is not.
    case answer(Int, String)
    /// A message without an action.
    case silence(String)

    /// A mistake that fits the moment.
    ///
    /// - Parameters:
    ///   - call: what would be right; `nil` if it is time to answer.
    ///   - listed: the names in the last listing.
    ///   - types: the types of the variables so far.
    static func plausible(
        instead call: ActionCall?, topics: [GraphTask.Topic], listed: [String], types: [String],
        version: GraphVersion, using generator: inout some RandomNumberGenerator
    ) -> GraphMistake? {
        var mistakes: [GraphMistake] = []
        guard let call else {
            // With tool calls such an answer ends the episode.
            return version.hasToolCalls
                ? nil
                : .answer(
                    types.count, "The last variable is #\(types.count), which is what I looked for."
                )
        }
        let first = call.arguments?.first ?? ""
        switch Tool(rawValue: call.name) {
        case .getRelations where !first.hasPrefix("#"):
            let lowercase = first.lowercased()
            if lowercase != first, !topics.contains(where: { $0.name == lowercase }) {
                mistakes.append(
                    .call(
                        ActionCall(name: call.name, arguments: [lowercase]),
                        "I look up \(lowercase) first."))
            }
            mistakes += topics.filter { !isEntity($0.id) }.map { topic in
                .call(
                    ActionCall(name: call.name, arguments: [topic.name]),
                    "\(topic.name) is named with the question, so I look at its relations.")
            }
            mistakes.append(
                .silence("I should find out which relations \(first) has in the graph."))
        case .getRelations:
            mistakes.append(.silence("From \(first) I have to go one step further."))
        case .getNeighbors:
            let relation = call.arguments?.last ?? ""
            let short = relation.split(separator: ".").dropFirst().joined(separator: ".")
            mistakes.append(
                .call(
                    ActionCall(name: call.name, arguments: [first, short]),
                    "\(PropertyWords.words(of: relation)) is the relation that I need."))
            if let other = listed.filter({ $0 != relation }).randomElement(using: &generator) {
                let words = PropertyWords.words(of: other)
                mistakes.append(
                    .call(
                        ActionCall(name: call.name, arguments: [first, other]),
                        "By \(words) one may get to what is asked for."))
            }
        case .intersection:
            let own = types.indices.first { "#\($0)" == first }.map { types[$0] }
            let strange = types.indices.filter { types[$0] != own }
            if let other = strange.randomElement(using: &generator) {
                mistakes.append(
                    .call(
                        ActionCall(name: call.name, arguments: [first, "#\(other)"]),
                        "I take what \(first) and #\(other) have in common."))
            }
        case .count:
            mistakes.append(.silence("Now the members of \(first) have to be counted."))
        case .getAttributes:
            mistakes.append(
                .silence("Among the members of \(first) I have to find the extreme one."))
        case .argmax, .argmin, nil: break
        }
        return mistakes.randomElement(using: &generator)
    }

    private static func isEntity(_ id: String) -> Bool {
        if case .entity = Argument(raw: id, version: .agentinstruct) { true } else { false }
    }
}
