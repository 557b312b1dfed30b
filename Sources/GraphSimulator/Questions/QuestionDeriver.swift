import Environments
import SeededRandom

/// Makes questions from a graph: walks along its relations, and asks for what the walk leads to.
///
/// A question is kept only if its actions, carried out as an agent would, lead to an answer.
struct QuestionDeriver {
    private let world: GraphWorld
    private let id: DerivedTask
    private var generator: SeededGenerator

    /// Larger sets are not worth asking for.
    private static let largestAnswer = 24
    /// Walks through larger sets take long and lead nowhere in particular.
    private static let largestStep = 400
    /// So many walks that lead nowhere mean that the graph offers no questions.
    private static let attempts = 4000

    init(world: GraphWorld, id: DerivedTask) {
        self.world = world
        self.id = id
        generator = id.generator
    }

    private var graph: Graph { world.graph }

    /// The question.
    ///
    /// - Throws: if the graph has no named entities with relations that lead somewhere.
    mutating func question() throws(EnvironmentError) -> GraphTask {
        for _ in 0..<QuestionDeriver.attempts {
            if let draft = draft(), let task = finished(draft) { return task }
        }
        throw .unsupported(
            "deriving questions from this graph: it needs named entities, and relations with roles")
    }

    // MARK: Walking

    /// A way from a named entity, and what it leads to.
    private struct Path {
        var way: QuestionDraft.Way
        var members: MemberSet
        /// The type of its members.
        var type: String
    }

    private struct Step {
        var relation: String
        var members: MemberSet
        var type: String
    }

    private mutating func draft() -> QuestionDraft? {
        guard let path = path() else { return nil }
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<2: return QuestionDraft(along: path.way, asking: sentence(for: path))
        case 2..<7:
            return longer(path).map { QuestionDraft(along: $0.way, asking: sentence(for: $0)) }
        case 7..<12: return intersection(of: path)
        case 12..<16: return count(of: path)
        default: return extremum(of: path)
        }
    }

    private mutating func path() -> Path? {
        guard let topic = topic(), let term = graph.resource(topic.id),
            let step = step(from: MemberSet(sorted: [term]))
        else { return nil }
        return Path(
            way: QuestionDraft.Way(topic: topic, relations: [step.relation]),
            members: step.members, type: step.type)
    }

    private mutating func longer(_ path: Path) -> Path? {
        guard let step = step(from: path.members) else { return nil }
        // Back the same way says nothing.
        if let last = path.way.relations.last, graph.reverse(ofProperty: last) == step.relation {
            return nil
        }
        var path = path
        path.way.relations.append(step.relation)
        path.members = step.members
        path.type = step.type
        return path
    }

    /// An entity with a name that an agent can write.
    private mutating func topic() -> GraphTask.Topic? {
        guard let term = graph.randomNamedTerm(using: &generator), let name = graph.name(of: term)
        else { return nil }
        let id = graph.text(of: term)
        guard case .entity = Argument(raw: id, version: world.behaviour.version),
            isWritable(name), graph.ids(named: name).count == 1
        else { return nil }
        return GraphTask.Topic(name: name, id: id)
    }

    private func isWritable(_ name: String) -> Bool {
        guard (2...60).contains(name.unicodeScalars.count), name.first != "#",
            !name.unicodeScalars.contains(where: { ",()[]:\\\n".unicodeScalars.contains($0) }),
            case .text = Argument(raw: name, version: world.behaviour.version)
        else { return false }
        let text = PythonText(name)
        return text.firstIndex(of: PythonText("ariable ")) == nil
            && text.scalars.first?.isPythonSpace == false
            && text.scalars.last?.isPythonSpace == false
    }

    /// A relation that one of the members has, and where all of them lead by it.
    private mutating func step(from members: MemberSet) -> Step? {
        guard let member = members.members.randomElement(using: &generator) else { return nil }
        let marks = world.marks(of: .relations)
        let runs = graph.runs(of: member).filter { run in
            let property = graph.property(ofRun: run)
            return !graph.marks(of: property).isDisjoint(with: marks)
                && world.type(behind: property) != nil
        }
        guard let run = runs.randomElement(using: &generator) else { return nil }
        let property = graph.property(ofRun: run)
        var objects: [UInt32] = []
        for member in members.members {
            objects.append(contentsOf: graph.objects(of: member, property))
            if objects.count > QuestionDeriver.largestStep { return nil }
        }
        let entities = objects.filter { !graph.isLiteral($0) }
        guard !entities.isEmpty, let type = world.type(behind: property) else { return nil }
        return Step(
            relation: graph.name(ofProperty: property), members: MemberSet(unsorted: entities),
            type: type)
    }

    // MARK: Asking

    private mutating func sentence(for path: Path) -> String {
        choose([
            "What is given as the \(path.way.phrase)?", "Name the \(path.way.phrase).",
            "Find the \(path.way.phrase).",
        ])
    }

    private mutating func choose(_ sentences: [String]) -> String {
        sentences.randomElement(using: &generator) ?? ""
    }

    /// What a path and the way back from another named entity have in common.
    private mutating func intersection(of path: Path) -> QuestionDraft? {
        guard let member = path.members.members.randomElement(using: &generator) else { return nil }
        let ways = graph.runs(of: member).filter { run in
            let back = graph.reverse(ofProperty: graph.name(ofProperty: graph.property(ofRun: run)))
            return back.flatMap { graph.property($0) }.flatMap { world.type(behind: $0) }
                == path.type
        }
        guard let way = ways.randomElement(using: &generator),
            let relation = graph.reverse(
                ofProperty: graph.name(ofProperty: graph.property(ofRun: way))),
            let neighbour = graph.objects(ofRun: way).randomElement(using: &generator),
            let name = graph.name(of: neighbour), isWritable(name), name != path.way.topic.name,
            graph.ids(named: name).count == 1
        else { return nil }
        let topic = GraphTask.Topic(name: name, id: graph.text(of: neighbour))
        let other = QuestionDraft.Way(topic: topic, relations: [relation])
        return QuestionDraft(
            intersecting: path.way, other,
            asking: choose([
                "What is both among the \(path.way.phrase) and among the \(other.phrase)?",
                "What do the \(path.way.phrase) and the \(other.phrase) have in common?",
            ]))
    }

    private mutating func count(of path: Path) -> QuestionDraft? {
        let path = Bool.random(using: &generator) ? path : longer(path) ?? path
        return QuestionDraft(
            along: path.way, then: ["count(#\(path.way.relations.count - 1))"],
            asking: choose([
                "How many different \(path.way.phrase) are there?",
                "Count the \(path.way.phrase), each once.",
            ]))
    }

    private mutating func extremum(of path: Path) -> QuestionDraft? {
        let path = Bool.random(using: &generator) ? path : longer(path) ?? path
        guard path.members.count > 1,
            let member = path.members.members.randomElement(using: &generator)
        else { return nil }
        let marks = world.marks(of: .attributes)
        let attributes = graph.runs(of: member).map { graph.property(ofRun: $0) }
            .filter { !graph.marks(of: $0).isDisjoint(with: marks) }
        guard let property = attributes.randomElement(using: &generator) else { return nil }
        let attribute = graph.name(ofProperty: property)
        let isHighest = Bool.random(using: &generator)
        let last = "#\(path.way.relations.count - 1)"
        let words = PropertyWords.words(of: attribute)
        return QuestionDraft(
            along: path.way,
            then: [
                "get_attributes(\(last))",
                "\(isHighest ? "argmax" : "argmin")(\(last), \(attribute))",
            ],
            asking: choose([
                "Of the \(path.way.phrase), which has the \(isHighest ? "highest" : "lowest") \(words)?",
                "Among the \(path.way.phrase), which one's \(words) is the \(isHighest ? "highest" : "lowest")?",
            ]))
    }

    // MARK: Proving

    /// The task, if its actions lead to an answer of a size worth asking for.
    private func finished(_ draft: QuestionDraft) -> GraphTask? {
        var task = GraphTask(
            id: id.description, question: draft.question, topics: draft.topics,
            actions: draft.actions)
        var strict = world
        strict.behaviour.cache = .episode
        guard let gold = GoldProgram(task, in: strict, listsFirst: false) else { return nil }
        let answer = gold.value.answer
        guard !answer.isEmpty, answer.count <= QuestionDeriver.largestAnswer else {
            return nil
        }
        switch gold.value {
        case .number(let number) where number < 2: return nil
        case .members where gold.variables.last?.program.firstExtremum != nil:
            guard answer.count == 1 else { return nil }
        case .number, .members, .badlyFormed: break
        }
        task.answer = answer
        return task
    }
}
