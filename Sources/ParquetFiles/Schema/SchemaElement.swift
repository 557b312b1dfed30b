/// A line of the schema, which a footer lists in depth-first order.
struct SchemaElement {
    var type: Int?
    var length: Int?
    var repetition: Int?
    var name = ""
    var childCount: Int?
    var convertedType: Int?
    var logicalType: LogicalType?

    static func read(_ reader: inout CompactReader) throws(ParquetError) -> SchemaElement {
        var element = SchemaElement()
        try reader.structure { reader, field throws(ParquetError) in
            switch (field.id, field.type) {
            case (1, .int32): element.type = try reader.integer()
            case (2, .int32): element.length = try reader.integer()
            case (3, .int32): element.repetition = try reader.integer()
            case (4, .binary): element.name = try reader.text()
            case (5, .int32): element.childCount = try reader.size()
            case (6, .int32): element.convertedType = try reader.integer()
            case (10, .structure):
                element.logicalType = try LogicalType.read(&reader)
            default: return false
            }
            return true
        }
        return element
    }

    /// The fields beneath the root.
    static func tree(of elements: [SchemaElement]) throws(ParquetError) -> [ParquetField] {
        guard let root = elements.first, let count = root.childCount else {
            throw .corrupt("the file has no schema")
        }
        var rest = elements.dropFirst()
        let fields = try take(count, from: &rest, depth: 0)
        guard rest.isEmpty else { throw .corrupt("the schema has loose columns") }
        return fields
    }

    private static func take(
        _ count: Int, from rest: inout ArraySlice<SchemaElement>, depth: Int
    ) throws(ParquetError) -> [ParquetField] {
        guard count <= rest.count, depth < 64 else {
            throw .corrupt("the schema ends too early, or nests too deeply")
        }
        var fields: [ParquetField] = []
        for _ in 0..<count {
            guard let element = rest.popFirst() else {
                throw .corrupt("the schema ends too early")
            }
            guard let repetition = ParquetField.Repetition(rawValue: element.repetition ?? 0) else {
                throw .corrupt("the column \(element.name) repeats in an unknown way")
            }
            let content: ParquetField.Content
            if let type = element.type {
                content = .leaf(
                    try ParquetField.PhysicalType(code: type, length: element.length),
                    element.logicalType?.meaning ?? LogicalType.meaning(of: element.convertedType))
            } else {
                let fields = try take(element.childCount ?? 0, from: &rest, depth: depth + 1)
                guard !fields.isEmpty else {
                    throw .unsupported("the group \(element.name) has no columns")
                }
                // Maps are lists of pairs.
                let isList =
                    [1, 2, 3].contains(element.convertedType)
                    || [2, 3].contains(element.logicalType?.number)
                content = .group(fields, isList: isList)
            }
            fields.append(ParquetField(element.name, repetition, content))
        }
        return fields
    }
}
