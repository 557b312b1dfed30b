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

    init(code: Int) throws(ParquetError) {
        switch code {
        case 0: self = .none
        case 1: self = .snappy
        case 2: self = .gzip
        case 6: self = .zstd
        case 3: throw .unsupported("the file is compressed with LZO")
        case 4: throw .unsupported("the file is compressed with Brotli")
        case 5, 7: throw .unsupported("the file is compressed with LZ4")
        default: throw .corrupt("the file is compressed in an unknown way (\(code))")
        }
    }

    /// How many bytes one compressed byte can stand for at most: what promises more is no page, and
    /// no memory is set aside for it.
    private var mostGain: Int {
        switch self {
        case .none: 1
        case .snappy: 24
        case .gzip: 1100
        case .zstd: 1 << 16
        }
    }

    /// Undoes the compression.
    ///
    /// - Parameter size: how many bytes there must be.
    func decompress(_ bytes: ArraySlice<UInt8>, size: Int) throws(ParquetError) -> [UInt8] {
        guard size <= bytes.count * mostGain + 64 else {
            throw .corrupt("a page promises more bytes than it can hold")
        }
        let page =
            switch self {
            case .none: bytes.count == size ? Array(bytes) : nil
            case .snappy: Snappy.decompress(bytes, size: size)
            case .gzip: Gzip.decompress(bytes, size: size)
            case .zstd: Zstandard.decompress(bytes, size: size)
            }
        guard let page else { throw .corrupt("a page does not decompress (\(rawValue))") }
        return page
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
