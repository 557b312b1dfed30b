import EnvironmentTesting
import HouseholdSimulator
import Testing

@Suite struct HouseholdPromptTests {
    let house = Household()

    @Test func `Every example of the prompt is a reply that the house accepts`() {
        #expect(
            checkPrompt(HouseholdPrompt.instruction, examples: HouseholdPrompt.examples, of: house)
                .isEmpty)
    }

    @Test func `The house reads the command, and only the command`() {
        #expect(house.action(in: HouseholdPrompt.examples[0]) == "go to countertop 1")
    }

    @Test func `A reply that goes on behind its action is found`() {
        let reply = "ACTION: open fridge 1\nThe fridge 1 is open. In it, you see an egg 1."
        #expect(checkReply(reply, in: house).map(\.rule.id) == ["text-after-action"])
    }

    @Test func `A reply without an action is found`() {
        #expect(
            checkReply("I would open the fridge.", in: house).map(\.rule.id) == ["unparsed-reply"])
    }
}
