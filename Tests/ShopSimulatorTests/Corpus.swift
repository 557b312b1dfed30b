import FoundationEssentials
import JSONTree

@testable import ShopSimulator

/// The recorded behaviour of the original, which lies beside the package on some machines.
enum Corpus {
    static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(4).joined(separator: "/") + "/shared/corpus"
    static let shop = folder + "/webshop"

    static var isAtHand: Bool {
        FileManager.default.fileExists(atPath: shop + "/oracle/searches.jsonl")
    }

    /// The lines of a file of JSON values.
    static func rows(_ name: String) throws -> [JSON] {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
        return try bytes.split(separator: 0x0A).map { try JSON.parse(bytes: $0) }
    }
}

extension Corpus {
    /// What is recorded of a range of code points.
    struct CodePoints {
        var codes: ClosedRange<UInt32>
        /// Whether one alone is a word.
        var isWord: Bool
        /// What becomes of one between `q` and `z`: `|` where words end.
        var letters: String
        /// What becomes of one between `4` and `7`.
        var digits: String
    }

    static func codePoints() throws -> [CodePoints] {
        let data = try Data(contentsOf: URL(filePath: shop + "/oracle/codepoints.tsv"))
        return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().compactMap {
            let fields = $0.split(separator: "\t").map(String.init)
            guard fields.count == 5, let first = UInt32(fields[0], radix: 16),
                let last = UInt32(fields[1], radix: 16)
            else { return nil }
            return CodePoints(
                codes: first...last, isWord: fields[2] == "1", letters: fields[3],
                digits: fields[4])
        }
    }
}
