import Glibc

extension FileFacts {
    /// What every container of the original's image has and a tree lacks: its Ubuntu is no secret.
    static func ofImage(on tree: BaseTree, marksPaste: Bool) -> FileFacts {
        var facts = FileFacts()
        facts.marksPaste = marksPaste
        var profile = stat()
        if lstat("\(tree.path)/root/.bashrc", &profile) != 0
            || profile.st_size != TreeScript.profileSize
        {
            facts.note("/root/.bashrc") { fact in
                fact.size = TreeScript.profileSize
                fact.time = TreeScript.profileTime
            }
        }
        for name in ["lib32", "libx32"] where !BaseTree.has(name, in: tree.path) {
            facts.note("/usr/\(name)") { $0.kind = .folder }
            facts.note("/\(name)") { $0.kind = .link("usr/\(name)") }
        }
        return facts
    }
}
