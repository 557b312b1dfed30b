/// Comparison of texts by MySQL's collations.
///
/// Texts are UTF-8. What is not well-formed is compared too (see ``CodePoints``), so that no data
/// can stop a statement; MySQL itself never stores such text.
///
/// Exact are all of them: the weights of `utf8mb4_0900_*` come from Unicode's own table with the
/// changes that MySQL makes to it, those of `utf8mb4_general_ci` and `utf8mb4_unicode_ci` were
/// measured on a server that has kept MySQL's.
enum Collation {
    /// Compares UTF-8: negative, zero or positive, as in C.
    static func compare(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, _ name: CollationName
    ) -> Int {
        switch name {
        case .standard: UnicodeOrder.comparePrimary(left, right)
        case .accentAndCaseSensitive: UnicodeOrder.compareThreeLevels(left, right)
        case .general, .general3, .asciiGeneral: compareGeneral(left, right)
        case .unicode, .unicode3: compareUnicode4(left, right)
        case .codePoint, .codePoint3, .asciiCodePoint: compareCodePoints(left, right)
        case .swedish, .latinCodePoint:
            PaddedOrder.compare(
                LatinWeights(CodePoints(left), ignoresCase: name == .swedish),
                LatinWeights(CodePoints(right), ignoresCase: name == .swedish), blank: 0x20)
        case .codePointNoPad, .binary: compareBytes(left, right)
        }
    }

    /// Compares strings: negative, zero or positive.
    static func compare(_ left: String, _ right: String, _ name: CollationName) -> Int {
        var (left, right) = (left, right)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                compare(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right), name)
            }
        }
    }

    /// Whether two texts of UTF-8 are the same value.
    static func equals(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer, _ name: CollationName
    ) -> Bool {
        compare(left, right, name) == 0
    }

    /// Whether two strings are the same value.
    static func equals(_ left: String, _ right: String, _ name: CollationName) -> Bool {
        compare(left, right, name) == 0
    }

    /// A key for a string: keys order by their bytes as strings do by ``compare(_:_:_:)-(String,_,_)``,
    /// and are equal exactly if the strings are.
    static func sortKey(of text: String, _ name: CollationName) -> [UInt8] {
        var text = text
        return text.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            return switch name {
            case .standard:
                UnicodeOrder.sortKey(bytes, levels: [.primary])
            case .accentAndCaseSensitive:
                UnicodeOrder.sortKey(bytes, levels: CollationElement.Level.allCases[...])
            case .general, .general3, .asciiGeneral:
                PaddedOrder.sortKey(GeneralWeights(CodePoints(bytes)), blank: 0x20)
            case .unicode, .unicode3:
                PaddedOrder.sortKey(
                    LevelWeights(CodePoints(bytes), .unicode4, .primary), blank: 0x209)
            case .swedish, .latinCodePoint:
                PaddedOrder.sortKey(
                    LatinWeights(CodePoints(bytes), ignoresCase: name == .swedish), blank: 0x20)
            case .codePoint, .codePoint3, .asciiCodePoint:
                PaddedOrder.sortKey(ByteWeights(bytes), blank: 0x20)
            case .codePointNoPad, .binary:
                [UInt8](bytes)
            }
        }
    }

    private static func compareGeneral(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        let start = CodePoints.commonPrefix(left, right)
        return PaddedOrder.compare(
            GeneralWeights(CodePoints(left, from: start)),
            GeneralWeights(CodePoints(right, from: start)), blank: 0x20)
    }

    private static func compareUnicode4(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        let start = CodePoints.commonPrefix(left, right)
        if start == left.count, start == right.count { return 0 }
        return PaddedOrder.compare(
            LevelWeights(CodePoints(left, from: start), .unicode4, .primary),
            LevelWeights(CodePoints(right, from: start), .unicode4, .primary), blank: 0x209)
    }

    private static func compareCodePoints(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        let start = CodePoints.commonPrefix(left, right)
        return PaddedOrder.compare(
            ByteWeights(left, from: start), ByteWeights(right, from: start), blank: 0x20)
    }

    private static func compareBytes(
        _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
    ) -> Int {
        let count = min(left.count, right.count)
        var index = CodePoints.commonPrefix(left, right)
        while index < count, left[index] == right[index] { index += 1 }
        if index < count { return left[index] < right[index] ? -1 : 1 }
        return left.count == right.count ? 0 : left.count < right.count ? -1 : 1
    }
}
