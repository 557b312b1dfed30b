public import Dialogues
import FoundationEssentials
import JSONTree

/// Measures how much of a dialogue stands in data that is held out for evaluation.
///
/// A token is contaminated if it lies in a run of ten tokens that agrees with a run of the held-out
/// data in all but four of its places. A dialogue's rate is the share of its tokens that are; below
/// 20 % it is clean, above 80 % dirty.
public struct ContaminationFilter: Sendable {
    /// What a rate means.
    public enum Grade: String, CaseIterable, Hashable, Sendable {
        /// Below 20 %.
        case clean
        /// Between.
        case mixed
        /// Above 80 %.
        case dirty

        /// Grades a rate.
        public init(rate: Double) {
            self = rate < 0.2 ? .clean : rate > 0.8 ? .dirty : .mixed
        }
    }

    private static let length = 10
    private static let mismatches = 4

    /// The different runs of the held-out data, one after the other.
    private var runs: [UInt32] = []
    private var known = Set<UInt64>()
    /// Where a pair of neighbours stands in runs, at each even place.
    ///
    /// Four mismatches leave at least one of a run's five pairs whole.
    private var pairs: [UInt64: [Int32]] = [:]

    /// A filter that knows of no held-out data.
    public init() {}

    /// Adds a file: dialogues, of which what is their own counts, or any JSON, of which all texts
    /// count.
    ///
    /// - Throws: ``SynthesisError`` if it cannot be read.
    public mutating func hold(out path: String) throws(SynthesisError) {
        var examples = 0
        if let reader = try? DialogueReader(path: path, options: .init(keepsLayout: false)) {
            while let row = try? reader.next() {
                guard let dialogue = row.dialogue else { continue }
                hold(Tokens.own(of: dialogue))
                examples += 1
            }
        }
        guard examples == 0 else { return }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SynthesisError(.badInput, "the held-out file \(path) cannot be read")
        }
        let bytes = [UInt8](data)
        let values =
            (try? JSON.parse(bytes: bytes)).map { $0.array ?? [$0] }
            ?? ContaminationFilter.lines(of: bytes)
        guard let values, !values.isEmpty else {
            throw SynthesisError(
                .badInput,
                "the held-out file \(path) is neither dialogues nor JSON; name a .json, .jsonl "
                    + "or .parquet file")
        }
        for value in values { hold(Tokens.of(ContaminationFilter.texts(of: value))) }
    }

    /// The values of JSON Lines; `nil` if a line is none.
    private static func lines(of bytes: [UInt8]) -> [JSON]? {
        var values: [JSON] = []
        for line in bytes.split(separator: 0x0A)
        where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
            guard let value = try? JSON.parse(bytes: line) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Adds a text.
    public mutating func hold(text: String) {
        hold(Tokens.of(text))
    }

    private static func texts(of value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.map(texts).joined(separator: " ")
        case .object(let members): members.map { texts(of: $0.value) }.joined(separator: " ")
        case .null, .bool, .number: ""
        }
    }

    private mutating func hold(_ tokens: [UInt64]) {
        let length = ContaminationFilter.length
        guard tokens.count >= length else { return }
        for start in 0...(tokens.count - length) {
            let run = tokens[start..<start + length].map { UInt32(truncatingIfNeeded: $0) }
            guard known.insert(ContaminationFilter.hash(run[...])).inserted else { continue }
            let place = Int32(runs.count / length)
            runs += run
            for pair in stride(from: 0, to: length, by: 2) {
                pairs[ContaminationFilter.key(pair, run[pair], run[pair + 1]), default: []]
                    .append(place)
            }
        }
    }

    private static func hash(_ run: ArraySlice<UInt32>) -> UInt64 {
        var print = Fingerprint()
        for token in run { print.add(UInt64(token)) }
        return print.value
    }

    private static func key(_ place: Int, _ first: UInt32, _ second: UInt32) -> UInt64 {
        (UInt64(first) << 32 | UInt64(second)) &* 31 &+ UInt64(place)
    }

    /// The share of a dialogue's own tokens that are contaminated.
    public func rate(of dialogue: Dialogue) -> Double {
        rate(of: Tokens.own(of: dialogue))
    }

    func rate(of tokens: [UInt64]) -> Double {
        let length = ContaminationFilter.length
        guard tokens.count >= length, !runs.isEmpty else { return 0 }
        let tokens = tokens.map { UInt32(truncatingIfNeeded: $0) }
        var marked = [Bool](repeating: false, count: tokens.count)
        var end = 0
        for start in 0...(tokens.count - length) {
            let run = tokens[start..<start + length]
            // What is marked already need not be found again.
            guard end < start + length, occurs(run) else { continue }
            for place in max(start, end)..<start + length { marked[place] = true }
            end = start + length
        }
        return Double(marked.count { $0 }) / Double(tokens.count)
    }

    private func occurs(_ run: ArraySlice<UInt32>) -> Bool {
        if known.contains(ContaminationFilter.hash(run)) { return true }
        let length = ContaminationFilter.length
        return runs.withUnsafeBufferPointer { runs in
            for pair in stride(from: 0, to: length, by: 2) {
                let first = run[run.startIndex + pair]
                let second = run[run.startIndex + pair + 1]
                let key = ContaminationFilter.key(pair, first, second)
                for place in pairs[key] ?? [] {
                    let base = Int(place) * length
                    var wrong = 0
                    for offset in 0..<length
                    where runs[base + offset] != run[run.startIndex + offset] {
                        wrong += 1
                        if wrong > ContaminationFilter.mismatches { break }
                    }
                    if wrong <= ContaminationFilter.mismatches { return true }
                }
            }
            return false
        }
    }
}
