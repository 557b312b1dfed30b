import Dialogues
import Environments
import FoundationEssentials
import JSONTree
import ModelClient
import Synchronization
import Synthesis
import Testing

@Suite struct ModelPolicyTests {
    @Test func aModelPlaysAndItsRequestsHaveTheFormOfTheAPI() async throws {
        let endpoint = try await TestEndpoint { .reply(ModelRun.sensibleReply(to: $1)) }
        let run = try await ModelRun(endpoint: endpoint)(count: 3)
        #expect(run.ending == .complete)
        #expect(run.outcomes.allSatisfy { $0.episode.reward == 1 })
        let request = try #require(endpoint.requests.first)
        #expect(request["model"]?.string == "counter-1")
        #expect(
            request["messages"]?.array?.map { $0["role"]?.string } == [
                "user", "assistant", "user", "assistant", "user", "assistant", "user",
            ])
        #expect(run.origins[0].details["model"]?.string == "counter-1")
        #expect(run.origins.allSatisfy { !$0.json.text().contains("sk-test") })
        try await endpoint.stop()
    }

    @Test func faultsThatPassChangeNothing() async throws {
        let honest = try await TestEndpoint { .reply(ModelRun.sensibleReply(to: $1)) }
        let faulty = try await TestEndpoint { number, request in
            switch number % 9 {
            case 0: .body("oh no", status: 500)
            case 1: .body("{}", status: 429, headers: ["Retry-After": "0.01"])
            case 2: .body("<html>Welcome</html>")
            case 3: .drop
            case 4: .body(#"{"choices": [{"message": {"role": "assist"#)
            case 5: .body(#"{"choices": [{"message": {"content": 7}}]}"#)
            case 6: .stall
            default: .reply(ModelRun.sensibleReply(to: request))
            }
        }
        let expected = try await ModelRun(endpoint: honest)(count: 12)
        let run = try await ModelRun(endpoint: faulty, attempts: 60, deadline: 0.2)(count: 12)
        #expect(run.ending == .complete)
        #expect(run.dialogues == expected.dialogues)
        try await honest.stop()
        try await faulty.stop()
    }

    @Test func aRunThatWasKilledGoesOnAndAsksNothingTwice() async throws {
        let path = ModelRun.temporaryPath("journal.jsonl")
        defer { try? FileManager.default.removeItem(atPath: path) }
        let endpoint = try await TestEndpoint { .reply(ModelRun.sensibleReply(to: $1)) }
        let runner = ModelRun(endpoint: endpoint, journal: path)
        let first = try await runner(count: 20, stopsAfter: 7)
        #expect(first.ending == .interrupted)
        // A process that was killed may leave half a line.
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes.append(contentsOf: #"{"id": "db_model_7_19", "tu"#.utf8)
        try bytes.write(to: URL(filePath: path))
        let second = try await runner(count: 20)
        #expect(second.ending == .complete)
        #expect(second.dialogues.count == 20)
        #expect(Set(endpoint.requests).count == endpoint.requests.count)
        let before = endpoint.requests.count
        let third = try await runner(count: 20)
        #expect(third.dialogues == second.dialogues)
        #expect(endpoint.requests.count == before)
        // Other settings are another question.
        _ = try await runner(count: 1, temperature: 0.5)
        #expect(endpoint.requests.count == before + 2)
        try await endpoint.stop()
    }

    @Test func aWrongKeyEndsTheRunAtOnce() async throws {
        let endpoint = try await TestEndpoint { _, _ in
            .body(#"{"error": {"message": "bad key sk-test"}}"#, status: 401)
        }
        let run = try await ModelRun(endpoint: endpoint)(count: 100)
        guard case .failed(let message) = run.ending else {
            Issue.record("the run ended as \(run.ending)")
            return
        }
        #expect(message.contains("401"))
        #expect(!message.contains("sk-test"))
        #expect(endpoint.requests.count <= 40)
        #expect(run.dialogues.isEmpty)
        try await endpoint.stop()
    }

    @Test func whatTheModelFailsAtIsCounted() async throws {
        // Of every dialogue's requests, those of the second task are never answered in form.
        let endpoint = try await TestEndpoint { _, request in
            let messages = request["messages"]?.array ?? []
            let isSecond = messages.contains {
                $0["content"]?.string?.hasSuffix("turn. Bring the number to 2.") == true
            }
            return isSecond
                ? .body("nonsense") : .reply(ModelRun.sensibleReply(to: request))
        }
        let run = try await ModelRun(endpoint: endpoint, attempts: 2)(count: 3)
        #expect(run.ending == .complete)
        #expect(run.outcomes[1].episode.failure?.kind == "model-format")
        var report = RunReport()
        for outcome in run.outcomes { report.add(outcome) }
        #expect(report.total.episodes == 4)
        #expect(report.total.solved == 3)
        #expect(report.total.errors == ["model-format": 1])
        #expect(report.total.success == 0.75)
        try await endpoint.stop()
    }

    @Test func anAddressMustBeOne() {
        #expect(throws: SynthesisError.self) {
            _ = try ChatClient(.init(baseURL: "localhost:8000"))
        }
    }

    @Test func secretsInAddressesAreNotShown() throws {
        let client = try ChatClient(.init(baseURL: "https://user:pass@host.example/v1?key=1"))
        #expect(client.place == "https://host.example/v1")
    }
}
