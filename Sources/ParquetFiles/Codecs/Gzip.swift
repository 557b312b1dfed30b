import CZlib

/// Gzip, by the system's zlib.
enum Gzip {
    /// Undoes the compression; `nil` if the text is damaged or has another size.
    static func decompress(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window; 32 more accept the headers of gzip and of zlib.
        guard
            inflateInit2_(
                &stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var isSound = false
        // One byte more, so that a text that is too long is seen.
        var text = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
            bytes.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(size + 1)
                isSound = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 1
            }
            count = isSound ? size + 1 - Int(stream.avail_out) : 0
        }
        guard isSound else { return nil }
        text.removeLast(text.count - size)
        return text
    }

    /// Compresses a text.
    static func compress(_ text: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY,
                ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let most = Int(deflateBound(&stream, UInt(text.count))) + 64
        var isWhole = false
        let block = [UInt8](unsafeUninitializedCapacity: most) { output, count in
            text.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(most)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = isWhole ? most - Int(stream.avail_out) : 0
        }
        return isWhole ? block : nil
    }
}
