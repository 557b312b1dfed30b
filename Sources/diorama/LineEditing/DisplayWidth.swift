extension Character {
    /// How many columns a terminal gives the character.
    var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.value < 0x20 || 0x7F..<0xA0 ~= first.value { return printed.count }
        if first.value < 0x300 { return 1 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
        return Character.wide.contains { $0 ~= first.value } ? 2 : 1
    }

    /// The character as it is shown in a line: a line break as a sign, controls as `^X`.
    var printed: String {
        guard let value = unicodeScalars.first?.value else { return "" }
        switch value {
        case 0x0A: return "⏎"
        case 0..<0x20: return "^" + String(UnicodeScalar(UInt8(value) + 0x40))
        case 0x7F..<0xA0: return "^?"
        default: return String(self)
        }
    }

    /// The East Asian wide and full-width blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
}
