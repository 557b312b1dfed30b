import Environments

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The parts of a prepared graph, in the order in which they lie in its file.
enum ImageSection: Int, CaseIterable {
    /// `UInt32`: the number of resources, which come before the literals among the terms.
    case counts
    /// The terms, sorted by kind and bytes: where each begins, and their bytes.
    case termBounds, termBytes
    /// For each literal: the number of its tag, and the `Double` by which it is ordered.
    case literalTags, literalKeys
    /// What literals are tagged with: `@en`, `^^<…>`; the first is empty.
    case tagBounds, tagBytes
    /// The properties, sorted by name.
    case propertyBounds, propertyBytes
    /// For each property: a ``PropertyMarks``, and the numbers of its range, domain and reverse.
    case propertyMarks, propertyRanges, propertyDomains, propertyReverses
    /// The types, sorted by name.
    case typeBounds, typeBytes
    /// Pairs of types, sorted: the first is a kind of the second.
    case supertypes
    /// For each resource, where its runs begin; a run is a property and its objects.
    case runBounds, runProperties, runStarts, objects
    /// For each resource its readable name, empty if it has none; and the resources that have one,
    /// sorted by name.
    case nameBounds, nameBytes, nameOrder
    /// The tasks, as one JSON text.
    case tasks
}

/// The bytes of a graph: a file mapped into memory, or a buffer of the same form.
///
/// A class because the mapping has an identity: it ends when nobody holds it any longer.
/// `@unchecked Sendable`: the bytes are never written after `init`.
final class GraphImage: @unchecked Sendable {
    private let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool
    private let sections: [Range<Int>]

    /// How a prepared graph begins: a name and the version of its form.
    static let signature = Array("diorama-graph-01".utf8)
    private static let headerSize = signature.count + 8 + 16 * ImageSection.allCases.count

    /// The image of these sections.
    init(sections contents: [[UInt8]]) {
        var ranges: [Range<Int>] = []
        var end = GraphImage.headerSize
        for content in contents {
            let start = (end + 7) & ~7
            end = start + content.count
            ranges.append(start..<end)
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: end, alignment: 16)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        for (range, content) in zip(ranges, contents) {
            UnsafeMutableRawBufferPointer(rebasing: buffer[range]).copyBytes(from: content)
        }
        buffer.copyBytes(from: GraphImage.signature)
        var place = GraphImage.signature.count + 8
        for range in ranges {
            buffer.storeBytes(of: UInt64(range.lowerBound), toByteOffset: place, as: UInt64.self)
            buffer.storeBytes(of: UInt64(range.count), toByteOffset: place + 8, as: UInt64.self)
            place += 16
        }
        let sum = GraphImage.checksum(UnsafeRawBufferPointer(buffer))
        buffer.storeBytes(
            of: sum, toByteOffset: GraphImage.signature.count, as: UInt64.self)
        bytes = UnsafeRawBufferPointer(buffer)
        isMapped = false
        sections = ranges
    }

    /// Maps a prepared graph into memory.
    ///
    /// - Throws: ``EnvironmentError/Code-swift.enum/badWorld`` for a file that is cut off, damaged
    ///   or of another version.
    init(path: String) throws(EnvironmentError) {
        let bytes = try GraphImage.map(path)
        do throws(EnvironmentError) {
            sections = try GraphImage.sections(of: bytes, path: path)
        } catch {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
            throw error
        }
        self.bytes = bytes
        isMapped = true
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    /// Whether a file is a prepared graph.
    static func isPrepared(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var start = [UInt8](repeating: 0, count: signature.count)
        return read(file, &start, start.count) == start.count && start == signature
    }

    /// The numbers in a section.
    func numbers<Number: BitwiseCopyable>(
        _ section: ImageSection, as type: Number.Type
    ) -> UnsafeBufferPointer<Number> {
        self[section].bindMemory(to: type)
    }

    /// The bytes of a section.
    subscript(section: ImageSection) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[sections[section.rawValue]])
    }

    /// Writes the image to a file, which appears under its name only when it is whole.
    func write(to path: String) throws(EnvironmentError) {
        let part = "\(path).\(getpid()).part"
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw GraphImage.cannot("write", path) }
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            #if canImport(Glibc)
                let count = Glibc.write(file, rest.baseAddress, rest.count)
            #elseif canImport(Musl)
                let count = Musl.write(file, rest.baseAddress, rest.count)
            #else
                let count = Darwin.write(file, rest.baseAddress, rest.count)
            #endif
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let error = GraphImage.cannot("write", path)
                close(file)
                unlink(part)
                throw error
            }
            written += count
        }
        guard close(file) == 0, rename(part, path) == 0 else {
            let error = GraphImage.cannot("write", path)
            unlink(part)
            throw error
        }
    }

    // MARK: Opening

    private static func cannot(_ act: String, _ path: String) -> EnvironmentError {
        EnvironmentError(.badWorld, "cannot \(act) \(path): \(CompressedFile.lastSystemError)")
    }

    private static func map(_ path: String) throws(EnvironmentError) -> UnsafeRawBufferPointer {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw cannot("read", path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw cannot("read", path) }
        let size = Int(status.st_size)
        guard size >= headerSize else {
            throw EnvironmentError(.badWorld, "\(path) is too short for a prepared graph")
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED
        else { throw cannot("map", path) }
        return UnsafeRawBufferPointer(start: start, count: size)
    }

    private static func sections(
        of bytes: UnsafeRawBufferPointer, path: String
    ) throws(EnvironmentError) -> [Range<Int>] {
        guard bytes.starts(with: signature) else {
            throw EnvironmentError(
                .badWorld, "\(path) is no graph prepared by this version; prepare it again")
        }
        let sum = bytes.load(fromByteOffset: signature.count, as: UInt64.self)
        guard sum == checksum(bytes) else {
            throw EnvironmentError(.badWorld, "\(path) is damaged; prepare it again")
        }
        var ranges: [Range<Int>] = []
        for section in ImageSection.allCases {
            let place = signature.count + 8 + 16 * section.rawValue
            let start = bytes.load(fromByteOffset: place, as: UInt64.self)
            let count = bytes.load(fromByteOffset: place + 8, as: UInt64.self)
            let (end, isTooLarge) = start.addingReportingOverflow(count)
            guard !isTooLarge, end <= UInt64(bytes.count), start.isMultiple(of: 8) else {
                throw EnvironmentError(.badWorld, "\(path) is damaged; prepare it again")
            }
            ranges.append(Int(start)..<Int(end))
        }
        return ranges
    }

    /// A sum over everything behind it.
    ///
    /// Guards against files that are cut off or damaged, not
    /// against forgers.
    private static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
        var index = signature.count + 8
        while index + 32 <= bytes.count {
            lanes.0 = mixed(lanes.0, bytes.load(fromByteOffset: index, as: UInt64.self))
            lanes.1 = mixed(lanes.1, bytes.load(fromByteOffset: index + 8, as: UInt64.self))
            lanes.2 = mixed(lanes.2, bytes.load(fromByteOffset: index + 16, as: UInt64.self))
            lanes.3 = mixed(lanes.3, bytes.load(fromByteOffset: index + 24, as: UInt64.self))
            index += 32
        }
        var sum = mixed(mixed(lanes.0, lanes.1), mixed(lanes.2, lanes.3))
        while index < bytes.count {
            sum = mixed(sum, UInt64(bytes[index]))
            index += 1
        }
        return mixed(sum, UInt64(bytes.count))
    }

    @inline(__always)
    private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product >> 29)
    }
}
