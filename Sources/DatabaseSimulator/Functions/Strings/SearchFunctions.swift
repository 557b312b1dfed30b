import SQLiteKit

/// Functions that look for strings in strings.
enum SearchFunctions {
    static let all: [FunctionDefinition] = [
        locate, locate.named("position"),
        .comparing("instr", 2...2, [.text], strings: 0..<2, returns: .int) { (arguments, _) in
            guard let text = arguments.string(at: 0), let needle = arguments.string(at: 1) else {
                return .null
            }
            return locate(needle, text, 1, arguments.collation(at: 2))
        },
        .comparing("find_in_set", 2...2, [.text], strings: 0..<2, returns: .int) {
            (arguments, _) in
            guard let member = arguments.string(at: 0), let list = arguments.string(at: 1) else {
                return .null
            }
            return .integer(findInSet(member, list, arguments.collation(at: 2)))
        },
        .comparing("strcmp", 2...2, [.text], strings: 0..<2, returns: .int) { (arguments, _) in
            guard let left = arguments.string(at: 0), let right = arguments.string(at: 1) else {
                return .null
            }
            return .integer(
                Int64(compare(left, right, arguments.collation(at: 2)).signum()))
        },
        field,
        .string("replace", 3...3, [.text], length: replaceLength) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.string(at: 0), let old = arguments.string(at: 1),
                let new = arguments.string(at: 2)
            else { return .null }
            return try replace(text, old, new, context)
        },
        .string("substring_index", 3...3, [.text, .text, .integer]) { (arguments, _) in
            guard let text = arguments.string(at: 0), let delimiter = arguments.string(at: 1),
                let count = arguments.integer(at: 2)
            else { return .null }
            return substringIndex(text, delimiter, count).stored
        },
    ]

    private static let locate = FunctionDefinition.comparing(
        "locate", 2...3, [.text, .text, .integer], strings: 0..<2, returns: .int
    ) { (arguments, _) in
        let start = arguments.count > 3 ? arguments.integer(at: 2) : 1
        guard let needle = arguments.string(at: 0), let text = arguments.string(at: 1), let start
        else { return .null }
        return locate(needle, text, start, arguments.collation(at: arguments.count - 1))
    }

    static func compare(
        _ left: MySQLString, _ right: MySQLString, _ collation: CollationName
    ) -> Int {
        if case .text(let first) = left, case .text(let second) = right {
            return Collation.compare(first, second, collation)
        }
        return left.utf8.withUnsafeBytes { first in
            right.utf8.withUnsafeBytes { Collation.compare(first, $0, .binary) }
        }
    }

    private static func locate(
        _ needle: MySQLString, _ text: MySQLString, _ start: Int64, _ collation: CollationName
    ) -> SQLiteValue {
        guard start >= 1 else { return .integer(0) }
        let isBinary =
            if case .bytes = text { true } else if case .bytes = needle { true } else { false }
        let (needle, text) = (needle.utf8, text.utf8)
        guard start - 1 <= text.count else { return .integer(0) }
        let skipped = Int(start) - 1
        let offset = isBinary ? skipped : StringSearch.byteOffset(ofCharacter: skipped, in: text)
        guard offset + needle.count <= text.count else { return .integer(0) }
        // MySQL answers here with bytes, not characters.
        if needle.isEmpty { return .integer(Int64(offset) + 1) }
        guard
            let place = StringSearch.find(
                needle, in: text, from: offset, collation, isBinary: isBinary)
        else { return .integer(0) }
        let before = isBinary ? place : StringSearch.characterCount(text[..<place])
        return .integer(Int64(before) + 1)
    }

    private static func findInSet(
        _ member: MySQLString, _ list: MySQLString, _ collation: CollationName
    ) -> Int64 {
        let (member, list) = (member.utf8, list.utf8)
        guard !list.isEmpty, list.count >= member.count else { return 0 }
        return member.withUnsafeBytes { member in
            list.withUnsafeBytes { list in
                var position: Int64 = 0
                var start = 0
                for index in 0...list.count {
                    guard index == list.count || list[index] == UInt8(ascii: ",") else { continue }
                    // An empty last member is not seen, unless it is what is looked for.
                    if index == list.count, start == index, !member.isEmpty { break }
                    position += 1
                    let candidate = UnsafeRawBufferPointer(rebasing: list[start..<index])
                    if Collation.compare(candidate, member, collation) == 0 { return position }
                    start = index + 1
                }
                return 0
            }
        }
    }

    /// `FIELD` compares as strings if all arguments are strings, as integers if all are integers,
    /// and as decimals or doubles otherwise.
    private static let field = FunctionDefinition(
        name: "field", arity: 2...FunctionDefinition.manyArguments
    ) { arguments in
        let types = arguments.map(\.type)
        let isText = types.allSatisfy { $0.isString || $0.isNull || $0.isTemporal }
        let isExact = types.allSatisfy { $0.isExact || $0.isNull }
        return FunctionCallPlan(
            type: MySQLType.int.notNull, coercions: [isText ? .text : isExact ? .decimal : .double],
            implementation: isText ? fieldOfTexts : isExact ? fieldOfDecimals : fieldOfDoubles,
            extra: isText ? [.text(MySQLType.commonCollation(types).rawValue)] : [])
    }

    private static let fieldOfTexts = FunctionImplementation("mysql_field_text") {
        (arguments, _) in
        guard let value = arguments.string(at: 0) else { return .integer(0) }
        let collation = arguments.collation(at: arguments.count - 1)
        for index in 1..<(arguments.count - 1) {
            if let other = arguments.string(at: index), compare(value, other, collation) == 0 {
                return .integer(Int64(index))
            }
        }
        return .integer(0)
    }

    private static let fieldOfDecimals = FunctionImplementation("mysql_field_decimal") {
        (arguments, _) in
        guard let value = arguments.decimal(at: 0) else { return .integer(0) }
        for index in 1..<arguments.count {
            if let other = arguments.decimal(at: index), MySQLDecimal.compare(value, other) == 0 {
                return .integer(Int64(index))
            }
        }
        return .integer(0)
    }

    private static let fieldOfDoubles = FunctionImplementation("mysql_field_double") {
        (arguments, _) in
        guard let value = arguments.double(at: 0) else { return .integer(0) }
        for index in 1..<arguments.count where arguments.double(at: index) == value {
            return .integer(Int64(index))
        }
        return .integer(0)
    }

    private static let replaceLength: @Sendable ([FunctionDefinition.Argument]) -> Int = {
        let length = $0[0].type.textLength
        let factor = max(1, $0[2].type.textLength - 1)
        return length.multipliedReportingOverflow(by: factor).overflow ? Int.max : length * factor
    }

    private static func replace(
        _ text: MySQLString, _ old: MySQLString, _ new: MySQLString, _ context: SessionContext
    ) throws(StatementFailure) -> SQLiteValue {
        let (bytes, needle, substitute) = (text.utf8, old.utf8, new.utf8)
        let places = StringSearch.occurrences(of: needle, in: bytes)
        if places.isEmpty { return text.stored }
        let size = bytes.count + places.count * (substitute.count - needle.count)
        guard size <= context.packetLimit else {
            try context.warnTooLong("replace")
            return .null
        }
        var result: [UInt8] = []
        result.reserveCapacity(size)
        var copied = 0
        for place in places {
            result += bytes[copied..<place]
            result += substitute
            copied = place + needle.count
        }
        result += bytes[copied...]
        if case .bytes = text { return .blob(result) }
        return .text(String(decoding: result, as: UTF8.self))
    }

    private static func substringIndex(
        _ text: MySQLString, _ delimiter: MySQLString, _ count: Int64
    ) -> MySQLString {
        let (bytes, needle) = (text.utf8, delimiter.utf8)
        if bytes.isEmpty || needle.isEmpty || count == 0 { return text.slice(0..<0) }
        let places = StringSearch.occurrences(of: needle, in: bytes)
        if count > 0 {
            return count > places.count ? text : text.slice(0..<places[Int(count) - 1])
        }
        guard count.magnitude <= places.count else { return text }
        let place = places[places.count - Int(count.magnitude)]
        return text.slice((place + needle.count)..<bytes.count)
    }
}
