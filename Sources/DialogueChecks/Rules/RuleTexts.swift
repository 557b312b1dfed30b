/// What rules say in words, by their ids.
enum RuleTexts {
    /// What must hold, and why, what breaks it and what to do.
    struct Text {
        var summary = ""
        var explanation = ""
    }

    /// The text of a rule.
    static func text(of id: String) -> Text { all[id] ?? Text() }

    private static let all: [String: Text] = {
        var texts: [String: Text] = [:]
        for paragraph in source.split(separator: "\n\n") {
            let lines = paragraph.split(separator: "\n")
            guard lines.count > 2 else { continue }
            texts[String(lines[0])] = Text(
                summary: String(lines[1]), explanation: lines[2...].joined(separator: " "))
        }
        return texts
    }()

    /// A paragraph for each rule: its id, what must hold in one line, and the explanation.
    private static let source = """
        not-json
        Every row is JSON.
        A row that is not JSON is lost to every reader. The message names the byte where it
        breaks; correct the row or delete it.

        truncated
        No row is cut off.
        The file ends within a row, as after a broken download. Fetch or write it again.

        invalid-utf8
        Texts are UTF-8.
        Readers differ in what they make of other bytes. Convert the file to UTF-8.

        nul-byte
        No row holds NUL bytes.
        NUL bytes come from damaged files; many tools end the text there. Fetch the file again.

        row-too-large
        No row is larger than the reader's limit.
        A row of more than 64 MB is nearly always a file in which line ends are missing.

        not-a-dialogue
        Every row is an object with messages.
        The row is JSON of another kind. Delete it, or name files of dialogues alone.

        missing-conversations
        Every row has the list “conversations”.
        AgentInstruct and ShareGPT keep messages there. Files of other formats are made so by
        `diorama convert`.

        empty-conversations
        Every dialogue has messages.
        A dialogue without messages teaches nothing and breaks templates. Delete the row.

        missing-role
        Every message says who speaks.
        The member “from” is missing or is not a string.

        missing-value
        Every message has a text.
        The member “value” is missing or is not a string.

        wrong-member
        Members have the kind of value that the format gives them.
        For instance an id that is a list, or a loss that is a number.

        unknown-role
        Roles are those of the format.
        AgentInstruct has human and gpt; ShareGPT also system, user, assistant, chatgpt, bing
        and bard. Names that differ only in capital letters are mended; others are not guessed
        at.

        wrong-order
        Human and agent take turns, and the human begins.
        Checked where messages have loss. Templates of chats assume it; two turns in a row or a
        missing one shift every loss mask behind them.

        loss-on-human-turn
        The human's turns have no loss.
        Training on what the environment says teaches the agent to invent observations. The mend
        writes null.

        repeated-id
        Every id occurs once in a file.
        Tools that join by id mix such dialogues up. Rename one; which, nobody can know.

        unparsed-reply
        The environment's parser finds an action in every reply.
        The reply after the task is read as the environment itself would read it. Where that
        finds nothing, the original ended the episode or answered with a complaint, so the reply
        teaches a form that does not work.

        unparsed-example
        The environment's parser finds an action in every reply of the demonstration.
        Examples in a prompt teach the form of replies more than its rules do. An example that
        the parser does not accept teaches failure. The acknowledgement is exempt.

        several-actions
        A reply holds one action.
        Parsers take one action of a reply, some the first, some the last. The agent learns that
        the others happen too.

        text-after-action
        Nothing follows the action in a reply.
        Often it is an observation that the agent made up. Generation should stop at the action.

        after-the-end
        Nothing follows the reply that ends the episode.
        A second task that was appended to a finished one, or an environment that went on. An
        answer that the environment refused is no end. Replay and rewards see one episode in a
        dialogue. Cut the dialogue there.

        no-end
        The last reply ends the episode.
        db, kg and os end with an answer (or finish), the shop with buying. A dialogue that
        stops before ran out of rounds or was cut off: its reward cannot have been 1. Households
        end by themselves, so they are exempt.

        unanswered
        The last message is the agent's.
        An observation that nobody answers is not trained on and costs context.

        unknown-choice
        The agent chooses what the page offers.
        Checked for mind2web: the letter of the answer must be among those of the question, and
        the action one of CLICK, TYPE and SELECT. Elsewhere the reasoning belongs to another
        page, or to another list of actions.

        unavailable-click
        The agent clicks on what the page shows.
        Checked for webshop where the page is shown as text with [SEP]: the shop ignores other
        clicks.

        misleading-id
        The id does not name another environment.
        The environment is known by what the dialogue says. Tools that trust ids put the
        dialogue in the wrong split.

        empty-message
        Every message says something.
        Templates treat an empty message as one that is still to come, and shift masks. An empty
        observation has words in every environment but the household's and the shell's.

        escape-codes
        No message holds raw control characters.
        Colours, titles and bells of a terminal. They cost tokens and mean nothing to a model;
        but where the agent was shown them, taking them out makes the record untrue, so they are
        not mended.

        truncated-observation
        Observations are whole.
        The environment cut a long output and said so. The agent answers from what it cannot
        see.

        replacement-character
        No message holds U+FFFD.
        It stands for bytes that were not understood when the text was read: the original
        characters are lost. Read the source again in its own encoding.

        unfilled-placeholder
        Prompts have no placeholders left.
        A name in double braces in the instruction: a template was not filled in.

        missing-loss
        If one reply says whether it is trained, all do.
        Training counts a reply that says nothing. The mend writes true, which means the same.

        trained-demonstration
        The demonstration is not trained.
        Acknowledgement and worked examples are the same in every dialogue; trained, they
        outweigh everything else. The mend writes false.

        untrained-reply
        Every reply after the task is trained.
        A loss of false behind the task drops a step that the episode needs, often the last one.

        nothing-trained
        Some reply is trained.
        With a loss of false everywhere the dialogue is read and teaches nothing.

        repeated-dialogue
        No dialogue occurs twice.
        The same messages, whatever the ids. The mend takes the later one out.

        mixed-conventions
        One data set has one convention.
        The same kind of action is answered in two forms: an update that prints [] here and [1]
        there, an observation with its heading here and without it there. The rarer form is
        reported. The data came from two systems, or two versions of one.
        """
}
