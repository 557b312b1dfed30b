import EnvironmentTesting
import Environments
import Glibc
import JSONTree
import Testing

@testable import ShellSimulator

@Suite(.serialized, .enabled(if: Boxes.areHere, Boxes.reason))
struct ShellTests {
    private func run(
        _ commands: [String], _ rendering: Rendering = .pipe
    ) async throws -> [Step] {
        var episode = try await Boxes.episode(rendering)
        var steps: [Step] = []
        for command in commands { steps.append(try await episode.step(action: command)) }
        return steps
    }

    @Test func `A shell is kept: folder, variables, functions and status`() async throws {
        let steps = try await run([
            "cd /tmp; x=5; f() { echo f$x; }", "pwd; f", "(exit 3)", "echo $?",
        ])
        #expect(steps.map(\.observation) == ["", "/tmp\nf5\n", "", "3\n"])
        #expect(steps[2].details["exit_code"]?.int == 3)
    }

    @Test func `Output belongs to its command, whatever ends it`() async throws {
        let steps = try await run([
            "printf abc", "echo a; (sleep 0.05; echo late >/dev/null) & echo b", "exit 7",
            "echo new",
            "kill -9 $$", "echo again", "echo a\nfor i in 1 2; do\n  echo $i\ndone",
        ])
        #expect(
            steps.map(\.observation)
                == ["abc", "a\nb\n", "", "new\n", "", "again\n", "a\n1\n2\n"])
        #expect(steps[2].details["ending"]?.string == "exit")
        #expect(steps[2].details["exit_code"]?.int == 7)
        #expect(steps[4].details["exit_code"]?.int == 137)
    }

    @Test func `Syntax errors read as bash -c says them`() async throws {
        let steps = try await run(["if then", "eval 'if then'", "echo \"x"])
        #expect(steps[0].observation.hasPrefix("--: -c: line 1: syntax error near"))
        #expect(steps[1].observation.hasPrefix("--: eval: line 1: syntax error near"))
        #expect(steps[2].observation.hasPrefix("--: -c: line 1: unexpected EOF"))
        #expect(steps[0].details["exit_code"]?.int == 2)
    }

    @Test func `A terminal shows what a terminal shows`() async throws {
        let steps = try await run(
            ["tty", "echo -n abc", "false", "for i in 1 2\ndo echo $i\ndone"], .agentInstruct)
        let host = RecordedText(steps[0].observation).host ?? ""
        let prompt = "\u{1B}]0;root@\(host): /\u{07}root@\(host):/#"
        #expect(steps[0].observation == "The output of the OS:\n\n/dev/pts/1\r\n\(prompt)")
        #expect(steps[1].observation == "The output of the OS:\n\nabc\(prompt)")
        #expect(steps[2].details["exit_code"]?.int == 1)
        #expect(
            steps[3].observation
                == "The output of the OS:\n\n> do echo $i\r\n> done\r\n1\r\n2\r\n\(prompt)")
    }

    @Test func `A stripped terminal shows the text alone`() async throws {
        let steps = try await run(["echo hi", "true"], .agentBench)
        #expect(steps[0].observation == "The output of the OS:\n\nhi\r\n")
        #expect(steps[1].observation == "The output of the OS is empty.")
    }

    @Test func `A program that waits for input is told, and can be answered`() async throws {
        let steps = try await run(
            ["read -p 'name? ' x", "Ada Lovelace", "echo \"<$x>\"", "cat", "line"], .agentInstruct)
        #expect(steps[0].details["ending"]?.string == "input")
        #expect(RecordedText(steps[2].observation).lines == ["<Ada Lovelace>"])
        #expect(steps[3].details["ending"]?.string == "input")
        #expect(RecordedText(steps[4].observation).lines.contains("line"))
    }

    @Test func `A user's shell in the shell is the shell`() async throws {
        let steps = try await run(
            ["useradd -m ada", "su - ada -s /bin/bash", "id -un", "exit", "id -un"], .agentInstruct)
        #expect(RecordedText(steps[2].observation).lines.first == "ada")
        #expect(RecordedText(steps[4].observation).lines == ["root"])
    }

    @Test func `A deadline kills the command and not the episode`() async throws {
        for rendering in Rendering.allCases {
            let box = try Box(on: try Boxes.tree.get(), named: "00000000dead")
            let session = try await Session(in: box, rendering: rendering)
            _ = try await session.run("echo kept > /tmp/file", deadline: .seconds(10))
            let slow = try await session.run("sleep 30", deadline: .milliseconds(300))
            #expect(slow.ending == .deadline)
            let busy = try await session.run("while :; do :; done", deadline: .milliseconds(300))
            #expect(busy.ending == .deadline)
            let after = try await session.run("cat /tmp/file", deadline: .seconds(10))
            #expect(String(decoding: after.bytes, as: UTF8.self).contains("kept"))
        }
    }

    @Test func `The laws of environments hold`() async {
        let moves: [Move] = [
            .action("cd /tmp; echo one > a; x=4"), .action("find . -type f; echo $x"),
            .action("useradd -m bo; ls -p /home; false"), .action("echo $?; cat a"),
        ]
        let violations = await checkEnvironment(
            ShellWorld(rendering: .pipe), task: nil, moves: moves)
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test(arguments: Rendering.allCases)
    func `Standard output and error can be opened by name`(rendering: Rendering) async throws {
        let steps = try await run(
            ["echo a > /dev/stderr; echo b | tee -a /dev/stderr; echo c > /proc/self/fd/1"],
            rendering)
        for letter in ["a", "b", "c"] { #expect(steps[0].observation.contains(letter)) }
        #expect(!steps[0].observation.contains("denied"))
    }

    @Test func `Process 1 is what the terminal asks for`() async throws {
        let ask = "ps -p 1 -o comm=,tty="
        #expect(try await run([ask])[0].observation == "sleep           ?\n")
        #expect(try await run([ask], .agentBench)[0].observation.contains("bash            pts/0"))
    }

    @Test func `A shell that was killed between two steps is told by the second`() async throws {
        for rendering in [Rendering.pipe, .agentBench] {
            var episode = try await Boxes.episode(rendering)
            _ = try await episode.step(action: "(kill -9 $$) & wait")
            let after = try await episode.step(action: "echo alive")
            let next = try await episode.step(action: "echo alive")
            #expect(next.observation.contains("alive"), "\(after)")
        }
    }

    @Test func `The end of input can be typed`() async throws {
        let steps = try await run(
            ["while read l; do echo got $l; done", "one", "\u{04}", "echo on"], .agentBench)
        #expect(
            steps.map { $0.details["ending"]?.string } == ["input", "input", "prompt", "prompt"])
        #expect(steps[3].observation.hasSuffix("on\r\n"))
    }

    @Test func `A person can sit down at the terminal between two steps`() async throws {
        var episode = try await Boxes.episode(.agentBench)
        _ = try await episode.step(action: "x=1")
        let terminal = try #require(episode.terminal)
        terminal.enter(rows: 50, columns: 132)
        for (typed, shown) in [("stty size\n", "50 132"), ("x=2; exit 3", "exit 3")] {
            let bytes = Array(typed.utf8)
            #expect(write(terminal.descriptor, bytes, bytes.count) == bytes.count)
            var seen = ""
            for _ in 0..<1000 where !seen.contains(shown) {
                var chunk = [UInt8](repeating: 0, count: 4096)
                let count = read(terminal.descriptor, &chunk, chunk.count)
                if count > 0 { seen += String(decoding: chunk[..<count], as: UTF8.self) }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(seen.contains(shown))
        }
        // What was not sent is dropped.
        try await terminal.leave()
        #expect(
            try await episode.step(action: "echo $x; stty size").observation.contains("1\r\n0 0"))
        #expect(try await Boxes.episode().terminal == nil)
    }
}
