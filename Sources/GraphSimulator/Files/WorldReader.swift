import Environments
import JSONTree

/// Reads the files of a world into a graph.
struct WorldReader {
    private var builder = GraphBuilder()
    private(set) var problems = FileProblems()

    /// What a world's files come to.
    struct Contents {
        var image: GraphImage
        /// What was wrong with some of their lines.
        var problems: FileProblems
        /// What an inferred world knows; `nil` for any other.
        var open: OpenGraph?
    }

    /// Reads a world's files.
    ///
    /// - Parameter completion: the seed by which to fill in what an inferred world leaves open.
    static func read(
        _ files: WorldFiles, completion: UInt64? = nil
    ) throws(EnvironmentError) -> Contents {
        var reader = WorldReader()
        for path in files.roles { try reader.readRoles(path) }
        if files.roles.isEmpty {
            for path in files.roleTables { try reader.readRoleTable(path) }
        }
        for path in files.types { try reader.readTypes(path) }
        for path in files.vocabularies { try reader.readVocabulary(path) }
        for path in files.reverses { try reader.readReverses(path) }
        for path in files.triples { try reader.readTriples(path) }
        for path in files.names { try reader.readNames(path) }
        let tasks = try TaskFile.text(of: files.tasks)
        guard let marker = files.markers.first else {
            return Contents(image: reader.builder.image(tasks: tasks), problems: reader.problems)
        }
        var open = try OpenGraph(at: marker)
        if let completion { reader.complete(&open, seed: completion) }
        return Contents(
            image: reader.builder.image(tasks: tasks), problems: reader.problems, open: open)
    }

    /// Fills in what an inferred world leaves open.
    private mutating func complete(_ open: inout OpenGraph, seed: UInt64) {
        let graph = Graph(builder.image(tasks: []))
        let completion = GraphCompletion(graph, knowing: open, seed: seed)
        for triple in completion.triples { builder.add(triple) }
        for (relation, range) in completion.ranges.sorted(by: { $0.key < $1.key }) {
            let domain = relation.split(separator: ".").dropLast().joined(separator: ".")
            builder.addRole(domain: domain, property: relation, range: range)
        }
        open.inventedRanges = Set(completion.ranges.keys)
        open.isCompleted = true
    }

    private mutating func readTriples(_ path: String) throws(EnvironmentError) {
        var lines = try LineReader(path: path)
        while let line = try lines.next() {
            do throws(LineFault) {
                if let triple = try TripleParser.triple(in: line) { builder.add(triple) }
            } catch {
                report(path, lines.number, error.message)
            }
            if lines.number & 0xFFFF == 0, builder.isFull {
                throw EnvironmentError(.badWorld, "\(path): the graph has more than 4 GB of names")
            }
        }
    }

    private mutating func readNames(_ path: String) throws(EnvironmentError) {
        var lines = try LineReader(path: path)
        while let line = try lines.next() {
            if line.isEmpty { continue }
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
            guard fields.count > 1, !fields[0].isEmpty, !fields[1].isEmpty else {
                report(path, lines.number, "an id and a name between tabs are expected")
                continue
            }
            builder.addName(
                UnsafeRawBufferPointer(rebasing: fields[1]),
                of: UnsafeRawBufferPointer(rebasing: fields[0]))
        }
    }

    private mutating func readRoles(_ path: String) throws(EnvironmentError) {
        try readFields(path, separator: " ") { builder, fields in
            guard fields.count == 3 else {
                return "domain, property and range are expected, not \(fields.count) words"
            }
            builder.addRole(domain: fields[0], property: fields[1], range: fields[2])
            return nil
        }
    }

    private mutating func readRoleTable(_ path: String) throws(EnvironmentError) {
        try readFields(path, separator: "\t") { builder, fields in
            guard fields.count >= 4 else {
                return "property, domain, range and kind are expected, not \(fields.count) fields"
            }
            if !fields[1].isEmpty, !fields[2].isEmpty {
                builder.addRole(domain: fields[1], property: fields[0], range: fields[2])
            }
            switch fields[3] {
            case "rel": builder.addVocabulary(relations: [fields[0]], attributes: [])
            case "attr": builder.addVocabulary(relations: [], attributes: [fields[0]])
            default: builder.addVocabulary(relations: [], attributes: [])
            }
            if fields.count > 4, !fields[4].isEmpty {
                builder.addReverse(of: fields[0], fields[4])
            }
            return nil
        }
    }

    private mutating func readTypes(_ path: String) throws(EnvironmentError) {
        try readFields(path, separator: " ") { builder, fields in
            guard fields.count == 3 || (fields.count == 4 && fields[3] == ".") else {
                return "a type, meta.subclassOf and a type are expected"
            }
            builder.addType(fields[0], kindOf: fields[2])
            return nil
        }
    }

    private mutating func readReverses(_ path: String) throws(EnvironmentError) {
        try readFields(path, separator: "\t") { builder, fields in
            guard fields.count == 2 else {
                return "two properties between tabs are expected, not \(fields.count) fields"
            }
            builder.addReverse(of: fields[0], fields[1])
            return nil
        }
    }

    /// Reads a table; `take` gives what is wrong with a line.
    private mutating func readFields(
        _ path: String, separator: Character,
        take: (inout GraphBuilder, [String]) -> String?
    ) throws(EnvironmentError) {
        var lines = try LineReader(path: path)
        while let line = try lines.next() {
            if line.isEmpty { continue }
            let fields = String(decoding: line, as: UTF8.self)
                .split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
            if let fault = take(&builder, fields) { report(path, lines.number, fault) }
        }
    }

    private mutating func readVocabulary(_ path: String) throws(EnvironmentError) {
        let json: JSON
        do {
            json = try JSON.parse(bytes: try contents(ofFile: path))
        } catch let error as EnvironmentError {
            throw error
        } catch {
            throw EnvironmentError(.badWorld, "\(path): \(error)")
        }
        func strings(_ key: String) throws(EnvironmentError) -> [String] {
            guard let elements = json[key]?.array else {
                throw EnvironmentError(.badWorld, "\(path) has no list \(key)")
            }
            return elements.compactMap(\.string)
        }
        builder.addVocabulary(
            relations: try strings("relations"), attributes: try strings("attributes"))
    }

    private mutating func report(_ path: String, _ line: Int, _ message: String) {
        problems.add(FileProblem(path: path, line: line, message: message))
    }
}
