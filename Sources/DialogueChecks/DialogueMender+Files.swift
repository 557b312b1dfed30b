public import Dialogues

extension DialogueMender {
    /// Mends a file in its place; rows that need no mend keep their bytes.
    ///
    /// - Returns: how many dialogues were changed or taken out; the file is not touched if none
    ///   were.
    /// - Throws: ``Dialogues/DialogueProblem`` for files that cannot be mended: Parquet files, and
    ///   files with rows that cannot be read, which would be lost.
    public static func mend(
        _ path: String, ignoring ignored: Set<String> = []
    ) throws(DialogueProblem) -> Int {
        // First without writing: a file that needs nothing is left alone.
        var trial = DialogueMender(ignoring: ignored)
        let look = try DialogueReader(path: path, options: .init(rules: nil))
        while let row = try look.next() {
            guard let dialogue = row.dialogue, row.problems.isEmpty else {
                throw row.problems.first.map { unmendable(path, $0) }
                    ?? DialogueProblem(.unreadable, at: .init(path: path), "a row is lost")
            }
            _ = trial.mended(dialogue)
        }
        guard trial.count > 0 else { return 0 }
        guard !look.isTable else {
            throw DialogueProblem(
                .unwritable, at: .init(path: path), "Parquet files are not mended in place",
                advice: "convert it to JSON Lines first")
        }
        var mender = DialogueMender(ignoring: ignored)
        let reader = try DialogueReader(path: path, options: .init(rules: nil))
        let writer = try DialogueWriter(path: path)
        while let row = try reader.next() {
            writer.layout = reader.layout
            if let dialogue = row.dialogue, let mended = mender.mended(dialogue) {
                try writer.write(mended)
            }
        }
        writer.layout = reader.layout
        try writer.finish()
        return mender.count
    }

    private static func unmendable(_ path: String, _ problem: DialogueProblem) -> DialogueProblem {
        DialogueProblem(
            problem.code, at: problem.place, "the file is not mended: \(problem.what)",
            advice: problem.advice)
    }
}
