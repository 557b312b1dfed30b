/// Small files that appear whole or not at all.
public enum TextFile {
    /// Writes a text to a file.
    public static func write(_ text: String, to path: String) throws(DialogueProblem) {
        let file = try ReplacementFile(path: path)
        try file.write(Array(text.utf8))
        try file.commit()
    }
}
