public import DialogueChecks
public import Dialogues
public import Environments

/// What is wrong with an agent's reply, by the reply format of an environment.
///
///     @Test func reply() {
///         #expect(checkReply("ACTION: go to fridge 1", in: Household()).isEmpty)
///     }
///
/// - Returns: the broken rules; empty if the parser finds one action, and nothing behind it.
public func checkReply(
    _ reply: String, in simulator: any Simulator, settings: Settings = [:]
) -> [CheckFinding] {
    ReplyForm.findings(in: reply, of: simulator, settings: settings)
}

/// What is wrong with a prompt: an instruction, and examples of which each reply must be one that
/// the environment accepts.
///
///     #expect(checkPrompt(try Household().opening(settings: [:]), of: Household()).isEmpty)
///
/// - Returns: the broken rules; the message of a finding is the number of the example's round.
public func checkPrompt(
    _ opening: DialogueOpening, of simulator: any Simulator, settings: Settings = [:]
) -> [CheckFinding] {
    ReplyForm.findings(
        instruction: opening.instruction, examples: opening.demonstration.map(\.reply),
        of: simulator, settings: settings)
}

/// What is wrong with a prompt, its examples given as replies alone.
public func checkPrompt(
    _ instruction: String, examples: [String], of simulator: any Simulator,
    settings: Settings = [:]
) -> [CheckFinding] {
    ReplyForm.findings(
        instruction: instruction, examples: examples, of: simulator, settings: settings)
}

/// What is wrong with a dialogue, by all rules.
public func checkDialogue(
    _ dialogue: Dialogue, in simulators: [any Simulator], settings: Settings = [:]
) -> [CheckFinding] {
    var checker = DialogueChecker(simulators: simulators, settings: settings)
    return checker.check(dialogue) + checker.finish()
}

extension Simulator {
    /// The action that the environment reads in a message, in its default version.
    public func action(in reply: String) -> String? { action(in: reply, settings: [:]) }
}
