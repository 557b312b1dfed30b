/// The pattern of a `LIKE`, taken apart once.
///
/// `%` stands for any characters, `_` for one, and whatever follows the escape character for
/// itself; an escape character at the end stands for itself too. All others match the characters
/// that are the same by the collation, one to one: `'é' LIKE 'e'` holds, `'ß' LIKE 'ss'` does not.
///
/// Only the last `%` met is ever gone back to, so that a match takes at most (characters of the
/// text) x (length of the pattern) steps, whatever the pattern.
struct LikePattern: Sendable {
    /// A code point, or one of the two wildcards.
    private let elements: [UInt32]
    private let isSame: CharacterEquality
    /// Whether a character is a byte.
    private let isBinary: Bool

    private static let many = UInt32.max
    private static let one = UInt32.max - 1

    /// Takes a pattern apart; `escape` is `nil` for `ESCAPE ''`.
    init(_ pattern: String, escape: Unicode.Scalar? = "\\", collation: CollationName) {
        var pattern = pattern
        isBinary = collation == .binary
        isSame = CharacterEquality(collation)
        elements = pattern.withUTF8 { [isBinary] utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            return isBinary
                ? Self.elements(Bytes(bytes), escape) : Self.elements(CodePoints(bytes), escape)
        }
    }

    private static func elements(
        _ pattern: some IteratorProtocol<UInt32>, _ escape: Unicode.Scalar?
    ) -> [UInt32] {
        var characters = pattern
        var elements: [UInt32] = []
        while let character = characters.next() {
            // The order of these questions is MySQL's: it decides what `ESCAPE '%'` means.
            if character == 0x25 {
                if elements.last != many { elements.append(many) }
            } else if character == escape?.value {
                elements.append(characters.next() ?? character)
            } else if character == 0x5F {
                elements.append(one)
            } else {
                elements.append(character)
            }
        }
        return elements
    }

    /// Whether a text matches.
    func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }

    /// Whether a text of UTF-8, or a binary string, matches.
    func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        isBinary ? matches(Bytes(text)) : matches(CodePoints(text))
    }

    private func matches<Characters: IteratorProtocol<UInt32>>(_ text: Characters) -> Bool {
        var characters = text
        var position = 0
        // The last `%`, and the text from where it was last tried.
        var retry: (position: Int, characters: Characters)?
        while true {
            let before = characters
            guard let character = characters.next() else { break }
            if position < elements.count {
                let element = elements[position]
                if element == Self.many {
                    position += 1
                    characters = before
                    retry = (position, before)
                    continue
                }
                if element == Self.one || isSame(character, element) {
                    position += 1
                    continue
                }
            }
            guard var last = retry, last.position < elements.count else { return retry != nil }
            _ = last.characters.next()
            retry = last
            characters = last.characters
            position = last.position
        }
        return elements[position...].allSatisfy { $0 == Self.many }
    }

    /// The bytes of a binary string.
    private struct Bytes: IteratorProtocol {
        private let bytes: UnsafeRawBufferPointer
        private var index = 0

        init(_ bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func next() -> UInt32? {
            guard index < bytes.count else { return nil }
            defer { index += 1 }
            return UInt32(bytes[index])
        }
    }
}
