import Dialogues
import JSONTree

/// Dialogues of our own.
enum Samples {
    /// A small AgentInstruct dialogue.
    static func dialogue(_ id: String = "db_0", answer: String = "[(15,)]") -> Dialogue {
        Dialogue(
            id: id,
            messages: [
                Message(role: .human, text: "The rules.\nSay \"Ok.\"", loss: nil),
                Message(role: .gpt, text: "Ok.", loss: false),
                Message(role: .human, text: "How many loans are there in 圖書館/1?", loss: nil),
                Message(role: .gpt, text: "Action: Operation\t\\ café 😀", loss: true),
                Message(role: .human, text: answer, loss: nil),
                Message(role: .gpt, text: "Final Answer: [15]\u{7F}", loss: true),
            ])
    }

    static var dialogues: [Dialogue] {
        [
            dialogue("a"), dialogue("b", answer: "https://example.org/é\r\n"),
            Dialogue(
                id: nil,
                messages: [Message(role: .human, text: ""), Message(role: .gpt, text: "é")],
                extra: JSONObject([
                    ("model", JSON.string("x/y")), ("tags", [1, []] as JSON),
                    ("empty", [:] as JSON),
                ])),
        ]
    }

    /// A row of JSON Lines with these messages, given as `from` and `value`.
    static func row(_ messages: (String, String)..., id: String = "x") -> String {
        let list = messages.map { from, value in
            JSON.object(JSONObject([("from", JSON.string(from)), ("value", JSON.string(value))]))
        }
        let members = JSONObject([
            ("id", JSON.string(id)), ("conversations", JSON.array(list)),
        ])
        return JSON.object(members).text()
    }
}
