import Environments

/// Makes boxes with facts in them, and runs commands there as the original's terminal showed them.
struct FactBoxes {
    let tree: BaseTree
    let host: String

    /// How long a command may take whose files are not inferred yet: without those that it names
    /// some look through everything there is.
    static let haste = Duration.seconds(1)

    /// How long a command may take here.
    static func deadline(for command: String) -> Duration {
        let waits = ShellCommand(command).atoms.contains { callers.contains($0.name) }
        return waits ? haste : .seconds(4)
    }

    /// Programs that wait for a network that there is not.
    private static let callers: Set<String> = [
        "apt", "apt-get", "curl", "wget", "ping", "pip", "pip3", "npm", "ssh", "nslookup", "dig",
    ]

    /// A box with the facts in it, and a shell.
    func session(_ facts: FileFacts) async throws(BoxError) -> Session {
        let box = try Box(on: tree, named: host, limits: .inferred)
        var script = FactScript(facts, on: tree)
        try await box.run(scripted: script.files())
        let session = try await Session(in: box, rendering: .agentInstruct)
        try await box.run(scripted: script.times())
        return session
    }

    func run(
        _ command: String, in session: Session, within time: Duration? = nil
    ) async throws(BoxError) -> RecordedText {
        let output = try await session.run(
            command, deadline: time ?? FactBoxes.deadline(for: command))
        var text = RecordedText(
            Rendering.agentInstruct.observation(output),
            printed: String(decoding: output.bytes, as: UTF8.self))
        text.isSettled = output.ending == .prompt
        text.isStopped = output.ending == .deadline
        return text
    }

    /// What a listing prints in a box, line by line.
    func probe(_ listing: String, in box: Box, at folder: String) async throws(BoxError) -> [String]
    {
        let code = "cd \(FileFacts.quoted(folder)); \(listing)"
        let result = try await box.run(
            ShellTask.Script(language: "bash", code: code), deadline: .seconds(4))
        let text = String(decoding: result.output, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

extension Box {
    /// Runs a script of any length to its end.
    func run(scripted script: String) async throws(BoxError) {
        guard !script.isEmpty else { return }
        // An argument could not hold a long one.
        let path = "/dev/shm/.diorama-facts"
        try await withSharedFile(script, at: path) { () async throws(BoxError) in
            _ = try await run(ShellTask.Script(language: "bash", code: ". \(path)"))
        }
    }
}
