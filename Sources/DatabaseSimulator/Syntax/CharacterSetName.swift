/// The names of MySQL's character sets, which make `_latin1` before a literal an introducer.
enum CharacterSetName {
    private static let known: Set<String> = [
        "armscii8", "ascii", "big5", "binary", "cp1250", "cp1251", "cp1256", "cp1257", "cp850",
        "cp852", "cp866", "cp932", "dec8", "eucjpms", "euckr", "gb18030", "gb2312", "gbk",
        "geostd8", "greek", "hebrew", "hp8", "keybcs2", "koi8r", "koi8u", "latin1", "latin2",
        "latin5", "latin7", "macce", "macroman", "sjis", "swe7", "tis620", "ucs2", "ujis", "utf16",
        "utf16le", "utf32", "utf8", "utf8mb3", "utf8mb4",
    ]

    /// Whether a name, in any case, is that of a character set.
    static func isKnown(_ name: some Sequence<UInt8>) -> Bool {
        known.contains(String(decoding: Array(name), as: UTF8.self).lowercased())
    }

    /// Whether a name, in any case, is that of a character set.
    static func isKnown(_ name: String) -> Bool {
        known.contains(name.lowercased())
    }

    /// Whether a name starts as the collations of a known character set do.
    static func hasCollation(_ name: String) -> Bool {
        let characterSet = name.prefix { $0 != "_" }
        return isKnown(String(characterSet))
            && (characterSet.endIndex < name.endIndex || characterSet.lowercased() == "binary")
    }
}
