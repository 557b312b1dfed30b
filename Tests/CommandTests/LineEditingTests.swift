import Testing

@testable import diorama

@Suite struct LineEditingTests {
    private func edited(_ text: String, _ keys: Key...) -> LineBuffer {
        var buffer = LineBuffer(text)
        for key in keys { _ = buffer.edit(with: key) }
        return buffer
    }

    @Test func `Text is put in and taken out at the cursor`() {
        #expect(edited("abd", .left, .text("c")).text == "abcd")
        #expect(edited("naïve", .backspace, .backspace, .home, .delete).text == "aï")
        #expect(edited("a b", .home, .backspace, .left).cursor == 0)
        #expect(edited("ab", .right, .delete).text == "ab")
    }

    @Test func `A combining mark joins the character before it`() {
        let buffer = edited("e", .text("\u{301}"))
        #expect(buffer.characters.count == 1)
        #expect(buffer.cursor == 1)
        #expect(edited("👩x", .left, .text("\u{200D}👧")).characters.count == 2)
    }

    @Test func `Words are jumped over and deleted, and come back`() {
        #expect(edited("SELECT a_b, c", .wordLeft, .wordLeft).cursor == 7)
        #expect(edited("one two", .home, .wordRight, .deleteToEnd).text == "one")
        #expect(edited("one two", .deleteWord, .home, .yank).text == "twoone ")
        #expect(edited("one two", .wordLeft, .deleteToStart).text == "two")
    }

    @Test func `History goes back and forth and keeps the draft`() {
        var history = LineHistory()
        for line in ["one", "two", "two"] { history.add(line) }
        #expect(history.older(than: "draft") == "two")
        #expect(history.older(than: "two") == "one")
        #expect(history.older(than: "one") == nil)
        #expect(history.newer() == "two")
        #expect(history.newer() == "draft")
        #expect(history.newer() == nil)
    }

    @Test(arguments: [
        ("SELECT * FROM lo", ["`loans`", "loans", "LOCATE("], ["loans", "LOCATE("], 2),
        ("SELECT * FROM `lo", ["`loans`", "`books`"], ["`loans`"], 3),
        ("go to f", ["go to fridge 1", "go to sink 1"], ["go to fridge 1"], 7),
        ("", ["look", "inventory"], ["look", "inventory"], 0),
        ("FROM ", ["loans"], ["loans"], 0),
        ("xyz", ["loans"], [], 0),
        ("flo", ["loans"], [], 0),
    ])
    func `Candidates continue words and whole actions`(
        _ typed: String, _ candidates: [String], _ kept: [String], _ replaced: Int
    ) {
        let completion = Completion(of: typed, among: candidates)
        #expect(completion.candidates == kept)
        #expect(completion.replaced == replaced)
    }

    @Test func `What candidates share is put in, and the first is the hint`() {
        let completion = Completion(of: "clic", among: ["click[Buy]", "click[Back]"])
        #expect(completion.commonPrefix == "click[B")
        #expect(completion.hint == "k[Buy]")
    }

    @Test(arguments: [
        ("abc", 3, 5, 20, "\r\u{1B}[J> abc\r\u{1B}[5C"),
        ("abcdef", 6, 0, 8, "\r\u{1B}[J> abcdef\r\n\r"),
        ("漢字漢", 0, 2, 7, "\r\u{1B}[J> 漢字漢\u{1B}[1A\r\u{1B}[2C"),
        ("a\nb", 3, 5, 20, "\r\u{1B}[J> a⏎b\r\u{1B}[5C"),
    ])
    func `A line is drawn with the cursor where it belongs`(
        _ text: String, _ cursor: Int, _ column: Int, _ columns: Int, _ drawn: String
    ) {
        var buffer = LineBuffer(text)
        while buffer.cursor > cursor { _ = buffer.edit(with: .left) }
        var view = LineView(prompt: "> ", style: Style(isOn: false))
        #expect(view.draw(buffer, hint: nil, columns: columns) == drawn)
    }

    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("😀", 2), ("👩‍👧", 2), ("\u{200B}", 0),
        ("\u{1}", 2),
    ])
    func `Characters have the width that terminals give them`(_ text: Character, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(
        arguments: [
            (".undo", .undo), (".task a#1", .task("a#1")), (".task", .task(nil)),
            (".answer [1, 2] ", .answer("[1, 2]")), ("./run.sh", nil), (".undo it", nil),
            (".", nil),
            (". profile", nil), ("SELECT .help", nil),
        ] as [(String, DotCommand?)])
    func `Only what is a command is one`(_ text: String, _ command: DotCommand?) {
        #expect(DotCommand(text) == command)
    }
}
