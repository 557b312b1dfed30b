import JSONTree
import SQLiteKit

/// Functions that look into documents.
enum JSONQueries {
    private static let many = FunctionDefinition.manyArguments

    static let all: [FunctionDefinition] = [
        JSONFunctions.definition("json_extract", 2...many, documents: 0..<1, returns: .json) {
            call throws(StatementFailure) in
            guard let document = try call.document(0) else { return .null }
            var found: [JSON] = []
            var isList = call.count > 2
            for index in 1..<call.count {
                guard let path = try call.path(index, allowsWildcards: true) else { return .null }
                isList = isList || path.hasWildcard
                found += path.matches(in: document).map(\.value)
            }
            guard let first = found.first else { return .null }
            return .text((isList ? JSON.array(found) : first).text())
        },
        JSONFunctions.definition("json_contains", 2...3, documents: 0..<2, returns: .int) {
            call throws(StatementFailure) in
            guard let document = try call.document(0), let candidate = try call.document(1) else {
                return .null
            }
            var target = document
            if call.count > 2 {
                guard let path = try call.path(2), let value = path.value(in: document) else {
                    return .null
                }
                target = value
            }
            return .integer(JSONComparison.contains(target, candidate) ? 1 : 0)
        },
        JSONFunctions.definition("json_contains_path", 3...many, documents: 0..<1, returns: .int) {
            call throws(StatementFailure) in
            guard let document = try call.document(0), let wantsAll = try call.wantsAll(1) else {
                return .null
            }
            for index in 2..<call.count {
                guard let path = try call.path(index, allowsWildcards: true) else { return .null }
                let isThere = !path.matches(in: document).isEmpty
                if isThere != wantsAll { return .integer(isThere ? 1 : 0) }
            }
            return .integer(wantsAll ? 1 : 0)
        },
        JSONFunctions.definition("json_overlaps", 2...2, documents: 0..<2, returns: .int) {
            call throws(StatementFailure) in
            guard let left = try call.document(0), let right = try call.document(1) else {
                return .null
            }
            return .integer(JSONComparison.overlap(left, right) ? 1 : 0)
        },
        JSONFunctions.definition("json_keys", 1...2, documents: 0..<1, returns: .json) {
            call throws(StatementFailure) in
            guard case .object(let members)? = try part(call) else { return .null }
            return .text(JSON.array(members.keys.map { .string($0) }).text())
        },
        JSONFunctions.definition("json_length", 1...2, documents: 0..<1, returns: .bigint) {
            call throws(StatementFailure) in
            try part(call).map { .integer(Int64($0.length)) } ?? .null
        },
        JSONFunctions.definition("json_search", 3...many, documents: 0..<1, returns: .json) {
            call throws(StatementFailure) in try search(call)
        },
        // `value MEMBER OF(array)`; the name cannot be called.
        JSONFunctions.definition("member of", 2...2, documents: 1..<2, returns: .int) {
            call throws(StatementFailure) in
            guard !call.isNull(0), let array = try call.document(1) else { return .null }
            let value = call.value(0)
            let elements = array.array ?? [array]
            return .integer(elements.contains { JSONComparison.areEqual($0, value) } ? 1 : 0)
        },
        JSONFunctions.definition(
            "json_value", 2...2, documents: 0..<1, returns: MySQLType.varchar(512)
        ) { call throws(StatementFailure) in
            guard let document = try call.document(0), let path = try call.path(1),
                let value = path.value(in: document)
            else { return .null }
            switch value {
            case .array, .object, .null: return .null
            case .string(let text): return .text(text)
            case .bool, .number: return .text(value.text())
            }
        },
    ]

    /// The document, or what the path that follows leads to.
    private static func part(_ call: borrowing JSONCall) throws(StatementFailure) -> JSON? {
        guard let document = try call.document(0) else { return nil }
        guard call.count > 1 else { return document }
        return try call.path(1)?.value(in: document)
    }

    /// `JSON_SEARCH(document, one|all, pattern[, escape[, path …]])`: where strings match.
    private static func search(_ call: borrowing JSONCall) throws(StatementFailure) -> SQLiteValue {
        guard let document = try call.document(0), let wantsAll = try call.wantsAll(1),
            !call.isNull(2)
        else { return .null }
        var escape = "\\"
        if call.count > 3, !call.isNull(3) {
            guard call.text(3).unicodeScalars.count <= 1 else {
                throw .wrongArguments("ESCAPE")
            }
            if !call.text(3).isEmpty { escape = call.text(3) }
        }
        let pattern = call.context.patterns.like(call.text(2), escape: escape, .codePoint)
        var roots: [JSONPath.Match] = []
        for index in 4..<max(4, call.count) {
            guard let path = try call.path(index, allowsWildcards: true) else { return .null }
            roots += path.places(in: document)
        }
        if call.count <= 4 { roots = [JSONPath.Match(place: [], value: document)] }
        var found: [String] = []
        var stack = Array(roots.reversed())
        while let match = stack.popLast(), wantsAll || found.isEmpty {
            if case .string(let text) = match.value, pattern.matches(text) {
                let place = JSONPath.text(of: match.place)
                if !found.contains(place) { found.append(place) }
            }
            stack += match.children.reversed()
        }
        guard let first = found.first else { return .null }
        return .text(
            (found.count == 1 ? JSON.string(first) : .array(found.map { .string($0) })).text())
    }
}

extension JSONPath {
    /// The places that the path leads to, with the steps to them.
    func places(in document: JSON) -> [Match] {
        if hasWildcard { return matches(in: document) }
        guard let value = value(in: document) else { return [] }
        var steps: [Step] = []
        var current = document
        for (index, leg) in legs.enumerated() {
            switch (leg, current) {
            case (.member(let key), _): steps.append(.member(key))
            case (.cell(let cell), .array(let elements)):
                steps.append(.cell(cell.position(in: elements.count).index))
            default: break
            }
            current = JSONPath(legs: Array(legs[...index])).value(in: document) ?? .null
        }
        return [Match(place: steps, value: value)]
    }
}
