public import Dialogues

/// Finds dialogues that repeat an earlier one, word for word or nearly.
///
/// Looked at is what is a dialogue's own: its task and its live turns. Near duplicates are found by
/// MinHash: of all runs of five tokens in either dialogue, the share that both have.
public struct DuplicateFilter: Sendable {
    /// What a dialogue is to those before it.
    public enum Finding: Hashable, Sendable {
        /// No other is like it.
        case new
        /// An earlier one says the same.
        case exact
        /// An earlier one says nearly the same.
        case near
    }

    /// From which share of common runs on two dialogues are near duplicates; `nil` looks for exact
    /// ones alone.
    private let nearness: Double?
    private var known = Set<UInt64>()
    private var signatures: [[UInt32]] = []
    /// For each band, the dialogues that have the same rows there.
    private var bands = [[UInt64: [Int]]](repeating: [:], count: bandCount)

    private static let shingle = 5
    private static let bandCount = 16
    private static let rowCount = 4

    /// A filter that has seen nothing.
    public init(nearness: Double? = nil) {
        self.nearness = nearness
    }

    /// Looks whether a dialogue repeats an earlier one, and remembers it.
    public mutating func look(at dialogue: Dialogue) -> Finding {
        let start = min(dialogue.parts.taskIndex, dialogue.messages.count)
        var print = Fingerprint()
        for message in dialogue.messages[start...] {
            print.add(message.text.utf8)
            print.add(UInt8(0))
        }
        guard known.insert(print.value).inserted else { return .exact }
        guard let nearness else { return .new }
        let signature = DuplicateFilter.signature(of: Tokens.own(of: dialogue))
        let isNear = candidates(for: signature).contains { other in
            let equal = zip(signatures[other], signature).count { $0 == $1 }
            return Double(equal) >= nearness * Double(signature.count)
        }
        guard !isNear else { return .near }
        remember(signature)
        return .new
    }

    /// The smallest hash of all runs of tokens, for each of a row of hash functions.
    private static func signature(of tokens: [UInt64]) -> [UInt32] {
        var smallest = [UInt32](repeating: .max, count: bandCount * rowCount)
        for start in 0...max(0, tokens.count - shingle) {
            var print = Fingerprint()
            for token in tokens[start..<min(tokens.count, start + shingle)] { print.add(token) }
            for row in smallest.indices {
                var mixed = print.value ^ (UInt64(row &+ 1) &* 0x9E37_79B9_7F4A_7C15)
                mixed = (mixed ^ (mixed >> 31)) &* 0xBF58_476D_1CE4_E5B9
                let hash = UInt32(truncatingIfNeeded: mixed >> 32)
                if hash < smallest[row] { smallest[row] = hash }
            }
        }
        return smallest
    }

    private func bandKey(_ band: Int, _ signature: [UInt32]) -> UInt64 {
        var print = Fingerprint()
        let start = band * DuplicateFilter.rowCount
        for row in signature[start..<start + DuplicateFilter.rowCount] { print.add(UInt64(row)) }
        return print.value
    }

    private func candidates(for signature: [UInt32]) -> Set<Int> {
        Set(bands.indices.flatMap { bands[$0][bandKey($0, signature)] ?? [] })
    }

    private mutating func remember(_ signature: [UInt32]) {
        for band in bands.indices {
            bands[band][bandKey(band, signature), default: []].append(signatures.count)
        }
        signatures.append(signature)
    }
}
