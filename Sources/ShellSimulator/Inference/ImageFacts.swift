extension FileFacts {
    /// What every container of the original's image has: its Ubuntu is no secret.
    static func ofImage(marksPaste: Bool) -> FileFacts {
        var facts = FileFacts()
        facts.marksPaste = marksPaste
        facts.note("/root/.bashrc") { fact in
            fact.size = 3106
            fact.time = "2019-12-05 14:39:21 UTC"
        }
        for name in ["lib32", "libx32"] {
            facts.note("/usr/\(name)") { $0.kind = .folder }
            facts.note("/\(name)") { $0.kind = .link("usr/\(name)") }
        }
        return facts
    }
}
