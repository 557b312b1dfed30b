internal import CNamespaces
import Environments
import Glibc

/// Checks an answer, out of the agent's reach.
///
/// Checks run in a box of their own with a copy of the agent's files: nothing that the agent left
/// running is there, the programs in `/usr/bin`, `/usr/lib` and their like are the base tree's own,
/// and the scripts are never in a file. Only a check that looks at processes runs beside them.
struct Grader {
    let task: ShellTask
    let session: Session

    /// The words by which a script is known to look at processes.
    private static let processWords = ["ps ", "pgrep", "pidof", "/proc/", "top ", "kill ", "jobs"]

    func reward(for answer: String?) async throws(BoxError) -> Double {
        let answer = answer ?? "None"
        switch task.evaluation {
        case .text(let wanted, let strips):
            let given = strips ? answer.trimmedText : answer
            return given.isIdentical(to: strips ? wanted.trimmedText : wanted) ? 1 : 0
        case .pattern(let pattern):
            guard let regex = try? Regex(pattern) else {
                throw BoxError("task \(task.id): cannot read the pattern \(pattern)")
            }
            return (try? regex.prefixMatch(in: answer)) != nil ? 1 : 0
        case .chain(let chain, let example):
            let scripts = chain.compactMap { $0 ?? example }
            return try await run(scripts, on: answer) ? 1 : 0
        }
    }

    private func run(
        _ scripts: [ShellTask.Script], on answer: String
    ) async throws(BoxError) -> Bool {
        let looksAtProcesses = scripts.contains { script in
            Grader.processWords.contains { script.code.contains($0) }
        }
        let box =
            looksAtProcesses ? session.box : try session.box.copyWithOwnTools()
        defer { if !looksAtProcesses { box.close() } }
        var parameters = [answer]
        for script in scripts {
            let result = try await box.run(script, parameters: parameters)
            guard result.status == 0 else { return false }
            parameters.append(String(decoding: result.output, as: UTF8.self))
        }
        return true
    }
}

extension Box {
    /// What a script printed on standard output, and its status.
    struct Result {
        var output: [UInt8]
        var status: Int
    }

    /// Runs a script to its end in a process of its own, beside the kept shell.
    func run(
        _ script: ShellTask.Script, parameters: [String] = [], deadline: Duration = .seconds(30)
    ) async throws(BoxError) -> Result {
        let isPython = script.language == "python"
        let (reader, writer) = try Descriptor.pipe()
        let nothing = try Descriptor.open("/dev/null", O_RDWR)
        let process = try enter(
            Entry(
                program: isPython ? "/usr/bin/python3" : "/bin/bash",
                arguments: (isPython
                    ? ["python3", "-I", "-S", "-c", script.code]
                    : ["bash", "-c", script.code, "--"]) + parameters,
                descriptors: [nothing.number, writer.number, nothing.number]))
        reader.setNonblocking()
        let handle = box_open_process(process)
        let end = handle < 0 ? nil : Descriptor(handle)
        var buffer = OutputBuffer()
        var patience = Patience(deadline)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) != process {
            _ = buffer.drain(reader.number)
            if patience.isOver {
                // It leads a session of its own.
                for one in view(of: process).descendants { kill(one, SIGKILL) }
                kill(process, SIGKILL)
            }
            await patience.wait(for: reader, or: end)
        }
        _ = buffer.drain(reader.number)
        return Result(output: buffer.take(), status: Int(ExitStatus.code(of: status)))
    }
}
