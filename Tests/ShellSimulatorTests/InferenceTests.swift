import Environments
import FoundationEssentials
import Glibc
import JSONTree
import Testing

@testable import ShellSimulator

/// Dialogues that a box recorded, judged without what the box was prepared with.
@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct InferenceTests {
    /// Records commands in a box that was prepared.
    private func record(
        _ commands: [String], after preparation: String
    ) async throws -> RecordedEpisode {
        var box = try await Boxes.episode(.agentInstruct)
        _ = try await box.step(action: preparation)
        var turns: [RecordedEpisode.Turn] = []
        for (index, command) in commands.enumerated() {
            let step = try await box.step(action: command)
            turns.append(
                RecordedEpisode.Turn(
                    reply: ReplyVersion.agentInstruct.reply(running: command, because: "I look."),
                    observation: step.observation, index: 7 + 2 * index))
        }
        return RecordedEpisode(
            id: "os_t", task: ShellWorld.opening("What is there?"), preamble: [], turns: turns)
    }

    private func judge(_ episode: RecordedEpisode) async throws -> [Judgement] {
        var inference = EpisodeInference(episode, on: try Boxes.tree.get())
        return try await inference.judge().judgements
    }

    private static let preparation =
        "mkdir -p ~/papers/old; printf 'one two\\nthree\\n' > ~/papers/a.txt; "
        + "head -c 700 /dev/zero | tr '\\0' y > ~/papers/old/b.txt; echo 'x=1' > ~/papers/c.conf"

    @Test(arguments: [
        ["find ~/papers -name '*.txt'", "find ~/papers -name '*.txt' -exec du -b {} \\;"],
        ["ls -l ~/papers/a.txt ~/papers/old/b.txt", "du -b ~/papers/old/b.txt"],
        ["find ~/papers -type f | wc -l"], ["grep -rl two ~/papers"],
        ["grep -c three ~/papers/a.txt"],
        ["ls ~/papers/missing"], ["cat ~/papers/a.txt | tr ' ' '\\n' | sort | uniq | wc -l"],
        ["find ~/papers -name '*.txt' -exec du -b {} \\; | awk '{s+=$1} END {print s}'"],
    ])
    func `What a dialogue shows becomes files that show it again`(
        commands: [String]
    ) async throws {
        let episode = try await record(commands, after: InferenceTests.preparation)
        for judgement in try await judge(episode) {
            #expect([.exact, .equivalent].contains(judgement.verdict), "\(judgement)")
        }
    }

    @Test func `What only filters known output is predicted, and a change of it is caught`()
        async throws
    {
        var episode = try await record(
            [
                "find ~/papers -name '*.txt' -exec du -b {} \\;",
                "find ~/papers -name '*.txt' -exec du -b {} \\; | awk '{s+=$1} END {print s}'",
            ], after: InferenceTests.preparation)
        #expect(try await judge(episode).map(\.basis) == [.explained, .predicted])
        episode.turns[1].observation = episode.turns[1].observation?.replacing("714", with: "715")
        let changed = try await judge(episode)
        #expect(changed[1].verdict == .divergent)
    }

    @Test func `What the reader lost or showed late is a piece of what the terminal printed`()
        async throws
    {
        var episode = try await record(
            ["cat ~/papers/a.txt", "wc -l ~/papers/a.txt", "echo done"],
            after: InferenceTests.preparation)
        let counted = episode.turns[1].observation ?? ""
        let done = episode.turns[2].observation ?? ""
        episode.turns[1].observation = done.replacing("done\r\n", with: "")
        episode.turns[2].observation = counted
        let judgements = try await judge(episode)
        #expect(judgements.map(\.verdict) == [.exact, .equivalent, .equivalent])
        #expect(judgements.map(\.reason) == [nil, "lost-output", "late-output"])
    }

    @Test func `An inferred world prints the record, and refuses what nobody saw`() async throws {
        let commands = [
            "find ~/papers -name '*.txt' -exec du -b {} \\;", "cat ~/papers/a.txt",
        ]
        let episode = try await record(commands, after: InferenceTests.preparation)
        let made = try await ShellComputer().inferWorld(from: episode, settings: [:])
        #expect(made.facts.contains { $0.turn == 7 })
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "diorama-inferred-os-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in made.files {
            try Data(file.bytes).write(to: folder.appending(path: file.name))
        }
        let world = try ShellWorld(path: folder.path)
        #expect(world.faults.isEmpty)
        let task = try #require(world.task(of: episode))
        let replayed = await world.replay(episode, task: task, seed: 0)
        for judgement in replayed.judgements {
            #expect([.exact, .equivalent].contains(judgement.verdict), "\(judgement)")
            #expect(judgement.basis == .supplied)
        }
        var episodeHere = world.makeEnvironment()
        _ = try await episodeHere.reset(to: task, seed: 0)
        let error = await #expect(throws: EnvironmentError.self) {
            try await episodeHere.step(action: "md5sum ~/papers/old/b.txt")
        }
        #expect(error?.code == .unknown)
        #expect(error?.message.contains("/root/papers/old/b.txt") == true)
        for (command, fact) in [
            ("ls ~/papers/old", "all names in /root/papers/old"),
            ("cd ~/papers/old && ls -l b.txt", "the owner of /root/papers/old/b.txt"),
            ("stat -c %y ~/papers/a.txt", "the owner of /root/papers/a.txt"),
            ("find ~ -mtime -1", "the time of /root/papers"),
        ] {
            let error = await #expect(throws: EnvironmentError.self) {
                try await episodeHere.step(action: command)
            }
            #expect(error?.code == .unknown)
            #expect(error?.message.contains(fact) == true, "\(error?.message ?? command)")
        }
        #expect(
            try await episodeHere.step(action: "wc -w ~/papers/a.txt").observation.contains("a.txt")
        )
        var filled = try ShellWorld(path: folder.path, completion: 5).makeEnvironment()
        _ = try await filled.reset(to: task, seed: 0)
        let step = try await filled.step(action: "wc -c ~/papers/old/b.txt")
        #expect(step.observation.contains("700 "))
        #expect(step.details["invented"]?.array?.count == 1)
        let listing = try await filled.step(action: "ls ~/papers/old")
        #expect(listing.observation.contains("b.txt"))
        #expect(
            listing.details["invented"]?.array?.compactMap(\.string)
                == ["all names in /root/papers/old"])
    }

    @Test func `The first dialogues of the corpus are never contradicted`() async throws {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/")
        let path = "\(package)/../shared/corpus/agentinstruct/os.jsonl"
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: no corpus beside the package")
            return
        }
        let dialogues = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        for line in dialogues.prefix(12) {
            let episode = try #require(CorpusDialogue(line).episode)
            for judgement in try await judge(episode) {
                #expect(judgement.verdict != .divergent, "\(episode.id): \(judgement)")
            }
        }
    }
}

@Suite struct PatternTests {
    @Test(arguments: [
        ("error", false, "error"), ("^..r", false, "xxr"), ("[0-9]{1,3}\\.", true, "0."),
        ("\\b\\w{4}\\b", true, "wwww"), ("a\\|b", false, "a"), ("(x|y)+z", true, "xz"),
        ("[[:digit:]]$", false, "1"), ("a*b", false, "ab"),
    ])
    func `A pattern has a text that it matches`(
        pattern: String, isExtended: Bool, sample: String
    ) {
        #expect(PatternSample.text(pattern, isExtended: isExtended) == sample)
    }

    @Test func `Loops and what they substitute are read`() {
        let command = ShellCommand(
            "for f in $(find . -type f); do echo -n \"$f: \" && wc -m \"$f\"; done | sort -k2 | head -n 1"
        )
        #expect(command.pipelines.count == 1)
        #expect(command.pipelines[0].map(\.name) == ["", "sort", "head"])
        #expect(command.atoms.map(\.name).sorted() == ["echo", "find", "head", "sort", "wc"])
        #expect(command.isReading)
        #expect(!ShellCommand("find . -name x -delete").isReading)
        #expect(!ShellCommand("sort a > b").isReading)
    }

    @Test(arguments: [
        ("awk '{s+=$2} END {print s/1024}'", Wanted.Kind.sum(2048, column: 2, mark: " ")),
        ("awk -F: '{print $3}'", .lines(["x:x:2"])), ("cut -d, -f2", .lines(["x,2"])),
        ("wc -l", .count(2)), ("grep -c x", .count(2)),
    ])
    func `A filter is undone`(text: String, kind: Wanted.Kind) throws {
        var wanted = Wanted(kind: .lines(["2"]))
        wanted.undo(try #require(ShellCommand(text).pipelines.first?.first))
        #expect(wanted.kind == kind)
    }
}
