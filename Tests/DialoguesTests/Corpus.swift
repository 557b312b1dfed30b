import Dialogues
import Glibc

/// The recorded dialogues beside the package, which are not part of it.
enum Corpus {
    static let folder: String = {
        let package = #filePath.split(separator: "/").dropLast(3)
        return "/" + (package.dropLast() + ["shared", "corpus"]).joined(separator: "/")
    }()

    static var isPresent: Bool { access(folder + "/agentinstruct", R_OK) == 0 }

    static let environments = ["alfworld", "db", "kg", "mind2web", "os", "webshop"]
    static let conversations = ["gpt4_256", "v3_300", "zh_200"]

    static func agentInstruct(_ environment: String) -> String {
        "\(folder)/agentinstruct/\(environment).jsonl"
    }

    static func shareGPT(_ name: String) -> String { "\(folder)/sharegpt/\(name).jsonl" }

    static var files: [String] {
        environments.map(agentInstruct) + conversations.map(shareGPT)
    }
}

/// All rows of a file.
func rows(ofFile path: String) throws -> [DialogueRow] {
    try rows(of: DialogueReader(path: path))
}

/// All rows of a text.
func rows(ofText text: String) throws -> [DialogueRow] {
    try rows(of: DialogueReader(bytes: Array(text.utf8), name: "test.jsonl"))
}

/// All rows that a reader yields.
func rows(of reader: DialogueReader) throws -> [DialogueRow] {
    var rows: [DialogueRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
}
