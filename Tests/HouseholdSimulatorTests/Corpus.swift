import FoundationEssentials
import JSONTree

/// The recordings of the original that lie beside the package; tests over them are skipped where
/// they are absent.
enum Corpus {
    static let folder: String = {
        let package = #filePath.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(3).joined(separator: "/")
        return package + "/../shared/corpus/"
    }()

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder + "alfworld/traces.jsonl")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: folder + path)))
    }

    static func rows(_ path: String) throws -> [JSON] {
        try bytes(path).split(separator: UInt8(ascii: "\n")).map { try JSON.parse(bytes: $0) }
    }
}
