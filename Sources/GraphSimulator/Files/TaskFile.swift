import Environments
import JSONTree

/// The tasks of a world: AgentBench's JSON files, carried in an image as one text.
enum TaskFile {
    /// The files as one JSON text: a list of their stems and records.
    static func text(of paths: [String]) throws(EnvironmentError) -> [UInt8] {
        guard !paths.isEmpty else { return [] }
        var files: [JSON] = []
        for path in paths {
            let bytes = try contents(ofFile: path)
            let json: JSON
            do {
                json = try JSON.parse(bytes: bytes)
            } catch {
                throw EnvironmentError(.badWorld, "\(path): \(error)")
            }
            guard let records = json.array else {
                throw EnvironmentError(.badWorld, "\(path) is no list of tasks")
            }
            if let index = records.firstIndex(where: { GraphTask($0, id: "") == nil }) {
                throw EnvironmentError(
                    .badWorld,
                    "\(path): task \(index) has no text question or no object entities")
            }
            files.append(["stem": .string(stem(of: path)), "records": json])
        }
        return Array(JSON.array(files).text(.compact).utf8)
    }

    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    /// The tasks in a text that ``text(of:)`` made.
    static func tasks(in text: UnsafeRawBufferPointer) throws(EnvironmentError) -> [GraphTask] {
        guard !text.isEmpty else { return [] }
        let json: JSON
        do {
            json = try JSON.parse(bytes: Array(text))
        } catch {
            throw EnvironmentError(.badWorld, "the prepared tasks cannot be read: \(error)")
        }
        var tasks: [GraphTask] = []
        for file in json.array ?? [] {
            let stem = file["stem"]?.string ?? "tasks"
            for (index, record) in (file["records"]?.array ?? []).enumerated() {
                let id = "\(stem)#\(index)"
                guard let task = GraphTask(record, id: id) else {
                    throw EnvironmentError(
                        .badWorld, "task \(id) has no question or no object of entities")
                }
                tasks.append(task)
            }
        }
        return tasks
    }
}
