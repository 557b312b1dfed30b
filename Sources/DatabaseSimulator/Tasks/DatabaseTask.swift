import JSONTree

/// One task in AgentBench's dbbench format: tables, a question, and how the result is graded.
struct DatabaseTask: Sendable {
    /// The id that the file gives, else `FILE-STEM#INDEX`.
    var id: String
    /// What the agent reads: the question and, on a line of its own, the description of the tables.
    var text: String
    /// `other`, `counting`, `INSERT`, …: AgentBench's own words.
    var kind: String
    /// The database that the tables lie in.
    ///
    /// Of a task without tables, which runs in the world's own data, it is empty.
    var database: String
    var tables: [TableData]
    var grader: Grader
    /// Whether the tables are those of the world's script, which a reset makes anyway.
    var usesWorldData = false
    /// The statement that solves the task, where the file says it.
    var gold: String?

    /// A table as the task file holds it; every column is TEXT, whatever type is declared.
    struct TableData: Sendable {
        var name: String
        var columns: [String]
        var rows: [[JSON]]
    }

    enum Grader: Sendable {
        /// The answer must match these labels.
        case labels([String])
        /// The table must hash to this rendered answer after the episode.
        case tableHash(String)
        /// The table must be as these statements leave it.
        case statements([String])
        /// There is nothing to grade by.
        case none
    }
}

extension DatabaseTask {
    /// Reads a task from its JSON.
    ///
    /// - Throws: a sentence that names the missing or malformed member.
    init(_ json: JSON, id fallback: String) throws(TaskFormatError) {
        guard let description = json["description"]?.string else {
            throw TaskFormatError("the member \"description\" is missing or no string")
        }
        id = json["id"]?.string ?? fallback
        let addition = json["add_description"]?.string ?? ""
        text = addition.isEmpty ? description : description + "\n" + addition
        let types = json["type"]?.array?.compactMap(\.string) ?? [json["type"]?.string ?? "other"]
        kind = types.first ?? "other"
        guard let table = json["table"] else {
            throw TaskFormatError("the member \"table\" is missing")
        }
        tables = []
        for (index, entry) in (table.array ?? [table]).enumerated() {
            tables.append(try TableData(entry, number: index + 1))
        }
        database = tables.first?.name ?? ""
        usesWorldData = tables.isEmpty
        let labels = json["label"]?.array ?? json["label"].map { [$0] } ?? []
        grader = Grader(kind: kind, labels: labels, hash: json["answer_md5"]?.string)
        gold = json["sql"]?["query"]?.string
    }
}

extension DatabaseTask.Grader {
    fileprivate init(kind: String, labels: [JSON], hash: String?) {
        let texts = labels.map { $0.string ?? $0.text() }
        guard ["INSERT", "UPDATE", "DELETE"].contains(kind) else {
            self = texts.isEmpty ? .none : .labels(texts)
            return
        }
        if let hash, !hash.isEmpty {
            self = .tableHash(hash)
        } else {
            self = texts.isEmpty ? .none : .statements(texts)
        }
    }
}

extension DatabaseTask.TableData {
    fileprivate init(_ json: JSON, number: Int) throws(TaskFormatError) {
        guard let name = json["table_name"]?.string else {
            throw TaskFormatError("table \(number) has no \"table_name\"")
        }
        guard let info = json["table_info"], let columns = info["columns"]?.array else {
            throw TaskFormatError("table \(number) has no \"table_info\" with \"columns\"")
        }
        self.name = name
        self.columns = []
        for column in columns {
            guard let name = column["name"]?.string ?? column.string else {
                throw TaskFormatError("a column of table \(number) has no \"name\"")
            }
            self.columns.append(name)
        }
        rows = []
        for row in info["rows"]?.array ?? [] {
            guard let values = row.array else {
                throw TaskFormatError("a row of table \(number) is no array")
            }
            rows.append(values)
        }
    }
}

/// What is wrong with a task's JSON.
struct TaskFormatError: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
