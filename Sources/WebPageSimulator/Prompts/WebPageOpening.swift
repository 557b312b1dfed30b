import Environments
import MarkupKit

/// What the agent is told before the first question, in our own words.
struct WebPageOpening {
    private let version: WebPageVersion
    private let style: PromptStyle

    init(version: WebPageVersion, style: PromptStyle) {
        self.version = version
        self.style = style
    }

    /// AgentInstruct's rows have no examples, AgentBench shows three.
    func opening() throws(EnvironmentError) -> DialogueOpening {
        var rounds: [DialogueOpening.Round] = []
        if version != .agentInstruct {
            for example in Example.all { rounds.append(try example.round(version, style)) }
        }
        return DialogueOpening(
            instruction: instruction, acknowledgement: "Understood. Show me the page.",
            demonstration: rounds)
    }

    private var instruction: String {
        let form =
            style == .thoughtful
            ? "Thought: why this is the next step\nAnswer: C.\nAction: TYPE\nValue: what to type"
            : "Answer: C.\nAction: TYPE\nValue: what to type"
        return """
            You use web sites for someone who tells you a task. I show you part of a page as \
            shortened HTML, say what was done before, and offer some of the page's elements under \
            letters; you choose the element that the next step is done on and say what to do with \
            it. Elements on offer have a number in the page (id=0, id=1, …). If the next step is on \
            none of them, the answer is A and nothing else is needed.
            The actions are CLICK, TYPE and SELECT; the last two need a value. Write your reply in \
            this form:
            \(form)
            """
    }
}

/// A worked question.
private struct Example {
    var page: String
    var task: String
    var history: [String]
    var thought: String
    var answer: String

    func round(
        _ version: WebPageVersion, _ style: PromptStyle
    ) throws(EnvironmentError) -> DialogueOpening.Round {
        let parsed: Page
        do {
            parsed = try Page(cleaned: page)
        } catch {
            throw EnvironmentError(.badWorld, "an example's page: \(error)")
        }
        let elements = parsed.nodes.map(\.id).filter { $0.hasPrefix("e") }
        let question = Question(
            parsed.pruned(to: elements), task: task, previousActions: history)
        let thought = style == .thoughtful ? "Thought: \(thought)\n" : ""
        return DialogueOpening.Round(
            message: question.message(in: version), reply: thought + answer)
    }

    static let all = [
        Example(
            page: """
                <html backend_node_id="1"> <body backend_node_id="2"> <form backend_node_id="3" \
                name="loan"> <label backend_node_id="4"> <text backend_node_id="5">Branch</text> \
                </label> <select backend_node_id="e1" name="branch"> <option backend_node_id="6"> \
                <text backend_node_id="7">Harbour</text> </option> <option backend_node_id="8"> \
                <text backend_node_id="9">Old Town</text> </option> </select> <button \
                backend_node_id="e2" type="submit"> <text backend_node_id="10">Reserve</text> \
                </button> </form> <a backend_node_id="e3"> <text backend_node_id="11">Opening \
                hours</text> </a> </body> </html>
                """,
            task: "Reserve the book for pick-up at the Old Town branch",
            history: ["[link]  The Salt Road -> CLICK"],
            thought: "The branch has to be set before the book is reserved.",
            answer: "Answer: B.\nAction: SELECT\nValue: Old Town"),
        Example(
            page: """
                <html backend_node_id="1"> <body backend_node_id="2"> <div backend_node_id="3" \
                role="banner"> <a backend_node_id="e1"> <text backend_node_id="4">Exhibitions</text> \
                </a> <a backend_node_id="e2"> <text backend_node_id="5">Gift shop</text> </a> \
                </div> <p backend_node_id="6"> <text backend_node_id="7">Open every day but \
                Monday.</text> </p> </body> </html>
                """,
            task: "Pay the parking fee for car LX 204",
            history: [],
            thought: "Neither exhibitions nor the shop have to do with parking.",
            answer: "Answer: A."),
        Example(
            page: """
                <html backend_node_id="1"> <body backend_node_id="2"> <ul backend_node_id="3" \
                role="list"> <li backend_node_id="4"> <a backend_node_id="e1" title="ferry times"> \
                <text backend_node_id="5">Timetable</text> </a> </li> <li backend_node_id="6"> <a \
                backend_node_id="e2"> <text backend_node_id="7">Lost property</text> </a> </li> \
                <li backend_node_id="8"> <a backend_node_id="e3"> <text backend_node_id="9">Fares \
                </text> </a> </li> </ul> </body> </html>
                """,
            task: "Find out when the first ferry leaves on Sunday",
            history: ["[button]  Accept -> CLICK"],
            thought: "Departures are listed in the timetable.",
            answer: "Answer: B.\nAction: CLICK"),
    ]
}
