/// A question that nobody has tried to answer yet, with the actions that should.
struct QuestionDraft {
    /// Where it begins and along which relations it goes.
    struct Way {
        var topic: GraphTask.Topic
        var relations: [String]

        /// How one speaks of what it leads to: `genre of the films of Greta Calder`.
        var phrase: String {
            relations.reduce("") { phrase, relation in
                let words = PropertyWords.noun(of: relation)
                return phrase.isEmpty ? "\(words) of \(topic.name)" : "\(words) of the \(phrase)"
            }
        }

        /// The actions that go along it; the variables are numbered from `start` on.
        fileprivate func actions(from start: Int) -> [String] {
            relations.enumerated().flatMap { place, relation in
                let origin = place == 0 ? topic.name : "#\(start + place - 1)"
                return ["get_relations(\(origin))", "get_neighbors(\(origin), \(relation))"]
            }
        }
    }

    var question: String
    var topics: [GraphTask.Topic]
    var actions: [String]

    /// Asks for what a way leads to, or for what is then done with it.
    init(along way: Way, then last: [String] = [], asking question: String) {
        self.question = question
        topics = [way.topic]
        actions = way.actions(from: 0) + last
    }

    /// Asks for what two ways have in common.
    init(intersecting first: Way, _ second: Way, asking question: String) {
        self.question = question
        topics = [first.topic, second.topic]
        let start = first.relations.count
        actions =
            first.actions(from: 0) + second.actions(from: start)
            + ["intersection(#\(start - 1), #\(start + second.relations.count - 1))"]
    }
}
