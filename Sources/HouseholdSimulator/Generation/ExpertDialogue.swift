import Environments
public import JSONTree
import SeededRandom

/// A dialogue in AgentInstruct's form in which the realistic expert plays a game and thinks aloud.
public struct ExpertDialogue: Sendable {
    /// The id.
    public let id: String
    /// The messages in turn: instruction, acknowledgement, task, then reply and observation.
    public let messages: [String]
    /// Whether the game was won within the version's limit of steps.
    public let isWon: Bool

    /// Plays a game; the same game and seed give the same words.
    public init(id: String, game: String, in world: HouseholdWorld, seed: UInt64) throws {
        var narrator = Narrator(SeededGenerator(seed: seed))
        var environment = world.makeEnvironment()
        var step = try environment.reset(to: game, seed: seed)
        var messages = [Self.instruction, Self.acknowledgement, step.observation]
        var resident = Resident(try world.house(game), world.generation)
        let goal = try world.house(game).goal
        while step.end == nil, let state = environment.houseState,
            let move = resident.next(in: state)
        {
            let reply = narrator.reply(to: move, goal)
            messages.append(reply)
            step = try environment.step(reply: reply)
            if step.end == nil { messages.append(step.observation) }
        }
        self.id = id
        self.messages = messages
        isWon = step.reward == 1
    }

    /// The dialogue as a row of a dataset.
    public var json: JSON {
        let turns = messages.enumerated().map { index, text in
            JSON.object(
                JSONObject([
                    ("from", .string(index % 2 == 0 ? "human" : "gpt")),
                    ("loss", index % 2 == 0 ? .null : .bool(index > 1)),
                    ("value", .string(text)),
                ]))
        }
        return .object(JSONObject([("id", .string(id)), ("conversations", .array(turns))]))
    }

    /// The rules as our dialogues state them.
    static let instruction = """
        You are in a room of a house and have one task to do there. I will tell you what is around \
        you and what the task is; after that we take turns. In each turn you do one thing, and I \
        tell you what came of it.
        Write either a thought and an action, in this form:
        THOUGHT: what you think
         ACTION: what you do
        or just the action:
        ACTION: what you do
        These are the actions, where OBJECT and PLACE are names with their numbers, such as mug 1:
        go to PLACE
        open PLACE
        close PLACE
        take OBJECT from PLACE
        put OBJECT in/on PLACE
        clean OBJECT with PLACE
        heat OBJECT with PLACE
        cool OBJECT with PLACE
        use OBJECT
        examine OBJECT
        examine PLACE
        inventory
        look
        You can carry one object at a time, and you see what is in a closed place only when you have \
        opened it. If I answer "Nothing happens.", the action was not possible.
        """

    static let acknowledgement = "Understood. I will do the task step by step."
}
