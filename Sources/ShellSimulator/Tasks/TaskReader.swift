import Environments
import FoundationEssentials
import JSONTree

/// Reads AgentBench's task files, and the scripts that they name.
struct TaskReader {
    private(set) var tasks: [ShellTask] = []
    private(set) var faults: [String] = []

    /// Reads a file of tasks, or all of a folder.
    init(path: String) throws(EnvironmentError) {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw EnvironmentError(.badWorld, "there is nothing at \(path)")
        }
        guard isFolder else {
            try read(path, name: TaskReader.stem(path))
            return
        }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        let files = names.filter {
            $0.hasSuffix(".json") && !$0.contains("scripts/") && $0 != InferredWorld.markerName
        }.sorted()
        guard !files.isEmpty else {
            throw EnvironmentError(.badWorld, "\(path) holds no task files (*.json)")
        }
        for name in files { try read("\(path)/\(name)", name: String(name.dropLast(5))) }
    }

    private static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    }

    private mutating func read(_ path: String, name: String) throws(EnvironmentError) {
        let value: JSON
        do {
            value = try JSON.parse(bytes: [UInt8](Data(contentsOf: URL(filePath: path))))
        } catch {
            throw EnvironmentError(.badWorld, "\(path) is no JSON: \(error)")
        }
        let entries = value.array ?? [value]
        for (index, entry) in entries.enumerated() {
            let id = entry["id"]?.string ?? (value.array == nil ? name : "\(name)#\(index)")
            do throws(Fault) {
                var scripts = ScriptReader(file: path)
                tasks.append(try ShellTask(entry, id: id, scripts: &scripts))
                faults += scripts.missing.map { "\(path), task \(index): \($0)" }
            } catch {
                faults.append("\(path), task \(index): \(error.text)")
            }
        }
    }

    /// What is wrong with a task.
    struct Fault: Error {
        var text: String
    }
}

/// Finds the scripts that a task file names: beside it, in the folder `scripts`, or in AgentBench's
/// layout, where `data/7/x.json` has its scripts in `scripts/7`.
struct ScriptReader {
    private let folders: [String]
    private(set) var missing: [String] = []

    init(file path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let stem = parts.removeLast()
        let number = String(stem.prefix { $0.isNumber })
        let folder = parts.joined(separator: "/")
        let own = parts.last ?? ""
        folders = [
            "scripts", ".", "scripts/\(own)", "../scripts/\(own)", "../../scripts/\(own)",
            "scripts/\(number)", "../scripts/\(number)", "../scripts",
        ].map { "\(folder.isEmpty ? "." : folder)/\($0)" }
    }

    mutating func script(_ value: JSON) throws(TaskReader.Fault) -> ShellTask.Script {
        if let code = value.string { return ShellTask.Script(language: "bash", code: code) }
        let language = value["language"]?.string ?? "bash"
        guard ["bash", "python"].contains(language) else {
            throw TaskReader.Fault(text: "scripts in \(language) are not supported")
        }
        if let code = value["code"]?.string {
            return ShellTask.Script(language: language, code: code)
        }
        guard let file = value["file"]?.string else {
            throw TaskReader.Fault(text: "a script has neither code nor file")
        }
        guard !file.hasPrefix("/"), !file.split(separator: "/").contains("..") else {
            throw TaskReader.Fault(text: "its script \(file) is outside of the folder of scripts")
        }
        for folder in folders {
            if let code = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) {
                return ShellTask.Script(language: language, code: code)
            }
        }
        missing.append("its script \(file) is missing (looked for in scripts/ beside the file)")
        return ShellTask.Script(language: language, code: "")
    }

    mutating func scripts(_ value: JSON?) throws(TaskReader.Fault) -> [ShellTask.Script] {
        guard let value, !value.isNull else { return [] }
        var scripts: [ShellTask.Script] = []
        for one in value.array ?? [value] { scripts.append(try script(one)) }
        return scripts
    }
}

extension ShellTask {
    fileprivate init(
        _ entry: JSON, id: String, scripts: inout ScriptReader
    ) throws(TaskReader.Fault) {
        guard let description = entry["description"]?.string else {
            throw TaskReader.Fault(text: "it has no description")
        }
        self.id = id
        self.description = description
        kind = entry["labels"]?.array?.compactMap(\.string).joined(separator: ",") ?? ""
        setUp = try scripts.scripts(entry["create"]?["init"])
        start = try scripts.scripts(entry["start"])
        guard let evaluation = entry["evaluation"] else {
            throw TaskReader.Fault(text: "it has no evaluation")
        }
        if let match = evaluation["match"], !match.isNull {
            self.evaluation = try ShellTask.match(match)
            if let example = evaluation["example"], !example.isNull {
                solution = try scripts.script(example).code
            }
        } else if let check = evaluation["check"], !check.isNull {
            var chain: [Script?] = []
            for one in check.array ?? [check] {
                chain.append(one.isNull ? nil : try scripts.script(one))
            }
            let example = try evaluation["example"].map { value throws(TaskReader.Fault) in
                try scripts.script(value)
            }
            if chain.contains(nil), example == nil {
                throw TaskReader.Fault(text: "its check runs an example that it does not have")
            }
            self.evaluation = .chain(chain, example: example)
        } else {
            throw TaskReader.Fault(text: "its evaluation has neither match nor check")
        }
        missing = scripts.missing
    }

    private static func match(_ value: JSON) throws(TaskReader.Fault) -> Evaluation {
        if let text = value.string { return .text(text, strips: true) }
        if let text = value["answer"]?.string {
            return .text(text, strips: value["strip"]?.bool ?? true)
        }
        if let pattern = value["regex"]?.string {
            guard (try? Regex(pattern)) != nil else {
                throw TaskReader.Fault(
                    text: "its match has a regex that cannot be read: \(pattern)")
            }
            return .pattern(pattern)
        }
        throw TaskReader.Fault(text: "its match is neither a text nor a regex")
    }
}
