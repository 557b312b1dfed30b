import FoundationEssentials
import Testing

@testable import diorama

@Suite struct GenerateCommandTests {
    private func complaint(_ arguments: [String]) async -> (code: Int32, text: String) {
        let errors = Output.inMemory()
        let code = await Diorama.run(
            ["generate"] + arguments, output: .inMemory(), errors: errors)
        return (code, errors.text)
    }

    @Test(arguments: [
        (["db", "--policy", "model"], "--policy model and --model NAME belong together"),
        (["db", "--policy", "script"], "--policy script and --script FILE belong together"),
        (["db", "--policy", "noisy", "--rate", "0"], "--rate takes a number above 0"),
        (["db", "--policy", "expert", "--count", "0"], "--count takes a number from 1 on"),
        (["db", "--policy", "expert", "--id", "db_3"], "is not the id of a generated dialogue"),
        (["db", "--policy", "noisy", "--id", "db_expert_1_2"], "by --policy expert: say so"),
        (["db", "--policy", "expert", "--like", "/nowhere"], "--like: /nowhere"),
        (["db", "--policy", "expert", "--hold-out", "/nowhere"], "/nowhere cannot be read"),
        (["db", "--policy", "expert", "--out", "/nowhere/x.jsonl"], "/nowhere/x.jsonl"),
        (["db", "--policy", "expert", "--out", "x.parquet"], "diorama convert"),
        (
            ["db", "--policy", "model", "--model", "m", "--base-url", "here"],
            "here is no address"
        ),
    ])
    func badUsageIsOneLineThatSaysWhatIsWrong(arguments: [String], expected: String) async {
        let (code, text) = await complaint(arguments)
        #expect(code == 2)
        #expect(text.contains(expected), "\(text)")
        #expect(text.split(separator: "\n").count == 1, "\(text)")
    }

    @Test func aDialogueOfAnIdIsThatOfTheWholeRun() async throws {
        let folder = FileManager.default.temporaryDirectory.path
        let base = "\(folder)/diorama-\(UInt64.random(in: 0...UInt64.max))"
        let paths = ["\(base)-all.jsonl", "\(base)-one.jsonl"]
        defer {
            for path in paths {
                try? FileManager.default.removeItem(atPath: path)
                try? FileManager.default.removeItem(
                    atPath: String(path.dropLast(6)) + ".provenance.jsonl")
            }
        }
        let common = ["generate", "db", "--policy", "noisy", "--rate", "0.4"]
        let all = common + ["--count", "40", "--seed", "8", "--jobs", "3", "--out", paths[0]]
        let one = common + ["--id", "db_noisy_8_36", "--out", paths[1]]
        #expect(await Diorama.run(all, output: .inMemory(), errors: .inMemory()) == 0)
        #expect(await Diorama.run(one, output: .inMemory(), errors: .inMemory()) == 0)
        let lines = try #require(FileManager.default.contents(atPath: paths[0]))
            .split(separator: 0x0A)
        let line = try #require(FileManager.default.contents(atPath: paths[1]))
        #expect(lines.count == 40)
        #expect(lines[36].elementsEqual(line.dropLast()))
    }
}
