import Testing

@testable import ShellSimulator

/// The commands that make an inferred world's files, and what commands ask of them.
@Suite struct FactScriptTests {
    @Test func `Folders and links are made by few commands, each folder's entries in order`() {
        var batches = StepBatches { $0 == "/usr" }
        batches.link("/lib32", to: "usr/lib32")
        batches.folder("/usr/lib32")
        batches.folder("/root/a")
        batches.line(": > '/root/a/x'", making: "/root/a/x")
        batches.folder("/root/b")
        batches.link("/libx32", to: "usr/libx32")
        batches.folder("/usr/libx32")
        let script = batches.script
        #expect(script.count == 4)
        #expect(script[0].contains("'usr/lib32' 'usr/libx32'") == false)
        #expect(script[1].contains("'/usr/lib32' '/root/a' '/root/b' '/usr/libx32'"))
        #expect(script[2] == ": > '/root/a/x'")
        #expect(script[3].contains("ln -s -t '/' "))
    }

    @Test(arguments: [
        ("ls -l", "/root", "owner"), ("ls -l a.txt", "/root", "owner"), ("ls", "/root", nil),
        ("ls -l /tmp", "/root", nil), ("ls -ld /root", "/", nil), ("ls -l *.txt", "/root", "owner"),
        ("find / -newer /etc/passwd", "/", "time"), ("find . -name '*.txt'", "/root", nil),
        ("find /root -type f -size +1k | wc -l", "/", "size"), ("du -sh ~", "/", "size"),
        ("stat $(ls)", "/", "owner"), ("cd ~ && ls -l a.txt", "/", "owner"),
        ("cd ~; du b", "/", nil), ("for f in *; do stat $f; done", "/tmp", "owner"),
    ])
    func `A command asks for what its words say`(
        command: String, folder: String, trait: String?
    ) {
        let entry = OpenEntry(path: "/root/a.txt", missing: OpenEntry.Trait.allCases)
        let asked = TraitQuestion.questions(in: command, at: folder).lazy
            .compactMap { $0.missing(of: entry) }.first
        #expect(asked?.rawValue == trait)
    }
}
