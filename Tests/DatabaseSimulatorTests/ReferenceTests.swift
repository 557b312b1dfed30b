import FoundationEssentials
import Testing

@testable import DatabaseSimulator

/// The documentation says what the emulator does.
@Suite struct ReferenceTests {
    private static let path: String = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return root.joined(separator: "/") + "/Documentation/db.md"
    }()

    @Test func theDocumentationIsCurrent() throws {
        if ProcessInfo.processInfo.environment["DIORAMA_WRITE_REFERENCE"] != nil {
            try Data(ReferenceText.markdown.utf8).write(to: URL(filePath: Self.path))
        }
        let written = try Data(contentsOf: URL(filePath: Self.path))
        #expect(String(decoding: written, as: UTF8.self) == ReferenceText.markdown)
    }

    @Test func everyExampleDoesWhatTheDocumentationSays() throws {
        let template = try MySQLEngine(rendering: .agentinstruct)
        let problems = try template.run(
            script: StatementReference.setUp.joined(separator: ";\n"), defaultDatabase: "test")
        #expect(problems.isEmpty)
        for entry in StatementReference.all {
            let engine = try template.copy()
            do throws(StatementFailure) {
                let answer = try engine.answer(entry.example)
                #expect(entry.isSupported, "answered: \(entry.example)")
                #expect(answer.first == "[", "\(entry.example): \(answer)")
            } catch .unsupported(let feature) {
                #expect(!entry.isSupported, "refused: \(entry.example): \(feature)")
            } catch {
                Issue.record("\(entry.example): \(error)")
            }
        }
    }
}
