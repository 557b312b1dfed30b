import EnvironmentTesting
import Environments
import Testing

@Suite struct CheckEnvironmentTests {
    private static let moves: [Move] = [
        .action("add 2"), .reply("I look.\nAction: show"), .action("roll"), .action("halve"),
        .action("halve"), .reply("Action: add 1"), .reply("Final Answer: 4"), .action("show"),
    ]

    @Test(arguments: [nil, "counter#2"] as [String?], 0..<5 as Range<UInt64>)
    func `A lawful world passes`(_ task: String?, _ seed: UInt64) async {
        let violations = await checkEnvironment(
            CounterWorld(), task: task, seed: seed, moves: Self.moves)
        #expect(violations == [])
    }

    @Test(arguments: [
        (Fault.sharedState, LawViolation.Law.isolation), (.sharedState, .determinism),
        (.stepsAfterEnd, .beginningAndEnd), (.deafReply, .twoDoors),
        (.countsRefusals, .honestRefusal), (.generousReward, .reward),
    ])
    func `A broken law is named`(_ fault: Fault, _ law: LawViolation.Law) async {
        let violations = await checkEnvironment(
            FaultyWorld(fault: fault), task: nil, moves: Self.moves)
        #expect(violations.contains { $0.law == law }, "\(violations)")
    }
}
