import Environments
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

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    /// The thousand products with the prices, caps and nouns of the recordings.
    static func world(_ behavior: ShopWorld.Behavior) throws -> ShopWorld {
        let place = FileManager.default.temporaryDirectory
            .appending(path: "shop-\(UInt64.random(in: 0 ... .max))").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        for name in [
            "items_shuffle_1000.json", "items_ins_v2_1000.json", "items_human_ins_of_1000.json",
            "oracle/draws.json", "oracle/noun_tokens.json",
        ] {
            let target = name.split(separator: "/").last.map(String.init) ?? name
            try FileManager.default.createSymbolicLink(
                atPath: "\(place)/\(target)", withDestinationPath: "\(shop)/\(name)")
        }
        return try ShopWorld(path: place, behavior)
    }

    /// The live part of a recorded dialogue.
    static func episode(_ row: JSON) -> RecordedEpisode? {
        let messages = row["conversations"]?.array ?? []
        let texts = messages.map { $0["value"]?.string ?? "" }
        guard texts.count > 3 else { return nil }
        let turns = stride(from: 3, to: texts.count, by: 2).map { index in
            RecordedEpisode.Turn(
                reply: texts[index],
                observation: index + 1 < texts.count ? texts[index + 1] : nil, index: index + 1)
        }
        return RecordedEpisode(
            id: row["id"]?.string ?? "", task: texts[2], preamble: Array(texts[..<2]),
            turns: turns)
    }

    /// The lines of a file of JSON values.
    static func rows(_ name: String) throws -> [JSON] {
        return try bytes(name).split(separator: 0x0A).map { try JSON.parse(bytes: $0) }
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
