import Environments

/// Gathers the terms of products and lays them out as an index.
struct IndexBuilder {
    private var asins: [String] = []
    private var lengths: [UInt8] = []
    private var termTotal = 0
    private var termNumbers: [String: Int] = [:]
    /// For each term its postings, each a product and how often the term stands there.
    private var postings: [[UInt64]] = []

    /// Adds the next product.
    mutating func add(asin: String, text: String) {
        let product = UInt64(asins.count)
        var numbers: [Int] = []
        Analyzer.forEachTerm(of: text) { term in
            if let number = termNumbers[term] {
                numbers.append(number)
            } else {
                numbers.append(postings.count)
                termNumbers[term] = postings.count
                postings.append([])
            }
        }
        asins.append(asin)
        lengths.append(LengthCode.encode(numbers.count))
        termTotal += numbers.count
        numbers.sort()
        var index = 0
        while index < numbers.count {
            let number = numbers[index]
            let start = index
            while index < numbers.count, numbers[index] == number { index += 1 }
            let occurrences = UInt64(min(index - start, Int(UInt16.max)))
            postings[number].append(product << 16 | occurrences)
        }
    }

    /// The index, laid out in one block of memory that the caller must free.
    ///
    /// - Parameter stamp: what says later whether the index fits its catalog.
    consuming func build(stamp: UInt64) -> UnsafeMutableRawBufferPointer {
        let order = asins.indices.sorted {
            asins[$0].utf8.lexicographicallyPrecedes(asins[$1].utf8)
        }
        var documents = [UInt32](repeating: 0, count: order.count)
        for (document, product) in order.enumerated() {
            documents[product] = UInt32(document)
        }
        let terms = termNumbers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        termNumbers = [:]
        let postingCount = postings.reduce(0) { $0 + $1.count }
        let termBytes = terms.reduce(0) { $0 + $1.key.utf8.count }
        var layout = ImageLayout(stamp: stamp)
        layout.reserve(.counts, 16)
        layout.reserve(.products, order.count * 4)
        layout.reserve(.lengths, order.count)
        layout.reserve(.termBounds, (terms.count + 1) * 4)
        layout.reserve(.termBytes, termBytes)
        layout.reserve(.postingBounds, (terms.count + 1) * 8)
        layout.reserve(.highestFrequencies, terms.count * 4)
        layout.reserve(.documents, postingCount * 4)
        layout.reserve(.occurrences, postingCount * 2)
        let image = layout.allocate()
        image.append(UInt64(order.count), to: .counts)
        image.append(UInt64(termTotal), to: .counts)
        for product in order {
            image.append(UInt32(product), to: .products)
            image.append(lengths[product], to: .lengths)
        }
        let ranking = BM25(documents: order.count, terms: termTotal)
        var start = 0
        var byteStart: UInt32 = 0
        for (term, number) in terms {
            image.append(UInt64(start), to: .postingBounds)
            image.append(byteStart, to: .termBounds)
            for byte in term.utf8 { image.append(byte, to: .termBytes) }
            byteStart += UInt32(term.utf8.count)
            var list = postings[number].map {
                UInt64(documents[Int($0 >> 16)]) << 16 | $0 & 0xFFFF
            }
            postings[number] = []
            list.sort()
            var highest: Float = 0
            for posting in list {
                let occurrences = Int(posting & 0xFFFF)
                let code = lengths[order[Int(posting >> 16)]]
                highest = max(highest, ranking.frequency(occurrences, lengthCode: code))
                image.append(UInt32(posting >> 16), to: .documents)
                image.append(UInt16(occurrences), to: .occurrences)
            }
            image.append(highest, to: .highestFrequencies)
            start += list.count
        }
        image.append(UInt64(start), to: .postingBounds)
        image.append(byteStart, to: .termBounds)
        return image.buffer
    }
}

/// Where the sections of an image will lie.
private struct ImageLayout {
    private let stamp: UInt64
    private var ranges: [Range<Int>] = []
    private var end = IndexImage.headerSize

    init(stamp: UInt64) {
        self.stamp = stamp
    }

    mutating func reserve(_ section: IndexSection, _ count: Int) {
        let start = (end + 7) & ~7
        end = start + count
        ranges.append(start..<end)
    }

    func allocate() -> ImageWriter {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 16)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        buffer.copyBytes(from: IndexImage.signature)
        buffer.storeBytes(of: stamp, toByteOffset: 16, as: UInt64.self)
        for (index, range) in ranges.enumerated() {
            buffer.storeBytes(
                of: UInt64(range.lowerBound), toByteOffset: 24 + 16 * index, as: UInt64.self)
            buffer.storeBytes(
                of: UInt64(range.count), toByteOffset: 32 + 16 * index, as: UInt64.self)
        }
        return ImageWriter(buffer: buffer, places: ranges.map(\.lowerBound))
    }
}

/// Fills the sections of an image, each from its beginning on.
///
/// A class because it writes into memory that it does not own.
private final class ImageWriter {
    let buffer: UnsafeMutableRawBufferPointer
    private var places: [Int]

    init(buffer: UnsafeMutableRawBufferPointer, places: [Int]) {
        self.buffer = buffer
        self.places = places
    }

    @inline(__always)
    func append<Value: BitwiseCopyable>(_ value: Value, to section: IndexSection) {
        buffer.storeBytes(of: value, toByteOffset: places[section.rawValue], as: Value.self)
        places[section.rawValue] += MemoryLayout<Value>.size
    }
}
