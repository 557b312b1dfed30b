import Replay
import Testing

@Suite struct TextDifferenceTests {
    @Test func `Only the words that differ are marked`() {
        let difference = TextDifference(from: "[(3, 'a')]", to: "[(4, 'a')]")
        #expect(difference.old.map(\.text) == ["[(", "3", ", 'a')]"])
        #expect(difference.new.map(\.text) == ["[(", "4", ", 'a')]"])
        #expect(difference.new.map(\.isChanged) == [false, true, false])
    }

    @Test func `Changes apart from each other are marked apart`() {
        let difference = TextDifference(from: "a b c d e", to: "a x c y e")
        #expect(difference.old.filter(\.isChanged).map(\.text) == ["b", "d"])
        #expect(difference.new.filter(\.isChanged).map(\.text) == ["x", "y"])
    }

    @Test func `What looks alike and is not is still a difference`() {
        let difference = TextDifference(from: "caf\u{E9}", to: "cafe\u{301}")
        #expect(difference.old.map(\.isChanged) == [true])
    }

    @Test(arguments: ["", "one", "[(1, 'é')]\n"])
    func `Equal texts have no difference`(_ text: String) {
        let difference = TextDifference(from: text, to: text)
        #expect(difference.old.allSatisfy { !$0.isChanged })
        #expect(difference.old.map(\.text).joined() == text)
    }
}
