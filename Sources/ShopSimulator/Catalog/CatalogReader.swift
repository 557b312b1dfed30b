import Environments
import JSONTree

/// Reads the files of a catalog, product by product.
struct CatalogReader {
    /// Whether what is faulty is left out, not refused.
    let skipsFaults: Bool
    /// What was left out, a line each with its place.
    private(set) var faults: [String] = []
    private var known: Set<String> = []
    /// The product that was read last.
    fileprivate var lastASIN: String?

    init(skipsFaults: Bool) {
        self.skipsFaults = skipsFaults
    }

    /// Notes a fault.
    ///
    /// - Throws: the fault, if faults are refused.
    fileprivate mutating func note(_ fault: String) throws(EnvironmentError) {
        guard skipsFaults else {
            throw EnvironmentError(
                .badWorld, "\(fault); --faulty skip loads the rest")
        }
        faults.append(fault)
    }

    /// Calls `body` with each product of the files and what the attribute files say of it.
    mutating func read(
        _ files: CatalogFiles,
        _ body: (Product, ProductNotes) throws(EnvironmentError) -> Void
    ) throws(EnvironmentError) {
        let attributes = try CompanionFile(files.attributes, reader: &self)
        let human = try CompanionFile(files.human, reader: &self)
        for path in files.products {
            try forEachPart(of: path) { reader, part, bytes throws(EnvironmentError) in
                let row = try reader.parsed(bytes, at: "\(path): product \(part.number)")
                guard let row,
                    var product = try reader.product(row, "\(path): product \(part.number)")
                else { return }
                var notes =
                    try attributes.entry(of: product.asin, &reader) {
                        json throws(ProductFault) in
                        try ProductNotes(json)
                    } ?? ProductNotes()
                let written = try human.entry(of: product.asin, &reader) {
                    json throws(ProductFault) in
                    guard let items = json.array else {
                        throw ProductFault(
                            field: "the entry", message: "is \(json.kind), not a list")
                    }
                    var list: [HumanInstruction] = []
                    for item in items {
                        if let instruction = try HumanInstruction(item) { list.append(instruction) }
                    }
                    return list
                }
                notes.written = written ?? []
                product.attributes = notes.attributes
                try body(product, notes)
            }
        }
    }

    private mutating func product(
        _ row: JSON, _ place: String
    ) throws(EnvironmentError) -> Product? {
        let name = row["asin"]?.string.map { " (\($0))" } ?? ""
        do {
            guard let product = try ProductReader.product(row) else { return nil }
            guard known.insert(product.asin).inserted else {
                try note("\(place)\(name): asin is that of an earlier product")
                return nil
            }
            lastASIN = product.asin
            return product
        } catch let fault as ProductFault {
            try note("\(place)\(name): \(fault.field) \(fault.message)")
            return nil
        } catch let error as EnvironmentError {
            throw error
        } catch {
            return nil
        }
    }

    fileprivate mutating func parsed(
        _ bytes: [UInt8], at place: String
    ) throws(EnvironmentError) -> JSON? {
        do {
            return try JSON.parse(bytes: bytes)
        } catch {
            try note("\(place): \(error)")
            return nil
        }
    }

    /// Calls `body` with each part of a file; where the file ends too early, after what was whole.
    fileprivate mutating func forEachPart(
        of path: String,
        _ body: (inout CatalogReader, (number: Int, key: String?), [UInt8])
            throws(EnvironmentError) -> Void
    ) throws(EnvironmentError) {
        let file = try MappedFile(path)
        var fault: String?
        var reader = self
        try file.withBytes { bytes throws(EnvironmentError) in
            var number = 0
            do {
                var parts = try JSONParts(bytes)
                while let part = try parts.nextPart() {
                    let copy = [UInt8](UnsafeBufferPointer(rebasing: bytes[part.range]))
                    try body(&reader, (number, part.key), copy)
                    number += 1
                }
            } catch let error as JSONError {
                fault =
                    "\(path): \(error.message) (byte \(error.offset)), after \(number) whole "
                    + "product\(number == 1 ? "" : "s")\(reader.lastASIN.map { ", the last \($0)" } ?? "")"
            } catch let error as EnvironmentError {
                throw error
            } catch {
                fault = "\(path): \(error)"
            }
        }
        self = reader
        if let fault { try note(fault) }
    }

    fileprivate mutating func note(
        _ fault: ProductFault, of asin: String, in path: String
    ) throws(EnvironmentError) {
        try note("\(path): \(asin): \(fault.field) \(fault.message)")
    }
}

/// A file that says something of products by their asins; entries are read when asked for.
private struct CompanionFile {
    private var files: [(path: String, file: MappedFile)] = []
    private var places: [String: (file: Int, range: Range<Int>)] = [:]

    init(_ paths: [String], reader: inout CatalogReader) throws(EnvironmentError) {
        for path in paths {
            let file = try MappedFile(path)
            files.append((path, file))
            var found: [(String, Range<Int>)] = []
            let error = file.withBytes { bytes -> JSONError? in
                do throws(JSONError) {
                    var parts = try JSONParts(bytes)
                    guard parts.areMembers else {
                        return JSONError(
                            "an object with a member for each product is expected", at: 0)
                    }
                    while let part = try parts.nextPart() {
                        if let key = part.key { found.append((key, part.range)) }
                    }
                    return nil
                } catch {
                    return error
                }
            }
            for (asin, range) in found { places[asin] = (files.count - 1, range) }
            if let error {
                try reader.note(
                    "\(path): \(error.message) (byte \(error.offset))"
                        + (found.last.map { ", the last whole entry is that of \($0.0)" } ?? ""))
            }
        }
    }

    func entry<Entry>(
        of asin: String, _ reader: inout CatalogReader,
        _ make: (JSON) throws(ProductFault) -> Entry
    ) throws(EnvironmentError) -> Entry? {
        guard let place = places[asin] else { return nil }
        let (path, file) = files[place.file]
        guard let json = try reader.parsed(file.copy(place.range), at: "\(path): \(asin)") else {
            return nil
        }
        do {
            return try make(json)
        } catch {
            try reader.note(error, of: asin, in: path)
            return nil
        }
    }
}
