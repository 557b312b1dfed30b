import JSONTree

/// A question over a knowledge graph, as AgentBench's task files state it.
public struct GraphTask: Hashable, Sendable {
    /// An entity that the question names.
    public struct Topic: Hashable, Sendable {
        /// The name by which the agent may use it.
        public var name: String
        /// The id that it stands for; classes and other things that cannot be used have other ids.
        public var id: String

        /// Pairs a name with an id.
        public init(name: String, id: String) {
            self.name = name
            self.id = id
        }
    }

    /// The id that the file gives, else `FILE-STEM#INDEX`.
    public var id: String
    /// The question.
    public var question: String
    /// Where the question is from (`grailqa`, …); may be empty.
    public var source: String
    /// The entities that the question names, in order.
    public var topics: [Topic]
    /// The gold logical form, in GrailQA's notation; may be empty.
    public var expression: String
    /// The gold actions; may be empty.
    public var actions: [String]
    /// The gold answer: ids and values; may be empty.
    public var answer: [String]

    /// States a question.
    public init(
        id: String, question: String, source: String = "", topics: [Topic],
        expression: String = "", actions: [String] = [], answer: [String] = []
    ) {
        self.id = id
        self.question = question
        self.source = source
        self.topics = topics
        self.expression = expression
        self.actions = actions
        self.answer = answer
    }

    /// The names in the order of the record, in square brackets.
    var topicList: String { "[\(topics.map(\.name).joined(separator: ", "))]" }
}

extension GraphTask {
    /// Reads a record of a task file; `nil` if it states no question.
    init?(_ record: JSON, id fallback: String) {
        guard let question = record["question"]?.string, let names = record["entities"]?.object
        else { return nil }
        var topics: [Topic] = []
        for member in names {
            // Of a name that occurs twice the last id counts, at the first place, as in Python.
            let topic = Topic(name: member.key, id: member.value.string ?? member.value.text())
            if let index = topics.firstIndex(where: { $0.name == topic.name }) {
                topics[index] = topic
            } else {
                topics.append(topic)
            }
        }
        self.init(
            id: record["qid"].map { $0.string ?? $0.text() } ?? fallback, question: question,
            source: record["source"]?.string ?? "", topics: topics,
            expression: record["s_expression"]?.string ?? "",
            actions: (record["actions"]?.array ?? []).compactMap(\.string),
            answer: (record["answer"]?.array ?? []).compactMap { answer in
                answer["answer_argument"].map { $0.string ?? $0.text() }
            })
    }
}
