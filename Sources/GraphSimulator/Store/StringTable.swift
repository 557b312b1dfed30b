/// Strings in the order of their bytes, read where they lie in an image.
struct StringTable {
    private let bounds: UnsafeBufferPointer<UInt32>
    private let bytes: UnsafeRawBufferPointer

    init(_ image: GraphImage, _ bounds: ImageSection, _ bytes: ImageSection) {
        self.bounds = image.numbers(bounds, as: UInt32.self)
        self.bytes = image[bytes]
    }

    var count: Int { max(0, bounds.count - 1) }

    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[Int(bounds[index])..<Int(bounds[index + 1])])
    }

    func isEmpty(_ index: Int) -> Bool { bounds[index] == bounds[index + 1] }

    subscript(index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// The position of a string in a sorted range of the table.
    func index(of text: String, in range: Range<Int>) -> Int? {
        var text = text
        return text.withUTF8 { text in
            let text = UnsafeRawBufferPointer(text)
            var low = range.lowerBound
            var high = range.upperBound
            while low < high {
                let middle = (low + high) / 2
                let order = ByteOrder.compare(bytes(middle), text)
                if order == 0 { return middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    func index(of text: String) -> Int? { index(of: text, in: 0..<count) }
}
