import Dialogues
import EnvironmentTesting
import Environments
import FoundationEssentials
import JSONTree
import ModelClient
import Synthesis

/// Runs of the model policy over counters, against a test endpoint.
struct ModelRun {
    /// What a model that can add replies to a request.
    static func sensibleReply(to request: JSON) -> String {
        let last = request["messages"]?.array?.last?["content"]?.string ?? ""
        if let number = Int(last) { return "Final Answer: \(number)" }
        let goal = last.split(separator: " ").last.map { $0.filter(\.isNumber) } ?? ""
        return "Action: add \(goal)"
    }

    var endpoint: TestEndpoint
    var attempts = 12
    var deadline = 5.0
    var journal: String?

    /// Runs, with a client of its own, as a process would.
    func callAsFunction(
        count: Int, jobs: Int = 4, stopsAfter: Int = .max, temperature: Double? = 0
    ) async throws -> Run {
        let client = try ChatClient(
            .init(
                baseURL: endpoint.baseURL, key: "sk-test", deadline: deadline, attempts: attempts,
                firstWait: 0.002, longestWait: 0.02))
        let form = DialogueForm(try CounterSimulator(as: .db).opening(settings: [:]))
        let policy = ModelPolicy(
            .init(model: "counter-1", temperature: temperature, place: client.place),
            service: client, form: form, journal: try journal.map { try ReplyJournal(path: $0) })
        return try await Run.of(policy, count: count, jobs: jobs, stopsAfter: stopsAfter)
    }

    /// A path that nothing has, in a folder for temporary files.
    static func temporaryPath(_ name: String) -> String {
        let folder = FileManager.default.temporaryDirectory.path
        return "\(folder)/diorama-\(UInt64.random(in: 0...UInt64.max))-\(name)"
    }
}
