import JSONTree
import SQLiteKit

/// Functions that make changed documents.
enum JSONChanges {
    private static let many = FunctionDefinition.manyArguments

    static let all: [FunctionDefinition] = [
        pairs("json_set") { document, path, value in
            path.transform(document) { _ in value } ?? adding(value, at: path, to: document)
        },
        pairs("json_insert") { document, path, value in
            path.value(in: document) == nil ? adding(value, at: path, to: document) : document
        },
        pairs("json_replace") { document, path, value in
            path.transform(document) { _ in value } ?? document
        },
        pairs("json_array_append") { document, path, value in
            path.transform(document) { old in .array((old.array ?? [old]) + [value]) } ?? document
        },
        pairs("json_array_insert") { document, path, value throws(StatementFailure) in
            guard let (parent, last) = path.parent, case .cell(let index) = last else {
                throw .notACell
            }
            return parent.transform(document) { old in
                guard case .array(var elements) = old else { return old }
                elements.insert(value, at: index.position(in: elements.count).index)
                return .array(elements)
            } ?? document
        },
        JSONFunctions.definition("json_remove", 2...many, documents: 0..<1, returns: .json) {
            call throws(StatementFailure) in
            guard var document = try call.document(0) else { return .null }
            for index in 1..<call.count {
                guard let path = try call.path(index) else { return .null }
                guard let (parent, last) = path.parent else { throw .vacuousJSONPath }
                document = parent.transform(document) { removing(last, from: $0) } ?? document
            }
            return .text(document.text())
        },
        merge("json_merge_patch", patch), merge("json_merge_preserve", preserve),
        merge("json_merge", preserve),
    ]

    /// A function of a document and pairs of paths and values.
    private static func pairs(
        _ name: String,
        _ change:
            @escaping @Sendable (JSON, JSONPath, JSON) throws(StatementFailure) -> JSON
    ) -> FunctionDefinition {
        let definition = JSONFunctions.definition(name, 3...many, documents: 0..<1, returns: .json)
        {
            call throws(StatementFailure) in
            guard var document = try call.document(0) else { return .null }
            for index in stride(from: 1, to: call.count - 1, by: 2) {
                guard let path = try call.path(index) else { return .null }
                document = try change(document, path, call.value(index + 1))
            }
            return .text(document.text())
        }
        return FunctionDefinition(name: name, arity: 3...many) {
            arguments throws(StatementFailure) in
            guard arguments.count % 2 == 1 else { throw .wrongArgumentCount(name) }
            return try definition.resolve(arguments)
        }
    }

    /// Adds a member or an element that is not there yet, if what would hold it is.
    private static func adding(_ value: JSON, at path: JSONPath, to document: JSON) -> JSON {
        guard let (parent, last) = path.parent else { return document }
        return parent.transform(document) { old in
            switch (last, old) {
            case (.member(let key), .object(let members)):
                return .object(members.setting(key, value))
            case (.cell(let index), .array(var elements)):
                elements.insert(value, at: index.position(in: elements.count).index)
                return .array(elements)
            case (.cell(let index), _):
                // A single value becomes an array.
                return .array(index.isFromEnd ? [value, old] : [old, value])
            default: return old
            }
        } ?? document
    }

    private static func removing(_ leg: JSONPath.Leg, from value: JSON) -> JSON {
        switch (leg, value) {
        case (.member(let key), .object(var members)):
            members[key] = nil
            return .object(members)
        case (.cell(let index), .array(var elements)):
            let (position, exists) = index.position(in: elements.count)
            if exists { elements.remove(at: position) }
            return .array(elements)
        default: return value
        }
    }

    // MARK: Merging

    private static func merge(
        _ name: String, _ combine: @escaping @Sendable (JSON, JSON) -> JSON
    ) -> FunctionDefinition {
        let isPatch = name == "json_merge_patch"
        return JSONFunctions.definition(name, 2...many, documents: 0..<many, returns: .json) {
            call throws(StatementFailure) in
            var result: JSON?
            var isKnown = true
            for index in 0..<call.count {
                guard let document = try call.document(index) else {
                    // An unknown document makes a patch unknown until a later one replaces all.
                    guard isPatch else { return .null }
                    isKnown = false
                    continue
                }
                if isPatch, document.object == nil {
                    isKnown = true
                    result = document
                } else {
                    result = result.map { combine($0, document) } ?? document
                }
            }
            return isKnown ? result.map { .text($0.text()) } ?? .null : .null
        }
    }

    /// RFC 7396: members of the second replace or, being null, remove those of the first.
    private static func patch(_ target: JSON, _ changes: JSON) -> JSON {
        guard case .object(let changed) = changes else { return changes }
        var members = target.object ?? JSONObject()
        for member in changed {
            if member.value.isNull {
                members[member.key] = nil
            } else {
                members = members.setting(
                    member.key, patch(members[member.key] ?? .null, member.value))
            }
        }
        return .object(members)
    }

    /// Objects are united, member by member; everything else becomes one array.
    private static func preserve(_ left: JSON, _ right: JSON) -> JSON {
        guard case .object(var members) = left, case .object(let others) = right else {
            return .array((left.array ?? [left]) + (right.array ?? [right]))
        }
        for member in others {
            let merged = members[member.key].map { preserve($0, member.value) } ?? member.value
            members = members.setting(member.key, merged)
        }
        return .object(members)
    }
}
