/// How the columns beneath a field make up its values: the schema with its levels worked out.
struct RecordPlan {
    enum Kind {
        /// The values of a column.
        case leaf
        /// Members, in the order of the schema.
        case structure([Member])
        /// Elements. An entry whose definition level is below `itemDefinition` is an empty list;
        /// one whose repetition level is `repetition` begins a further element.
        indirect case list(RecordPlan, itemDefinition: Int, repetition: Int)

        var isList: Bool {
            if case .list = self { true } else { false }
        }
    }

    struct Member {
        var name: String
        var plan: RecordPlan
    }

    var kind: Kind
    /// Whether the value can be missing.
    var isOptional: Bool
    /// The definition level from which on the value is there.
    var definition: Int
    /// The columns beneath.
    var columns: Range<Int>
}

/// Works out the levels of a schema.
struct RecordPlanner {
    private static let depthLimit = 24

    private(set) var columns: [LeafColumn] = []

    /// The plan of the rows that fields make up.
    mutating func plan(rowsOf fields: [ParquetField]) throws(ParquetError) -> RecordPlan {
        let start = columns.count
        var members: [RecordPlan.Member] = []
        for field in fields {
            members.append(
                .init(
                    name: field.name,
                    plan: try plan(field, path: [], definition: 0, repetition: 0)))
        }
        return RecordPlan(
            kind: .structure(members), isOptional: false, definition: 0,
            columns: start..<columns.count)
    }

    private mutating func plan(
        _ field: ParquetField, path: [String], definition: Int, repetition: Int
    ) throws(ParquetError) -> RecordPlan {
        guard path.count < RecordPlanner.depthLimit else {
            throw .unsupported("the schema nests deeper than \(RecordPlanner.depthLimit) levels")
        }
        let path = path + [field.name]
        let start = columns.count
        switch field.repetition {
        case .repeated:
            // A repeated field without a list around it: the field is the element.
            let element = try content(
                of: field, path: path, definition: definition + 1, repetition: repetition + 1)
            return RecordPlan(
                kind: .list(
                    element, itemDefinition: definition + 1, repetition: repetition + 1),
                isOptional: false, definition: definition, columns: start..<columns.count)
        case .required, .optional:
            let isOptional = field.repetition == .optional
            var plan = try content(
                of: field, path: path, definition: definition + (isOptional ? 1 : 0),
                repetition: repetition)
            plan.isOptional = isOptional
            return plan
        }
    }

    /// The plan of what is in a field that is there.
    private mutating func content(
        of field: ParquetField, path: [String], definition: Int, repetition: Int
    ) throws(ParquetError) -> RecordPlan {
        let start = columns.count
        let kind: RecordPlan.Kind
        switch field.content {
        case .leaf(let type, let meaning):
            columns.append(
                LeafColumn(
                    path: path, type: type, meaning: meaning, maxDefinition: definition,
                    maxRepetition: repetition))
            kind = .leaf
        case .group(let fields, isList: true)
        where fields.count == 1 && fields[0].repetition == .repeated:
            kind = try list(
                of: fields[0], in: field, path: path, definition: definition + 1,
                repetition: repetition + 1)
        case .group(let fields, _):
            var members: [RecordPlan.Member] = []
            for child in fields {
                members.append(
                    .init(
                        name: child.name,
                        plan: try plan(
                            child, path: path, definition: definition, repetition: repetition)))
            }
            kind = .structure(members)
        }
        return RecordPlan(
            kind: kind, isOptional: false, definition: definition, columns: start..<columns.count)
    }

    /// The elements of a list: within the repeated group, or, in old files, the group itself.
    private mutating func list(
        of items: ParquetField, in field: ParquetField, path: [String], definition: Int,
        repetition: Int
    ) throws(ParquetError) -> RecordPlan.Kind {
        let element: RecordPlan
        if case .group(let fields, _) = items.content, fields.count == 1, items.name != "array",
            items.name != "\(field.name)_tuple"
        {
            element = try plan(
                fields[0], path: path + [items.name], definition: definition,
                repetition: repetition)
        } else {
            element = try content(
                of: items, path: path + [items.name], definition: definition,
                repetition: repetition)
        }
        return .list(element, itemDefinition: definition, repetition: repetition)
    }
}
