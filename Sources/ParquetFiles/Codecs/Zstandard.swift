import CZstd

/// Zstandard, by the system's libzstd.
enum Zstandard {
    private static let level: Int32 = 3

    /// Undoes the compression; `nil` if the text is damaged or has another size.
    static func decompress(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var isSound = false
        let text = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { output, count in
            let written = bytes.withUnsafeBytes { input in
                ZSTD_decompress(output.baseAddress, size, input.baseAddress, input.count)
            }
            isSound = ZSTD_isError(written) == 0 && written == size
            count = isSound ? size : 0
        }
        return isSound ? text : nil
    }

    /// Compresses a text.
    static func compress(_ text: [UInt8]) -> [UInt8]? {
        let most = ZSTD_compressBound(text.count)
        var isWhole = false
        let block = [UInt8](unsafeUninitializedCapacity: most) { output, count in
            let written = text.withUnsafeBytes { input in
                ZSTD_compress(output.baseAddress, most, input.baseAddress, input.count, level)
            }
            isWhole = ZSTD_isError(written) == 0
            count = isWhole ? written : 0
        }
        return isWhole ? block : nil
    }
}
