/// The edits that turn serialised markup into the text of a question, in the original's order.
///
/// They are made on the text, not on the tree, and the original does the same: an `id= ` within a
/// visible text loses its blank, and `&amp;lt;` becomes `<`.
enum PageEdits {
    /// Makes all edits behind the first one (double quotes are blanks already).
    static func apply(to bytes: inout [UInt8]) {
        replace("meta= ", with: "", in: &bytes)
        replace("id= ", with: "id=", in: &bytes)
        replace(" >", with: ">", in: &bytes)
        unwrapTexts(in: &bytes)
        if bytes.contains(UInt8(ascii: "&")) {
            for (escape, character) in escapes { replace(escape, with: character, in: &bytes) }
        }
        collapseSpace(in: &bytes)
    }

    private static let escapes: [(StaticString, StaticString)] = [
        ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "),
        ("&ndash;", "-"), ("&rsquo;", "'"), ("&lsquo;", "'"), ("&ldquo;", "\""), ("&rdquo;", "\""),
        ("&#39;", "'"), ("&#40;", "("), ("&#41;", ")"),
    ]

    /// Replaces every occurrence, from left to right, by something that is not longer.
    private static func replace(
        _ pattern: StaticString, with replacement: StaticString, in bytes: inout [UInt8]
    ) {
        let length = pattern.utf8CodeUnitCount
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            let first = pattern.utf8Start[0]
            var read = 0
            var write = 0
            while read < buffer.count {
                if buffer[read] == first, read + length <= buffer.count,
                    matches(pattern, buffer, at: read)
                {
                    for offset in 0..<replacement.utf8CodeUnitCount {
                        buffer[write] = replacement.utf8Start[offset]
                        write += 1
                    }
                    read += length
                } else {
                    buffer[write] = buffer[read]
                    read += 1
                    write += 1
                }
            }
            return write
        }
        bytes.removeSubrange(count...)
    }

    @inline(__always)
    private static func matches(
        _ pattern: StaticString, _ buffer: UnsafeMutableBufferPointer<UInt8>, at index: Int
    ) -> Bool {
        for offset in 1..<pattern.utf8CodeUnitCount
        where buffer[index + offset] != pattern.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Takes the tags off texts that stand on one line.
    private static func unwrapTexts(in bytes: inout [UInt8]) {
        let opening: StaticString = "<text>"
        let closing: StaticString = "</text>"
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            var read = 0
            var write = 0
            while read < buffer.count {
                if buffer[read] == UInt8(ascii: "<"), read + 6 <= buffer.count,
                    matches(opening, buffer, at: read),
                    let end = closingTag(closing, buffer, from: read + 6)
                {
                    for index in (read + 6)..<end {
                        buffer[write] = buffer[index]
                        write += 1
                    }
                    read = end + 7
                } else {
                    buffer[write] = buffer[read]
                    read += 1
                    write += 1
                }
            }
            return write
        }
        bytes.removeSubrange(count...)
    }

    private static func closingTag(
        _ tag: StaticString, _ buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        var index = start
        while index + 7 <= buffer.count, buffer[index] != 0x0A {
            if buffer[index] == UInt8(ascii: "<"), matches(tag, buffer, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Makes every run of white space one blank, and none at the ends.
    private static func collapseSpace(in bytes: inout [UInt8]) {
        let count = bytes.withUnsafeMutableBufferPointer { buffer in
            var read = 0
            var write = 0
            var isPending = false
            while read < buffer.count {
                let space = PythonText.spaceLength(UnsafeBufferPointer(buffer), at: read)
                if space > 0 {
                    isPending = write > 0
                    read += space
                    continue
                }
                if isPending {
                    buffer[write] = 0x20
                    write += 1
                    isPending = false
                }
                buffer[write] = buffer[read]
                read += 1
                write += 1
            }
            return write
        }
        bytes.removeSubrange(count...)
    }
}
