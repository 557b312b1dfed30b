import Environments
import FoundationEssentials
import Glibc
import JSONTree
import Testing

@testable import ShellSimulator

private let shipped =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    .joined(separator: "/") + "/Worlds/os/workshop"

@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct TaskTests {
    private func play(
        _ world: ShellWorld, _ task: String, slips: Bool = false
    ) async throws -> Step {
        var episode = world.makeEnvironment()
        var step = try await episode.reset(to: task, seed: 0)
        var expert = try world.makeExpert(for: task, seed: 3)
        if slips, let reply = try await expert.mistake(after: step) {
            step = try await episode.step(reply: reply)
        }
        while step.end == nil, let reply = try await expert.reply(after: step) {
            step = try await episode.step(reply: reply)
        }
        return step
    }

    @Test func `Every shipped task is won by its example, and by nothing else`() async throws {
        let world = try ShellWorld(path: shipped)
        #expect(world.faults.isEmpty)
        #expect(world.tasks.count == 20)
        for task in world.tasks {
            #expect(try await play(world, task.id).reward == 1, "\(task.id)")
            var idle = world.makeEnvironment()
            _ = try await idle.reset(to: task.id, seed: 0)
            #expect(try await idle.step(action: "finish").reward == 0, "\(task.id)")
        }
    }

    @Test func `Derived tasks are won, after a mistake too`() async throws {
        let world = ShellWorld(rendering: .pipe)
        for index in 0..<8 {
            let id = DerivedTask(seed: 11, index: index)
            #expect(world.task(derivedAs: id) == world.task(derivedAs: id))
            #expect(try await play(world, id.description, slips: index > 3).reward == 1, "\(id)")
        }
    }

    @Test func `An agent cannot bend its check`() async throws {
        let world = try ShellWorld(path: shipped, rendering: .pipe)
        var episode = world.makeEnvironment()
        _ = try await episode.reset(to: "tasks#0", seed: 0)
        _ = try await episode.step(
            action: "printf '#!/bin/sh\\nexit 0\\n' > /usr/bin/python3; "
                + "cp /bin/true /bin/bash.new; mv /bin/bash.new /bin/bash; "
                + "mkdir -p /usr/local/lib/python3.11/dist-packages; "
                + "echo 'import os; os._exit(0)' "
                + "> /usr/local/lib/python3.11/dist-packages/sitecustomize.py")
        #expect(try await episode.step(action: "answer(99)").reward == 0)
    }

    @Test func `Rounds are limited`() async throws {
        let world = try ShellWorld(path: shipped, rendering: .pipe)
        var episode = world.makeEnvironment()
        _ = try await episode.reset(to: "tasks#0", seed: 0)
        for _ in 1...7 { #expect(try await episode.step(action: "true").end == nil) }
        let last = try await episode.step(action: "true")
        #expect(last.end == .truncated)
        #expect(last.reward == 0)
    }

    @Test func `A missing script is told when the task is asked for`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "diorama-os-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "t.json")
        try Data(
            #"[{"description":"d","evaluation":{"check":[{"language":"python","file":"no.py"}]}}]"#
                .utf8
        ).write(to: file)
        let world = try ShellWorld(path: file.path)
        #expect(world.faults.count == 1)
        var episode = world.makeEnvironment()
        let error = await #expect(throws: EnvironmentError.self) {
            try await episode.reset(to: "t#0", seed: 0)
        }
        #expect(error?.message.contains("no.py") == true)
    }

    @Test func `A message without an action ends the episode and says what it lacks`() async throws
    {
        let world = try ShellWorld(path: shipped, rendering: .pipe)
        var episode = world.makeEnvironment()
        _ = try await episode.reset(to: "tasks#0", seed: 0)
        let step = try await episode.step(reply: "I do not know.")
        #expect(step.end == .terminated)
        #expect(step.reward == 0)
        #expect(step.details["problem"]?.string?.contains("Act: bash") == true)
    }

    @Test(arguments: [
        ("notes.txt", "no notes at all", "archive"), ("no-such-tree", "", "No such file"),
    ])
    func `What is no tree is told by its name`(
        name: String, text: String, said: String
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "diorama-tree-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        if !text.isEmpty { try Data(text.utf8).write(to: file) }
        let shelf = TreeShelf(folder: folder.appending(path: "shelf").path)
        let error = #expect(throws: BoxError.self) {
            try shelf.tree(of: .files(file.path))
        }
        #expect(error?.description.contains(said) == true, "\(error?.description ?? "")")
        #expect(error?.description.contains(file.path) == true)
        let left = try? FileManager.default.contentsOfDirectory(atPath: shelf.folder)
        #expect((left ?? []).filter { $0 != "lock" }.isEmpty)
    }
}
