import Environments

/// The parts of an index, in the order in which they lie in its file.
enum IndexSection: Int, CaseIterable {
    /// `UInt64`: the number of documents, and of their terms together.
    case counts
    /// `UInt32`: the product of each document.
    case products
    /// `UInt8`: the code of each document's length.
    case lengths
    /// `UInt32`: where each term's bytes begin; one more marks the end. The terms are sorted.
    case termBounds
    /// The terms' bytes.
    case termBytes
    /// `UInt64`: where each term's postings begin; one more marks the end.
    case postingBounds
    /// `Float`: each term's highest frequency, weighed by the length of its document.
    case highestFrequencies
    /// `UInt32`: the documents of all postings.
    case documents
    /// `UInt16`: how often the term stands in each of them.
    case occurrences
}

/// The bytes of an index: a file mapped into memory, or a buffer of the same form.
///
/// A class because the bytes have one owner. `@unchecked Sendable`: they are never written after
/// `init`.
final class IndexImage: @unchecked Sendable {
    /// How the file begins: a name and the version of its form.
    static let signature = Array("diorama-shop-001".utf8)
    static let headerSize = 16 + 8 + 16 * IndexSection.allCases.count

    private let bytes: UnsafeRawBufferPointer
    private let file: MappedFile?
    private var ranges: [Range<Int>] = []
    /// What the index was made from; an index of anything else is stale.
    let stamp: UInt64
    let documentCount: Int
    let termTotal: Int
    private let termCount: Int
    private let products: UnsafePointer<UInt32>
    private let lengths: UnsafePointer<UInt8>
    private let termBounds: UnsafePointer<UInt32>
    private let termBytes: UnsafePointer<UInt8>
    private let postingBounds: UnsafePointer<UInt64>
    private let highestFrequencies: UnsafePointer<Float>
    private let documents: UnsafePointer<UInt32>
    private let occurrences: UnsafePointer<UInt16>

    /// Takes over a buffer that holds an image.
    convenience init(owning buffer: UnsafeMutableRawBufferPointer) throws(EnvironmentError) {
        try self.init(UnsafeRawBufferPointer(buffer), file: nil, name: "the index")
    }

    /// Maps a file that holds an image.
    convenience init(path: String) throws(EnvironmentError) {
        let file = try MappedFile(path)
        try self.init(file.bytes, file: file, name: path)
    }

    private init(
        _ bytes: UnsafeRawBufferPointer, file: MappedFile?, name: String
    ) throws(EnvironmentError) {
        let ranges = IndexImage.ranges(in: bytes)
        guard let start = bytes.baseAddress, let ranges else {
            if file == nil { bytes.deallocate() }
            throw EnvironmentError(.badWorld, "\(name) is not an index of this version")
        }
        self.bytes = bytes
        self.file = file
        self.ranges = ranges
        stamp = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        func pointer<Element>(
            _ section: IndexSection, _ type: Element.Type
        ) -> UnsafePointer<Element> {
            (start + ranges[section.rawValue].lowerBound).assumingMemoryBound(to: type)
        }
        let counts = pointer(.counts, UInt64.self)
        documentCount = Int(counts[0])
        termTotal = Int(counts[1])
        products = pointer(.products, UInt32.self)
        lengths = pointer(.lengths, UInt8.self)
        termBounds = pointer(.termBounds, UInt32.self)
        termBytes = pointer(.termBytes, UInt8.self)
        postingBounds = pointer(.postingBounds, UInt64.self)
        highestFrequencies = pointer(.highestFrequencies, Float.self)
        documents = pointer(.documents, UInt32.self)
        occurrences = pointer(.occurrences, UInt16.self)
        termCount = ranges[IndexSection.highestFrequencies.rawValue].count / 4
    }

    deinit {
        if file == nil { bytes.deallocate() }
    }

    /// The sections of an image; `nil` if it is none or its parts do not fit together.
    private static func ranges(in bytes: UnsafeRawBufferPointer) -> [Range<Int>]? {
        guard bytes.count >= headerSize, bytes.starts(with: signature) else { return nil }
        var ranges: [Range<Int>] = []
        for section in IndexSection.allCases {
            let place = 24 + 16 * section.rawValue
            let start = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let count = bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
            guard start % 8 == 0, start <= UInt64(bytes.count),
                count <= UInt64(bytes.count) - start
            else { return nil }
            ranges.append(Int(start)..<Int(start + count))
        }
        func size(_ section: IndexSection) -> Int { ranges[section.rawValue].count }
        guard size(.counts) == 16 else { return nil }
        let place = ranges[IndexSection.counts.rawValue].lowerBound
        let documents = bytes.load(fromByteOffset: place, as: UInt64.self)
        let terms = size(.highestFrequencies) / 4
        let postings = size(.documents) / 4
        guard UInt64(size(.lengths)) == documents, UInt64(size(.products)) == documents * 4,
            size(.termBounds) == (terms + 1) * 4, size(.postingBounds) == (terms + 1) * 8,
            size(.occurrences) == postings * 2
        else { return nil }
        return ranges
    }

    /// The product that a document describes.
    func product(ofDocument document: Int) -> Int { Int(products[document]) }

    /// The code of a document's length.
    @inline(__always)
    func lengthCode(of document: Int) -> UInt8 { lengths[document] }

    /// The documents that have a term; `nil` if there are none.
    func postings(of term: String) -> Postings? {
        var term = term
        return term.withUTF8 { bytes in
            var low = 0
            var high = termCount
            while low < high {
                let middle = (low + high) / 2
                switch order(of: middle, and: bytes) {
                case 0: return postings(at: middle)
                case ..<0: low = middle + 1
                default: high = middle
                }
            }
            return nil
        }
    }

    /// Negative if a term stands before some bytes, positive if behind.
    private func order(of term: Int, and bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let start = Int(termBounds[term])
        let count = Int(termBounds[term + 1]) - start
        for index in 0..<min(count, bytes.count) {
            let difference = Int(termBytes[start + index]) - Int(bytes[index])
            if difference != 0 { return difference }
        }
        return count - bytes.count
    }

    private func postings(at term: Int) -> Postings {
        let start = Int(postingBounds[term])
        return Postings(
            count: Int(postingBounds[term + 1]) - start,
            highestFrequency: highestFrequencies[term], documents: documents + start,
            occurrences: occurrences + start)
    }

    /// The documents of a term, in ascending order; valid as long as the image is.
    struct Postings {
        let count: Int
        let highestFrequency: Float
        fileprivate let documents: UnsafePointer<UInt32>
        fileprivate let occurrences: UnsafePointer<UInt16>

        @inline(__always)
        func document(at index: Int) -> Int { Int(documents[index]) }

        @inline(__always)
        func occurrences(at index: Int) -> Int { Int(occurrences[index]) }

        /// The first index, from one on, whose document is not before the given one.
        func firstIndex(ofDocument document: Int, from start: Int) -> Int {
            var low = start
            var step = 1
            while low + step < count, Int(documents[low + step]) < document {
                low += step
                step *= 2
            }
            var high = min(count, low + step + 1)
            while low < high {
                let middle = (low + high) / 2
                if Int(documents[middle]) < document { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
