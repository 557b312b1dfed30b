/// What a person does at the keyboard.
enum Key: Hashable {
    /// Typed or pasted text; pasted text may hold line breaks.
    case text(String)
    case enter, tab, backspace, delete
    case left, right, wordLeft, wordRight, home, end
    case up, down
    case deleteToEnd, deleteToStart, deleteWord, yank
    case clearScreen, interrupt, endOfInput, suspend
}

/// Turns the bytes that a terminal sends into keys: UTF-8, control characters, the escape sequences
/// of ECMA-48 as xterm and its kin use them, and bracketed paste.
///
/// A state machine without a terminal; bytes may come in any portions.
struct KeyDecoder {
    private enum State {
        case ground
        case character([UInt8], missing: Int)
        case escape
        case sequence([UInt8])
        case applicationKey
        case paste([UInt8])
    }

    private var state = State.ground

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Whether the last byte began something that may be over, such as a lone Escape.
    var isWaitingAfterEscape: Bool {
        if case .escape = state { true } else { false }
    }

    /// Gives up on what an Escape has begun.
    mutating func forgetEscape() {
        if isWaitingAfterEscape { state = .ground }
    }

    /// Takes a byte; gives the key that it completes, if any.
    mutating func decode(_ byte: UInt8) -> Key? {
        switch state {
        case .ground: return decodeGround(byte)
        case .character(let bytes, let missing): return decode(byte, after: bytes, missing)
        case .escape: return decodeEscape(byte)
        case .applicationKey:
            state = .ground
            return KeyDecoder.cursorKey(byte, isModified: false)
        case .sequence(let bytes): return decodeSequence(bytes, byte)
        case .paste(let bytes): return decodePaste(bytes, byte)
        }
    }

    private mutating func decodeGround(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x1B: state = .escape
        case 0x20..<0x7F: return .text(String(UnicodeScalar(byte)))
        case 0xC2...0xDF: state = .character([byte], missing: 1)
        case 0xE0...0xEF: state = .character([byte], missing: 2)
        case 0xF0...0xF4: state = .character([byte], missing: 3)
        default: return KeyDecoder.controls[byte]
        }
        return nil
    }

    private static let controls: [UInt8: Key] = [
        0x01: .home, 0x02: .left, 0x03: .interrupt, 0x04: .endOfInput, 0x05: .end, 0x06: .right,
        0x08: .backspace, 0x09: .tab, 0x0A: .enter, 0x0B: .deleteToEnd, 0x0C: .clearScreen,
        0x0D: .enter, 0x0E: .down, 0x10: .up, 0x15: .deleteToStart, 0x17: .deleteWord,
        0x19: .yank, 0x1A: .suspend, 0x7F: .backspace,
    ]

    private mutating func decode(_ byte: UInt8, after bytes: [UInt8], _ missing: Int) -> Key? {
        guard byte & 0xC0 == 0x80 else {
            // The character was cut off; the byte stands for itself.
            state = .ground
            return decodeGround(byte)
        }
        guard missing == 1 else {
            state = .character(bytes + [byte], missing: missing - 1)
            return nil
        }
        state = .ground
        return String(validating: bytes + [byte], as: UTF8.self).map(Key.text)
    }

    private mutating func decodeEscape(_ byte: UInt8) -> Key? {
        state = .ground
        switch byte {
        case UInt8(ascii: "["): state = .sequence([])
        case UInt8(ascii: "O"): state = .applicationKey
        case 0x1B: state = .escape
        case UInt8(ascii: "b"): return .wordLeft
        case UInt8(ascii: "f"): return .wordRight
        case 0x7F, 0x08: return .deleteWord
        case 0x0D, 0x0A: return .text("\n")
        default: break
        }
        return nil
    }

    private mutating func decodeSequence(_ bytes: [UInt8], _ byte: UInt8) -> Key? {
        guard 0x40...0x7E ~= byte else {
            // Anything longer is no sequence that a keyboard sends.
            state = bytes.count < 16 ? .sequence(bytes + [byte]) : .ground
            return nil
        }
        state = .ground
        let parameters = String(decoding: bytes, as: UTF8.self)
        guard byte == UInt8(ascii: "~") else {
            return KeyDecoder.cursorKey(byte, isModified: parameters.contains(";"))
        }
        switch parameters {
        case "1", "7": return .home
        case "4", "8": return .end
        case "3": return .delete
        case "200":
            state = .paste([])
            return nil
        default: return nil
        }
    }

    private static func cursorKey(_ byte: UInt8, isModified: Bool) -> Key? {
        switch UnicodeScalar(byte) {
        case "A": .up
        case "B": .down
        case "C": isModified ? .wordRight : .right
        case "D": isModified ? .wordLeft : .left
        case "H": .home
        case "F": .end
        default: nil
        }
    }

    private mutating func decodePaste(_ bytes: [UInt8], _ byte: UInt8) -> Key? {
        var bytes = bytes
        state = .ground
        bytes.append(byte)
        guard bytes.suffix(KeyDecoder.pasteEnd.count).elementsEqual(KeyDecoder.pasteEnd) else {
            state = .paste(bytes)
            return nil
        }
        bytes.removeLast(KeyDecoder.pasteEnd.count)
        let text = String(decoding: bytes, as: UTF8.self)
        return .text(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    }
}
