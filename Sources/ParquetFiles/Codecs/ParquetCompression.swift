/// How pages are compressed.
public enum ParquetCompression: String, CaseIterable, Hashable, Sendable {
    /// Not at all.
    case none
    /// Snappy, which most writers choose: fast.
    case snappy
    /// Gzip: slower, smaller.
    case gzip
    /// Zstandard: nearly as fast as Snappy and smaller than gzip.
    case zstd

    /// The number that the format gives it.
    var code: Int {
        switch self {
        case .none: 0
        case .snappy: 1
        case .gzip: 2
        case .zstd: 6
        }
    }

    func compress(_ bytes: [UInt8]) throws(ParquetError) -> [UInt8] {
        let page =
            switch self {
            case .none: bytes
            case .snappy: Snappy.compress(bytes)
            case .gzip: Gzip.compress(bytes)
            case .zstd: Zstandard.compress(bytes)
            }
        guard let page else { throw ParquetError(.unreadable, "\(rawValue) failed on a page") }
        return page
    }
}
