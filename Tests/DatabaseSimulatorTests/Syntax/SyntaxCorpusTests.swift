import Testing

@testable import DatabaseSimulator

@Suite(.enabled(if: SyntaxCorpus.isPresent)) struct SyntaxCorpusTests {
    /// What parsing says, in the form of a recorded response; nil if it says nothing.
    private func refusal(_ sql: String) -> String? {
        do throws(MySQLError) {
            _ = try Parser.parse(sql)
            return nil
        } catch {
            return error.rendered
        }
    }

    @Test func `Every recorded statement parses, or fails with MySQL's words`() throws {
        let (recorded, setup) = try SyntaxCorpus.load()
        var failures = 0
        for statement in recorded {
            let said = refusal(statement.sql)
            let isSyntaxError = ["1064 (", "1065 ("].contains { statement.response.hasPrefix($0) }
            if said != (isSyntaxError ? statement.response : nil), said != statement.response {
                Issue.record("\(statement.sql)\n\(statement.response)\n\(said ?? "parses")")
            }
            failures += isSyntaxError ? 1 : 0
        }
        for statement in setup { #expect(refusal(statement) == nil, "\(statement)") }
        #expect(recorded.count > 8000 && failures > 300 && setup.count > 700)
    }

    @Test func `What agents wrote parses where the recorded database ran it`() throws {
        let replies = try SyntaxCorpus.agentReplies()
        #expect(replies.count > 300)
        for reply in replies {
            let said = refusal(reply.sql)
            // Part of these dialogues ran on SQLite, and their SQL was changed by a script after.
            if reply.response.hasPrefix("1064 (") {
                #expect(said?.hasPrefix("1064 (42000)") == true, "\(reply.sql)")
            } else if reply.response.hasPrefix("10") {
                #expect(said == nil, "\(reply.sql)")
            }
        }
    }
}
