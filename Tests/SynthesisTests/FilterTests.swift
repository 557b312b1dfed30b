import Dialogues
import Synthesis
import Testing

@Suite struct FilterTests {
    private func dialogue(_ texts: String...) -> Dialogue {
        Dialogue(
            id: nil,
            messages: [
                Message(role: .human, text: "The rules that all dialogues share.", loss: nil),
                Message(role: .gpt, text: "Ok.", loss: false),
            ]
                + texts.enumerated().map {
                    Message(
                        role: $0.offset % 2 == 0 ? .human : .gpt, text: $0.element,
                        loss: $0.offset % 2 == 0 ? nil : true)
                })
    }

    private let words = (0..<40).map { "word\($0)" }

    @Test func repetitionsAreFound() {
        var filter = DuplicateFilter()
        #expect(filter.look(at: dialogue("Put it away.", "ACTION: look")) == .new)
        #expect(filter.look(at: dialogue("Put it away.", "ACTION: wait")) == .new)
        #expect(filter.look(at: dialogue("Put it away.", "ACTION: look")) == .exact)
    }

    @Test func nearRepetitionsAreFound() {
        var filter = DuplicateFilter(nearness: 0.8)
        var changed = words
        changed[39] = "other"
        #expect(filter.look(at: dialogue(words.joined(separator: " "))) == .new)
        #expect(filter.look(at: dialogue(changed.joined(separator: " "))) == .near)
        #expect(filter.look(at: dialogue(words.reversed().joined(separator: " "))) == .new)
    }

    @Test func contaminationIsTheShareOfWordsInCommonRuns() {
        var filter = ContaminationFilter()
        filter.hold(text: words.joined(separator: " "))
        #expect(filter.rate(of: dialogue(words.joined(separator: ", "))) == 1)
        #expect(filter.rate(of: dialogue("What is something else entirely?")) == 0)
        let half = words[..<20] + (0..<20).map { "new\($0)" }
        let rate = filter.rate(of: dialogue(half.joined(separator: " ")))
        #expect(rate >= 0.5 && rate <= 0.6)
        #expect(ContaminationFilter.Grade(rate: rate) == .mixed)
    }

    @Test(arguments: [(4, true), (5, false)])
    func aRunMayDifferInFourPlaces(wrong: Int, isFound: Bool) {
        var filter = ContaminationFilter()
        filter.hold(text: words[..<10].joined(separator: " "))
        var run = Array(words[..<10])
        for place in 0..<wrong { run[place * 2] = "wrong" }
        #expect((filter.rate(of: dialogue(run.joined(separator: " "))) > 0) == isFound)
    }

    @Test func gradesHaveTheirBounds() {
        #expect(ContaminationFilter.Grade(rate: 0.19) == .clean)
        #expect(ContaminationFilter.Grade(rate: 0.2) == .mixed)
        #expect(ContaminationFilter.Grade(rate: 0.8) == .mixed)
        #expect(ContaminationFilter.Grade(rate: 0.81) == .dirty)
    }
}
