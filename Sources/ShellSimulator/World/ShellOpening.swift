import Environments

extension DialogueOpening {
    /// What an agent is told about boxes, in our own words.
    static func shell(_ version: ReplyVersion) throws(EnvironmentError) -> DialogueOpening {
        guard version != .agentBenchFC else {
            throw .unsupported("dialogues of tool calls have no opening of ours")
        }
        return DialogueOpening(
            instruction: """
                You work at the terminal of a Linux machine: I play the role of linux(ubuntu) \
                operating system and show you what it prints. Think in every turn, then do exactly \
                one of three things.

                To run commands, write

                Think: what you have in mind

                Act: bash

                ```bash
                the commands
                ```

                To say that what was asked for is done, write

                Think: what you have in mind

                Act: finish

                To answer a question, write

                Think: what you have in mind

                Act: answer(the bare answer)

                Nobody types while your commands run, so they must not wait for input. Long output \
                is cut off after some hundred characters.
                """,
            acknowledgement: "Understood: I think first, then run commands, answer or finish.")
    }
}
