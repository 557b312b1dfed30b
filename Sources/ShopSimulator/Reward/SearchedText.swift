/// What a product's pages say of it, in lower case: title, features and description.
struct SearchedText {
    /// The three texts, with a byte between them that no text has.
    private let bytes: [UInt8]

    init(of product: Product) {
        var bytes = product.title.pythonLowercasedBytes
        for (index, line) in product.bulletPoints.enumerated() {
            bytes.append(index == 0 ? 0xFF : 0x20)
            bytes += line.pythonLowercasedBytes
        }
        bytes.append(0xFF)
        bytes += product.description.pythonLowercasedBytes
        self.bytes = bytes
    }

    /// Whether one of the texts holds some words; every text holds none.
    func holds(_ words: String) -> Bool {
        let pattern = Array(words.utf8)
        guard let first = pattern.first else { return true }
        guard bytes.count >= pattern.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            let last = bytes.count - pattern.count
            while place <= last {
                if bytes[place] == first,
                    bytes[place..<(place + pattern.count)].elementsEqual(pattern)
                {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}
