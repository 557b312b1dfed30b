/// A line that is being edited, and the place in it.
///
/// A value: what a key does can be tested.
struct LineBuffer: Hashable {
    /// The characters.
    private(set) var characters: [Character] = []
    /// How many characters are before the cursor.
    private(set) var cursor = 0
    /// What was deleted last, to be put in elsewhere.
    private var deleted = ""

    init(_ text: String = "") {
        replace(with: text)
    }

    var text: String { String(characters) }
    var textBeforeCursor: String { String(characters[..<cursor]) }
    var isAtEnd: Bool { cursor == characters.count }

    /// Takes another text, with the cursor at its end.
    mutating func replace(with text: String) {
        characters = Array(text)
        cursor = characters.count
    }

    /// Puts text in at the cursor.
    ///
    /// A combining mark joins the character before it.
    mutating func insert(_ text: String) {
        let head = Array(textBeforeCursor + text)
        characters = Array(String(head) + String(characters[cursor...]))
        cursor = min(head.count, characters.count)
    }

    /// Replaces characters before the cursor.
    mutating func replaceBeforeCursor(last count: Int, with text: String) {
        characters.removeSubrange(cursor - count..<cursor)
        cursor -= count
        insert(text)
    }

    /// Does what an editing key says; `false` if it is none.
    mutating func edit(with key: Key) -> Bool {
        switch key {
        case .text(let text): insert(text)
        case .backspace: remove(max(0, cursor - 1)..<cursor, keeps: false)
        case .delete: remove(cursor..<min(cursor + 1, characters.count), keeps: false)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = characters.count
        case .wordLeft: cursor = startOfWord
        case .wordRight: cursor = endOfWord
        case .deleteToEnd: remove(cursor..<characters.count, keeps: true)
        case .deleteToStart: remove(0..<cursor, keeps: true)
        case .deleteWord: remove(startOfWord..<cursor, keeps: true)
        case .yank: insert(deleted)
        case .enter, .tab, .up, .down, .clearScreen, .interrupt, .endOfInput, .suspend:
            return false
        }
        return true
    }

    private mutating func remove(_ range: Range<Int>, keeps: Bool) {
        if keeps, !range.isEmpty { deleted = String(characters[range]) }
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private var startOfWord: Int {
        var place = cursor
        while place > 0, !LineBuffer.isWord(characters[place - 1]) { place -= 1 }
        while place > 0, LineBuffer.isWord(characters[place - 1]) { place -= 1 }
        return place
    }

    private var endOfWord: Int {
        var place = cursor
        while place < characters.count, !LineBuffer.isWord(characters[place]) { place += 1 }
        while place < characters.count, LineBuffer.isWord(characters[place]) { place += 1 }
        return place
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
