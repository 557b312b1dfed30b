import FoundationEssentials
import JSONTree

/// The corpus beside the package; the tests that need it are skipped where it is absent.
enum Corpus {
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")
    static let folder = root + "/../shared/corpus"

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder + "/mind2web/one_action.jsonl")
    }

    static func rows(_ path: String) throws -> [JSON] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
        return try bytes.split(separator: 0x0A).map { try JSON.parse(bytes: $0) }
    }
}
