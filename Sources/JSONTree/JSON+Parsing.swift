extension JSON {
    /// Reads exactly one JSON value; only white space may surround it.
    ///
    /// Strict RFC 8259, with two limits that keep hostile input harmless: nesting deeper than
    /// `depthLimit` and unpaired surrogate escapes are errors. Like Python's reader, and because
    /// datasets hold them, `NaN`, `Infinity` and `-Infinity` are accepted as numbers.
    ///
    /// - Throws: ``JSONError`` with the byte offset of the fault.
    public static func parse(_ text: String, depthLimit: Int = 512) throws(JSONError) -> JSON {
        try parse(bytes: Array(text.utf8), depthLimit: depthLimit)
    }

    /// Reads exactly one JSON value from UTF-8 bytes.
    ///
    /// - Throws: ``JSONError`` with the byte offset of the fault; invalid UTF-8 inside a string is
    ///   one.
    public static func parse(bytes: [UInt8], depthLimit: Int = 512) throws(JSONError) -> JSON {
        try parse(bytes: bytes[...], depthLimit: depthLimit)
    }

    /// Reads exactly one JSON value from a part of a buffer, without copying it.
    ///
    /// - Throws: ``JSONError``; the offset counts from the start of the slice.
    public static func parse(
        bytes: ArraySlice<UInt8>, depthLimit: Int = 512
    ) throws(JSONError) -> JSON {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in
                var parser = JSONParser(bytes: buffer, depthLimit: depthLimit)
                let value = try parser.value(depth: 0)
                parser.skipSpace()
                guard parser.position == buffer.count else {
                    throw JSONError("there is more text after the value", at: parser.position)
                }
                return value
            }
        }
        return try result.get()
    }
}
