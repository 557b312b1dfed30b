import Testing

@testable import diorama

@Suite struct ExitCodeTests {
    @Test(arguments: [
        ["replay"], ["replay", "no such file"], ["replay", "x", "--jobs", "0"],
        ["replay", "x", "--only", "true"], ["play", "nowhere"], ["play"], ["unknown"],
        ["tasks", "db", "--world", "no such world"], ["stats", "no such file"],
    ])
    func `Bad usage and unreadable input end with 2`(_ arguments: [String]) async {
        let output = Output.inMemory()
        let errors = Output.inMemory()
        #expect(await Diorama.run(arguments, output: output, errors: errors) == 2)
        #expect(output.text.isEmpty)
        #expect(errors.text.hasPrefix("diorama: "))
        #expect(errors.text.count { $0 == "\n" } == 1)
    }

    @Test(arguments: [["--help"], ["replay", "--help"], ["help", "play"], []])
    func `Help is all good`(_ arguments: [String]) async {
        let output = Output.inMemory()
        let errors = Output.inMemory()
        #expect(await Diorama.run(arguments, output: output, errors: errors) == 0)
        #expect(output.text.contains("USAGE: diorama"))
        #expect(errors.text.isEmpty)
    }
}
