import JSONTree

/// A path into a JSON document: `$.members[0].name`, with MySQL's wildcards and ranges.
struct JSONPath: Hashable, Sendable {
    enum Leg: Hashable, Sendable {
        case member(String)
        case anyMember
        case cell(Index)
        case range(Index, Index)
        case anyCell
        /// `**`: the value itself and everything within it.
        case ellipsis
    }

    /// A place in an array, counted from its beginning or back from its last element.
    struct Index: Hashable, Sendable {
        var offset: Int
        var isFromEnd: Bool

        /// The position in an array of a length, and whether there is such an element.
        func position(in count: Int) -> (index: Int, exists: Bool) {
            guard isFromEnd else { return (min(offset, count), offset < count) }
            return offset < count ? (count - offset - 1, true) : (0, false)
        }
    }

    var legs: [Leg]

    /// Whether it may lead to several places.
    var hasWildcard: Bool {
        legs.contains {
            switch $0 {
            case .member, .cell: false
            case .anyMember, .range, .anyCell, .ellipsis: true
            }
        }
    }

    init(legs: [Leg]) {
        self.legs = legs
    }

    /// Reads a path.
    ///
    /// - Throws: error 3143 with the place where reading stopped.
    init(_ text: String) throws(StatementFailure) {
        var parser = JSONPathParser(text)
        legs = try parser.legs()
    }

    // MARK: Following

    /// The one value that a path without wildcards leads to.
    func value(in document: JSON) -> JSON? {
        var value = document
        for leg in legs {
            switch leg {
            case .member(let key):
                guard let member = value.object?[key] else { return nil }
                value = member
            case .cell(let index):
                guard case .array(let elements) = value else {
                    // A value that is no array counts as one with a single element.
                    guard index.position(in: 1).exists else { return nil }
                    continue
                }
                let (position, exists) = index.position(in: elements.count)
                guard exists else { return nil }
                value = elements[position]
            default: return nil
            }
        }
        return value
    }

    /// Where a value stands: the members and cells that lead to it.
    enum Step: Hashable, Sendable {
        case member(String)
        case cell(Int)
    }

    struct Match: Sendable {
        var place: [Step]
        var value: JSON
    }

    /// All values that the path leads to, in the document's order, each once.
    func matches(in document: JSON) -> [Match] {
        guard hasWildcard else {
            guard let value = value(in: document) else { return [] }
            return [Match(place: [], value: value)]
        }
        var found: [Match] = []
        var places: Set<[Step]> = []
        collect(Match(place: [], value: document), legs[...], &found, &places)
        return found
    }

    private func collect(
        _ match: Match, _ legs: ArraySlice<Leg>, _ found: inout [Match],
        _ places: inout Set<[Step]>
    ) {
        guard let leg = legs.first else {
            if places.insert(match.place).inserted { found.append(match) }
            return
        }
        let rest = legs.dropFirst()
        switch leg {
        case .member(let key):
            guard let value = match.value.object?[key] else { return }
            collect(match.into(.member(key), value), rest, &found, &places)
        case .anyMember:
            for member in match.value.object ?? JSONObject() {
                collect(match.into(.member(member.key), member.value), rest, &found, &places)
            }
        case .cell(let index): cells(index, index, match, rest, &found, &places)
        case .range(let first, let last): cells(first, last, match, rest, &found, &places)
        case .anyCell:
            guard case .array(let elements) = match.value else { return }
            for (index, element) in elements.enumerated() {
                collect(match.into(.cell(index), element), rest, &found, &places)
            }
        case .ellipsis:
            collect(match, rest, &found, &places)
            for child in match.children { collect(child, legs, &found, &places) }
        }
    }

    private func cells(
        _ first: Index, _ last: Index, _ match: Match, _ rest: ArraySlice<Leg>,
        _ found: inout [Match], _ places: inout Set<[Step]>
    ) {
        guard case .array(let elements) = match.value else {
            let (start, _) = first.position(in: 1)
            let (end, endExists) = last.position(in: 1)
            let isInside = start == 0 && (endExists ? end >= 0 : end > 0)
            if isInside { collect(match, rest, &found, &places) }
            return
        }
        let (start, _) = first.position(in: elements.count)
        let (end, endExists) = last.position(in: elements.count)
        let bound = endExists ? end + 1 : end
        guard first != last || endExists, start < bound else { return }
        for index in start..<bound {
            collect(match.into(.cell(index), elements[index]), rest, &found, &places)
        }
    }

    // MARK: Changing

    /// The document with the value at this path (without wildcards) changed; `nil` if there is none.
    func transform(_ document: JSON, _ change: (JSON) -> JSON) -> JSON? {
        JSONPath.transform(document, legs[...], change)
    }

    private static func transform(
        _ value: JSON, _ legs: ArraySlice<Leg>, _ change: (JSON) -> JSON
    ) -> JSON? {
        guard let leg = legs.first else { return change(value) }
        let rest = legs.dropFirst()
        switch (leg, value) {
        case (.member(let key), .object(let members)):
            guard let member = members[key], let changed = transform(member, rest, change) else {
                return nil
            }
            return .object(members.setting(key, changed))
        case (.cell(let index), .array(var elements)):
            let (position, exists) = index.position(in: elements.count)
            guard exists, let changed = transform(elements[position], rest, change) else {
                return nil
            }
            elements[position] = changed
            return .array(elements)
        case (.cell(let index), _):
            return index.position(in: 1).exists ? transform(value, rest, change) : nil
        default: return nil
        }
    }

    /// The path without its last leg, and that leg; `nil` for `$`.
    var parent: (path: JSONPath, last: Leg)? {
        legs.last.map { (JSONPath(legs: Array(legs.dropLast())), $0) }
    }

    // MARK: Writing

    /// A place as a path is written: `$[0]."two words".b`.
    static func text(of place: [Step]) -> String {
        place.reduce("$") { text, step in
            switch step {
            case .cell(let index): "\(text)[\(index)]"
            case .member(let key):
                key.isJSONIdentifier ? "\(text).\(key)" : "\(text).\(JSON.string(key).text())"
            }
        }
    }
}

extension JSONPath.Match {
    fileprivate func into(_ step: JSONPath.Step, _ value: JSON) -> JSONPath.Match {
        JSONPath.Match(place: place + [step], value: value)
    }

    /// The values directly within this one.
    var children: [JSONPath.Match] {
        switch value {
        case .array(let elements): elements.enumerated().map { into(.cell($0), $1) }
        case .object(let members): members.map { into(.member($0.key), $0.value) }
        default: []
        }
    }
}

extension String {
    /// Whether a key needs no quotes in a path.
    var isJSONIdentifier: Bool {
        guard let first = unicodeScalars.first else { return false }
        func isStart(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "$" || scalar == "_" || scalar.properties.isAlphabetic
        }
        return isStart(first)
            && unicodeScalars.dropFirst().allSatisfy {
                isStart($0) || $0.properties.numericType == .decimal
                    || $0.properties.generalCategory == .nonspacingMark
                    || $0.properties.generalCategory == .connectorPunctuation
                    || $0 == "\u{200C}" || $0 == "\u{200D}"
            }
    }
}

/// Reads the text of a path byte by byte, so that errors name the place that MySQL names.
private struct JSONPathParser {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    private var fault: StatementFailure { .invalidJSONPath(at: position) }
    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, NumericText.isSpace(byte) { position += 1 }
    }

    mutating func legs() throws(StatementFailure) -> [JSONPath.Leg] {
        skipSpace()
        guard let scope = next else { throw fault }
        position += 1
        guard scope == UInt8(ascii: "$") else { throw fault }
        skipSpace()
        var legs: [JSONPath.Leg] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "."): legs.append(try member())
            case UInt8(ascii: "["): legs.append(try cell())
            case UInt8(ascii: "*"): legs.append(try ellipsis())
            default: throw fault
            }
            skipSpace()
        }
        if legs.last == .ellipsis { throw fault }
        return legs
    }

    private mutating func ellipsis() throws(StatementFailure) -> JSONPath.Leg {
        position += 1
        guard let second = next else { throw fault }
        position += 1
        guard second == UInt8(ascii: "*"), let third = next, third != UInt8(ascii: "*") else {
            throw fault
        }
        return .ellipsis
    }

    private mutating func cell() throws(StatementFailure) -> JSONPath.Leg {
        position += 1
        skipSpace()
        var leg = JSONPath.Leg.anyCell
        if next == UInt8(ascii: "*") {
            position += 1
        } else {
            let first = try index()
            skipSpace()
            leg = .cell(first)
            if position + 3 < bytes.count, NumericText.isSpace(bytes[position - 1]),
                bytes[position] == UInt8(ascii: "t"), bytes[position + 1] == UInt8(ascii: "o"),
                NumericText.isSpace(bytes[position + 2])
            {
                position += 3
                skipSpace()
                let last = try index()
                guard
                    first.isFromEnd != last.isFromEnd
                        || (first.isFromEnd
                            ? first.offset >= last.offset : first.offset <= last.offset)
                else { throw fault }
                leg = .range(first, last)
            }
        }
        skipSpace()
        guard let closing = next else { throw fault }
        position += 1
        guard closing == UInt8(ascii: "]") else { throw fault }
        return leg
    }

    private mutating func index() throws(StatementFailure) -> JSONPath.Index {
        var isFromEnd = false
        if bytes[position...].starts(with: "last".utf8) {
            position += 4
            isFromEnd = true
            skipSpace()
            guard next == UInt8(ascii: "-") else {
                return JSONPath.Index(offset: 0, isFromEnd: true)
            }
            position += 1
            skipSpace()
        }
        let start = position
        var offset = 0
        while let byte = next, byte &- 0x30 < 10 {
            offset = min(offset * 10 + Int(byte &- 0x30), Int(UInt32.max) + 1)
            position += 1
        }
        guard position > start, offset <= Int(UInt32.max) else {
            position = start
            throw fault
        }
        return JSONPath.Index(offset: offset, isFromEnd: isFromEnd)
    }

    private mutating func member() throws(StatementFailure) -> JSONPath.Leg {
        position += 1
        skipSpace()
        guard let first = next else { throw fault }
        if first == UInt8(ascii: "*") {
            position += 1
            return .anyMember
        }
        let start = position
        let isQuoted = first == UInt8(ascii: "\"")
        if isQuoted {
            position += 1
            while let byte = next {
                position += 1
                if byte == UInt8(ascii: "\"") { break }
                if byte == UInt8(ascii: "\\") { position = min(position + 1, bytes.count) }
            }
        } else {
            while let byte = next, !NumericText.isSpace(byte), byte != UInt8(ascii: "["),
                byte != UInt8(ascii: "."), byte != UInt8(ascii: "*")
            { position += 1 }
        }
        let written = String(decoding: bytes[start..<position], as: UTF8.self)
        guard case .string(let key)? = try? JSONReader.read(isQuoted ? written : "\"\(written)\""),
            isQuoted || key.isJSONIdentifier
        else { throw fault }
        return .member(key)
    }
}
