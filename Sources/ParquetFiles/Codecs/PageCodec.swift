/// How the pages of a file that is read are compressed.
enum PageCodec {
    case none, snappy, gzip, zstd, lz4

    init(code: Int) throws(ParquetError) {
        switch code {
        case 0: self = .none
        case 1: self = .snappy
        case 2: self = .gzip
        case 6: self = .zstd
        case 7: self = .lz4
        case 3: throw .unsupported("the file is compressed with LZO")
        case 4: throw .unsupported("the file is compressed with Brotli")
        case 5: throw .unsupported("the file is compressed with LZ4 in Hadoop's frames")
        default: throw .corrupt("the file is compressed in an unknown way (\(code))")
        }
    }

    /// How many bytes one compressed byte can stand for at most: what promises more is no page, and
    /// no memory is set aside for it.
    private var mostGain: Int {
        switch self {
        case .none: 1
        case .snappy: 24
        case .lz4: 256
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
            case .lz4: LZ4.decompress(bytes, size: size)
            }
        guard let page else { throw .corrupt("a page does not decompress (\(self))") }
        return page
    }
}
