/// Draws a line that may be longer than the terminal is wide, and remembers where it drew.
struct LineView {
    /// A place on the screen, counted from where the prompt begins.
    struct Place: Hashable {
        var row = 0
        var column = 0

        /// Moves on by a character; one that does not fit goes to the next row.
        mutating func advance(by width: Int, columns: Int) {
            if column + width > columns {
                row += 1
                column = 0
            }
            column += width
        }

        /// The place where the next character appears.
        func wrapped(columns: Int) -> Place {
            column < columns ? self : Place(row: row + 1, column: 0)
        }
    }

    private let prompt: String
    private let style: Style
    /// The row that the cursor was left in.
    private var cursorRow = 0

    init(prompt: String, style: Style) {
        self.prompt = prompt
        self.style = style
    }

    /// The text that draws the line over what was drawn before.
    mutating func draw(_ buffer: LineBuffer, hint: String?, columns: Int) -> String {
        var place = Place()
        var cursor = Place()
        var text = ""
        func add(_ characters: some Sequence<Character>) {
            for character in characters {
                place.advance(by: character.displayWidth, columns: columns)
                text += character.printed
            }
        }
        add(prompt)
        let promptText = text
        text = ""
        add(buffer.characters[..<buffer.cursor])
        cursor = place.wrapped(columns: columns)
        add(buffer.characters[buffer.cursor...])
        var drawn = start + "\u{1B}[J" + style.bold(promptText) + text
        if let hint, buffer.isAtEnd {
            // A hint stays in its row: it must never scroll the screen.
            text = ""
            var room = columns - place.column - 1
            add(
                hint.prefix { character in
                    room -= character.displayWidth
                    return room >= 0
                })
            drawn += style.dim(text)
        }
        // At the edge the terminal waits for a character before it goes to the next row.
        let end = place.wrapped(columns: columns)
        if end.row > place.row { drawn += "\r\n" }
        if end.row > cursor.row { drawn += "\u{1B}[\(end.row - cursor.row)A" }
        drawn += "\r"
        if cursor.column > 0 { drawn += "\u{1B}[\(cursor.column)C" }
        cursorRow = cursor.row
        return drawn
    }

    /// The text that goes back to where the prompt begins.
    private var start: String {
        (cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "") + "\r"
    }

    /// Says that the screen below is new, so that the next drawing begins where the cursor is.
    mutating func startAnew() { cursorRow = 0 }
}
