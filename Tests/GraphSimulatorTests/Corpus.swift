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
        FileManager.default.fileExists(atPath: folder + "kg/oracle/episodes.jsonl")
    }

    /// The large graph takes a minute to read without optimisation.
    static var isPresentAndFast: Bool {
        #if DEBUG
            false
        #else
            isPresent
        #endif
    }

    static func rows(_ path: String) throws -> [JSON] {
        try [UInt8](Data(contentsOf: URL(filePath: folder + path)))
            .split(separator: UInt8(ascii: "\n")).map { try JSON.parse(bytes: $0) }
    }
}
