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

    @Test(arguments: [
        ("12", 12.0), ("0.5", 0.5), ("-3", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 37), ("Sun Nov  6 08:49:37 1994", 37),
        ("Sun, 06 Nov 1994 08:48:37 GMT", 0), ("Mon, 07 Nov 1994 08:49:00 GMT", 86_400),
        ("soon", nil), ("nan", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil),
        ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("06 Nov 1994", nil), ("", nil),
    ])
    func aServerAsksToWaitForSecondsOrUntilADate(text: String, seconds: Double?) {
        let sent = "Sun, 06 Nov 1994 08:49:00 GMT"
        #expect(RetryAfter.seconds(text, sentAt: sent, now: { 0 }) == seconds)
        #expect(RetryAfter.seconds(text, sentAt: nil, now: { 784_111_740 }) == seconds)
    }

    @Test func datesAreCountedFrom1970() {
        #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
        #expect(HTTPDate.seconds("Tue, 29 Feb 2000 12:00:00 GMT") == 951_825_600)
        #expect(HTTPDate.seconds("Fri, 31 Dec 2100 23:59:59 GMT") == 4_133_980_799)
    }
}
