import Testing

@testable import ModelClient

@Suite struct RetryPlanTests {
    private func plan(_ attempts: Int) -> RetryPlan {
        RetryPlan(attempts: attempts, firstWait: 1, longestWait: 5, seed: 1)
    }

    @Test func waitsGrowUpToTheLongestAndThenTheRequestIsGivenUp() {
        var plan = plan(6)
        var waits: [Double] = []
        while case .wait(let seconds) = plan.decide(after: .status(503, retryAfter: nil)) {
            waits.append(seconds)
        }
        #expect(waits.count == 5)
        for (wait, longest) in zip(waits, [1.0, 2, 4, 5, 5]) {
            #expect((longest / 2...longest).contains(wait))
        }
    }

    @Test func theServersOwnWaitIsKept() {
        var plan = plan(3)
        #expect(plan.decide(after: .status(429, retryAfter: 12)) == .wait(seconds: 12))
        #expect(plan.decide(after: .status(429, retryAfter: 3600)) == .giveUp)
    }

    @Test(arguments: [400, 401, 403, 404, 413, 422])
    func whatWillNotPassIsNotTriedAgain(code: Int) {
        var plan = plan(6)
        #expect(plan.decide(after: .status(code, retryAfter: nil)) == .giveUp)
        #expect(
            RetryPlan.concernsAll(.status(code, retryAfter: nil)) == [401, 403, 404].contains(code))
    }

    @Test func whatMayPassIsTriedAgain() {
        for outcome in [RetryPlan.Outcome.timeout, .connection, .format] {
            var plan = plan(2)
            guard case .wait = plan.decide(after: outcome) else {
                Issue.record("\(outcome) was given up")
                continue
            }
            #expect(plan.decide(after: outcome) == .giveUp)
        }
    }
}
