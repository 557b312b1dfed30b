import Testing

@testable import ShellSimulator

@Suite struct ReplyTests {
    @Test(arguments: [
        ("Think: a\n\nAct: bash\n\n```bash\nls\n```", ShellAction.bash("ls")),
        ("Think: a\n\nAct: answer(a (b) c)", .answer("a (b) c")),
        ("Think: a\nAct: finish", .finish(nil)),
        ("Act: bash\n```bash\na\n```\n```bash\nb\n```", .bash("a\n\nb")),
        ("Act: bash\n```bash\nls\n```\nAct: answer(3)", .answer("3")),
    ])
    func `Messages are read as AgentBench reads them`(reply: String, action: ShellAction) {
        #expect(ReplyVersion.agentInstruct.action(in: reply) == action)
    }

    @Test func `A message without an action has none`() {
        #expect(ReplyVersion.agentInstruct.action(in: "I do not know.") == nil)
        #expect(ReplyVersion.agentInstruct.action(in: "Act: answer without parentheses") == nil)
        #expect(ReplyVersion.agentBenchFC.action(in: "Act: bash") == nil)
    }

    @Test func `Tool calls are read`() {
        let call =
            #"{"tool_calls":[{"function":{"name":"bash_action","arguments":"{\"script\":\"ls\"}"}}]}"#
        #expect(ReplyVersion.agentBenchFC.action(in: call) == .bash("ls"))
        let finish = #"{"name":"finish_action","arguments":{"thought":"x"}}"#
        #expect(ReplyVersion.agentBenchFC.action(in: finish) == .finish("x"))
        let answer = ReplyVersion.agentBenchFC.reply(answering: "5")
        #expect(ReplyVersion.agentBenchFC.action(in: answer) == .answer("5"))
    }

    @Test func `Prompts and escapes are stripped in AgentBench's order`() {
        let raw = "\u{1B}[01;34md1\u{1B}[0m\r\n\u{1B}[?2004h\u{1B}]0;root@a: /\u{07}root@a:/# "
        #expect(TerminalText.stripped(raw) == "d1\r\n")
    }

    @Test func `Words of commands are taken apart`() {
        let words = ShellCommand("cd /a && grep -c 'a b' *.log | sort -n > out; echo \"$x\"")
        #expect(words.pipelines.count == 3)
        #expect(words.pipelines[1][0].words == ["grep", "-c", "a b", "*.log"])
        #expect(words.pipelines[1][1].target == "out")
        #expect(words.pipelines[2][0].isComputed)
    }
}
