/// Whether a reply's thought speaks of another page than the one it answers.
struct ThoughtCheck {
    let evidence: String?

    init(_ message: String, prompt: RecordedPrompt) {
        evidence = nil
    }
}
