import Environments
import FoundationEssentials
import JSONTree
import SQLiteKit

/// Reads the files of a database world.
struct DatabaseWorldLoader {
    private(set) var configuration: DatabaseWorld.Configuration
    private(set) var tasks: [DatabaseTask] = []
    private(set) var engine: any DatabaseEngine
    /// What scripts met that MySQL answers with an error: `FILE: statement 3: 1060 (…): …`.
    private(set) var problems: [String] = []
    /// What an inferred world leaves open.
    private(set) var openness: OpenDatabase?
    /// What was filled in.
    private(set) var invented: [String] = []

    init(configuration: DatabaseWorld.Configuration) throws(EnvironmentError) {
        self.configuration = configuration
        do throws(StatementFailure) {
            engine = try DatabaseWorld.makeEngine(configuration)
        } catch {
            throw EnvironmentError(error)
        }
    }

    /// Loads a file, or every file of a folder that has a known ending.
    mutating func load(path: String) throws(EnvironmentError) {
        var isFolder: Bool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw bad(path, "there is no such file or folder")
        }
        guard isFolder else {
            try load(file: path)
            return
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        let known = names.filter { $0 != InferredWorld.markerName && Kind(name: $0) != nil }
        guard !known.isEmpty else {
            throw bad(path, "the folder holds no .json, .jsonl, .sql, .sqlite or .db file")
        }
        for name in known { try load(file: path + "/" + name) }
        if names.contains(InferredWorld.markerName) {
            try load(marker: path + "/" + InferredWorld.markerName)
        }
    }

    private mutating func load(marker path: String) throws(EnvironmentError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw bad(path, "the file cannot be read")
        }
        do {
            let openness = try OpenDatabase(marker: try JSON.parse(bytes: [UInt8](data)))
            self.openness = openness
            guard let seed = configuration.completion else { return }
            var inventor = RowInventor(openness, seed: seed)
            let completed = try inventor.complete(engine)
            engine = completed.engine
            invented = completed.rows.map { "\($0.count) rows of \($0.table.backquoted)" }
        } catch let error as JSONError {
            throw bad(path, "no valid JSON: \(error)")
        } catch let error as TaskFormatError {
            throw bad(path, error.message)
        } catch let failure as StatementFailure {
            throw bad(path, EnvironmentError(failure).message)
        } catch {
            throw bad(path, "\(error)")
        }
    }

    private enum Kind {
        case tasks
        case script
        case database

        init?(name: String) {
            switch name.split(separator: ".").last.map({ $0.lowercased() }) {
            case "json", "jsonl": self = .tasks
            case "sql": self = .script
            case "sqlite", "sqlite3", "db": self = .database
            default: return nil
            }
        }
    }

    private mutating func load(file path: String) throws(EnvironmentError) {
        guard let kind = Kind(name: path) else {
            throw bad(path, "a database world is a .json, .jsonl, .sql, .sqlite or .db file")
        }
        if kind == .database {
            try load(database: path)
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw bad(path, "the file cannot be read")
        }
        let bytes = [UInt8](data)
        switch kind {
        case .tasks: try load(tasks: bytes, path: path)
        case .script, .database:
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw bad(path, "the script is not valid UTF-8")
            }
            try run(script: text, name: path)
        }
    }

    // MARK: Scripts

    /// The first line of a script in SQLite's language.
    static let sqliteMark = "-- dialect: sqlite\n"

    /// Runs a `.sql` script.
    mutating func run(script: String, name: String) throws(EnvironmentError) {
        do throws(StatementFailure) {
            if script.hasPrefix(Self.sqliteMark), !configuration.keepsDialect,
                configuration.dialect != .sqlite
            {
                configuration.dialect = .sqlite
                engine = try DatabaseWorld.makeEngine(configuration)
            }
            if let engine = engine as? MySQLEngine {
                problems += try engine.run(script: script, defaultDatabase: stem(of: name)).map {
                    "\(name): statement \($0.statement): \($0.error.rendered)"
                }
            } else if let engine = engine as? SQLiteEngine {
                try engine.run(script: script)
            }
        } catch {
            throw bad(name, EnvironmentError(error).message)
        }
    }

    private func load(database path: String) throws(EnvironmentError) {
        do {
            let file = try Connection(reading: path)
            if let engine = engine as? SQLiteEngine {
                try engine.load(file: file)
            } else if let engine = engine as? MySQLEngine {
                try SQLiteImport(file: file).load(into: engine, database: stem(of: path))
            }
        } catch let error as SQLiteError {
            throw bad(path, "SQLite cannot read it: \(error.message)")
        } catch let failure as StatementFailure {
            throw bad(path, EnvironmentError(failure).message)
        } catch {
            throw bad(path, "\(error)")
        }
    }

    // MARK: Tasks

    private mutating func load(tasks bytes: [UInt8], path: String) throws(EnvironmentError) {
        if path.lowercased().hasSuffix(".jsonl") {
            var line = 0
            var count = 0
            for row in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
                line += 1
                if row.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
                try add(row, index: count, path: path, place: "line \(line)")
                count += 1
            }
            return
        }
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(bytes: bytes)
        } catch {
            throw bad(path, "no valid JSON: \(error)")
        }
        for (index, element) in (json.array ?? [json]).enumerated() {
            try add(element, index: index, path: path, place: "element \(index)")
        }
    }

    private mutating func add(
        _ row: ArraySlice<UInt8>, index: Int, path: String, place: String
    ) throws(EnvironmentError) {
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(bytes: row)
        } catch {
            throw bad(path, "\(place): no valid JSON: \(error)")
        }
        try add(json, index: index, path: path, place: place)
    }

    private mutating func add(
        _ json: JSON, index: Int, path: String, place: String
    ) throws(EnvironmentError) {
        do throws(TaskFormatError) {
            let task = try DatabaseTask(json, id: "\(stem(of: path))#\(index)")
            guard !tasks.contains(where: { $0.id == task.id }) else {
                throw TaskFormatError("the id \(task.id) occurs twice")
            }
            tasks.append(task)
        } catch {
            throw bad(path, "\(place): \(error.message)")
        }
    }

    private func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        return name.split(separator: ".").dropLast().joined(separator: ".")
    }

    private func bad(_ path: String, _ message: String) -> EnvironmentError {
        EnvironmentError(.badWorld, "\(path): \(message)")
    }
}
