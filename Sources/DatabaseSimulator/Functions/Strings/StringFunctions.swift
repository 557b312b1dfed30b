import SQLiteKit

/// Functions that measure, cut, join and shape strings.
enum StringFunctions {
    static let all: [FunctionDefinition] =
        measures + cuts + joins + shapes + lists + TrimFunctions.all + SearchFunctions.all
        + EncodingFunctions.all + FormatFunctions.all + [SoundexFunction.definition]

    private static let many = FunctionDefinition.manyArguments

    // MARK: Measures

    private static let measures: [FunctionDefinition] = [
        .integer("length", 1...1, [.text], returns: .int) { (arguments, _) in
            arguments.string(at: 0).map { .integer(Int64($0.byteCount)) } ?? .null
        },
        .integer("octet_length", 1...1, [.text], returns: .int) { (arguments, _) in
            arguments.string(at: 0).map { .integer(Int64($0.byteCount)) } ?? .null
        },
        .integer("bit_length", 1...1, [.text]) { (arguments, _) in
            arguments.string(at: 0).map { .integer(Int64($0.byteCount) * 8) } ?? .null
        },
        charLength, charLength.named("character_length"),
        .integer("ascii", 1...1, [.text], returns: .int) { (arguments, _) in
            arguments.string(at: 0).map { .integer(Int64($0.utf8.first ?? 0)) } ?? .null
        },
        .integer("ord", 1...1, [.text]) { (arguments, _) in
            guard let string = arguments.string(at: 0) else { return .null }
            return .integer(string.prefix(1).utf8.reduce(0) { $0 << 8 | Int64($1) })
        },
    ]

    private static let charLength = FunctionDefinition.integer(
        "char_length", 1...1, [.text], returns: .int
    ) { (arguments, _) in
        arguments.string(at: 0).map { .integer(Int64($0.count)) } ?? .null
    }

    // MARK: Parts

    private static let cuts: [FunctionDefinition] = [
        .string("left", 2...2, [.text, .integer], length: leftLength) { (arguments, _) in
            guard let string = arguments.string(at: 0), let count = arguments.integer(at: 1) else {
                return .null
            }
            return string.prefix(Int(max(0, count))).stored
        },
        .string("right", 2...2, [.text, .integer], length: leftLength) { (arguments, _) in
            guard let string = arguments.string(at: 0), let count = arguments.integer(at: 1) else {
                return .null
            }
            if count <= 0 { return string.slice(0..<0).stored }
            let length = string.count
            return count >= length ? string.stored : string.dropFirst(length - Int(count)).stored
        },
        substring, substring.named("substr"), substring.named("mid"),
        .string(
            "insert", 4...4, [.text, .integer, .integer, .text],
            length: { $0[0].type.textLength + $0[3].type.textLength }
        ) { (arguments, _) in
            guard let string = arguments.string(at: 0), let start = arguments.integer(at: 1),
                let length = arguments.integer(at: 2), let new = arguments.string(at: 3)
            else { return .null }
            let count = string.count
            guard start >= 1, start <= count else { return string.stored }
            let head = string.prefix(Int(start) - 1)
            guard length >= 0, length <= count - Int(start) else { return (head + new).stored }
            return (head + new + string.dropFirst(Int(start - 1 + length))).stored
        },
    ]

    private static let leftLength: @Sendable ([FunctionDefinition.Argument]) -> Int = {
        guard let count = $0[1].constantInteger else { return $0[0].type.textLength }
        return min($0[0].type.textLength, Int(max(0, min(count, Int64(Int32.max)))))
    }

    private static let substring = FunctionDefinition.string(
        "substring", 2...3, [.text, .integer, .integer],
        length: {
            let length = $0[0].type.textLength
            guard $0.count > 2, let count = $0[2].constantInteger else { return length }
            return Int(max(0, min(Int64(length), count)))
        }
    ) { (arguments, _) in
        guard let string = arguments.string(at: 0), let start = arguments.integer(at: 1) else {
            return .null
        }
        var length = Int64(Int32.max)
        if arguments.count > 2 {
            guard let given = arguments.integer(at: 2) else { return .null }
            length = min(given, length)
        }
        let nothing = string.slice(0..<0).stored
        guard length > 0, start != 0, start.magnitude <= Int32.max else { return nothing }
        if start > 0 {
            return (start == 1 ? string : string.dropFirst(Int(start) - 1)).prefix(Int(length))
                .stored
        }
        let first = string.count + Int(start)
        return first < 0 ? nothing : string.dropFirst(first).prefix(Int(length)).stored
    }

    // MARK: Joining

    private static let joins: [FunctionDefinition] = [
        .string(
            "concat", 1...many, [.text], from: 0..<many,
            length: { $0.reduce(0) { $0 + $1.type.textLength } }
        ) { (arguments, context) throws(StatementFailure) in
            var joiner = StringJoiner()
            for index in 0..<arguments.count {
                guard joiner.append(arguments[index]) else { return .null }
            }
            return try joiner.result("concat", context)
        },
        .string(
            "concat_ws", 2...many, [.text], from: 0..<many,
            length: { arguments in
                arguments.dropFirst().reduce(0) { $0 + $1.type.textLength }
                    + arguments[0].type.textLength * (arguments.count - 2)
            }
        ) { (arguments, context) throws(StatementFailure) in
            let separator = arguments[0]
            guard !separator.isNull else { return .null }
            var joiner = StringJoiner()
            var isFirst = true
            for index in 1..<arguments.count where !arguments.isNull(at: index) {
                if !isFirst { _ = joiner.append(separator) }
                isFirst = false
                _ = joiner.append(arguments[index])
            }
            return try joiner.result("concat_ws", context)
        },
    ]

    // MARK: Shape

    private static let shapes: [FunctionDefinition] = [
        upper, upper.named("ucase"), lower, lower.named("lcase"),
        .string("reverse", 1...1, [.text]) { (arguments, _) in
            arguments.string(at: 0)?.reversed.stored ?? .null
        },
        .string(
            "repeat", 2...2, [.text, .integer],
            length: { arguments in
                guard let count = arguments[1].constantInteger else { return Int(UInt32.max) }
                let (length, overflow) = arguments[0].type.textLength.multipliedReportingOverflow(
                    by: Int(max(0, count)))
                return overflow ? Int.max : length
            }
        ) { (arguments, context) throws(StatementFailure) in
            guard let string = arguments.string(at: 0), let count = arguments.integer(at: 1) else {
                return .null
            }
            if count <= 0 { return string.slice(0..<0).stored }
            if string.isEmpty || count == 1 { return string.stored }
            guard string.byteCount <= context.packetLimit / Int(min(count, Int64(Int32.max))) else {
                try context.warnTooLong("repeat")
                return .null
            }
            return string.repeated(Int(count)).stored
        },
        .text("space", 1...1, [.integer], length: 16_383, nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let count = arguments.integer(at: 0) else { return .null }
            guard count <= context.packetLimit else {
                try context.warnTooLong("space")
                return .null
            }
            return .text(String(repeating: " ", count: Int(max(0, count))))
        },
        pad("lpad") { $1 + $0 },
        pad("rpad") { $0 + $1 },
        .text("quote", 1...1, [.text], length: 16_383) { (arguments, _) in
            guard let text = arguments.text(at: 0) else { return .text("NULL") }
            var quoted = "'"
            for scalar in text.unicodeScalars {
                switch scalar {
                case "'", "\\":
                    quoted += "\\"
                    quoted.unicodeScalars.append(scalar)
                case "\0": quoted += "\\0"
                case "\u{1A}": quoted += "\\Z"
                default: quoted.unicodeScalars.append(scalar)
                }
            }
            return .text(quoted + "'")
        },
    ]

    private static let upper = FunctionDefinition.string("upper", 1...1, [.text]) {
        (arguments, _) in
        guard case .text(let text) = arguments[0] else { return arguments[0] }
        return .text(text.mysqlUppercased())
    }

    private static let lower = FunctionDefinition.string("lower", 1...1, [.text]) {
        (arguments, _) in
        guard case .text(let text) = arguments[0] else { return arguments[0] }
        return .text(text.mysqlLowercased())
    }

    private static func pad(
        _ name: String,
        _ join: @escaping @Sendable (_ string: MySQLString, _ padding: MySQLString) -> MySQLString
    ) -> FunctionDefinition {
        .string(
            name, 3...3, [.text, .integer, .text],
            length: { Int(max(0, min($0[1].constantInteger ?? 16_383, Int64(Int32.max)))) },
            nullable: true
        ) { (arguments, context) throws(StatementFailure) in
            guard let string = arguments.string(at: 0), let count = arguments.integer(at: 1),
                let padding = arguments.string(at: 2), count >= 0
            else { return .null }
            let length = string.count
            if count <= length { return string.prefix(Int(count)).stored }
            let missing = Int(min(count, Int64(Int32.max))) - length
            // MySQL reserves four bytes for each character.
            guard string.byteCount + missing * 4 <= context.packetLimit else {
                try context.warnTooLong(name)
                return .null
            }
            guard !padding.isEmpty else { return string.slice(0..<0).stored }
            let width = padding.count
            let filling = padding.repeated(missing / width) + padding.prefix(missing % width)
            return join(string, filling).stored
        }
    }

    // MARK: Lists

    private static let lists: [FunctionDefinition] = [
        .string(
            "elt", 2...many, [.integer, .text], from: 1..<many,
            length: { $0.dropFirst().map(\.type.textLength).max() ?? 0 }, nullable: true
        ) { (arguments, _) in
            guard let index = arguments.integer(at: 0), index >= 1, index < arguments.count else {
                return .null
            }
            return arguments.string(at: Int(index))?.stored ?? .null
        },
        .string(
            "make_set", 2...many, [.integer, .text], from: 1..<many,
            length: { $0.dropFirst().reduce($0.count) { $0 + $1.type.textLength } }
        ) { (arguments, context) throws(StatementFailure) in
            guard let bits = arguments.integer(at: 0) else { return .null }
            var joiner = StringJoiner()
            var isFirst = true
            for index in 1..<min(arguments.count, 65)
            where UInt64(bitPattern: bits) >> UInt64(index - 1) & 1 == 1
                && !arguments.isNull(at: index)
            {
                if !isFirst { _ = joiner.append(.text(",")) }
                isFirst = false
                _ = joiner.append(arguments[index])
            }
            return try joiner.result("make_set", context)
        },
        .string(
            "export_set", 3...5, [.integer, .text, .text, .text, .integer], from: 1..<4,
            length: { max($0[1].type.textLength, $0[2].type.textLength) * 64 + 63 }
        ) { (arguments, context) throws(StatementFailure) in
            let count = arguments.count > 4 ? arguments.integer(at: 4) : 64
            let separator: SQLiteValue = arguments.count > 3 ? arguments[3] : .text(",")
            guard let bits = arguments.integer(at: 0), let count, !separator.isNull,
                !arguments.isNull(at: 1), !arguments.isNull(at: 2)
            else { return .null }
            var joiner = StringJoiner()
            for index in 0..<(0...64 ~= count ? Int(count) : 64) {
                if index > 0 { _ = joiner.append(separator) }
                let isOn = UInt64(bitPattern: bits) >> UInt64(index) & 1 == 1
                _ = joiner.append(arguments[isOn ? 1 : 2])
            }
            return try joiner.result("export_set", context)
        },
    ]
}

/// Strings put together one by one; binary as soon as one of them is.
struct StringJoiner {
    private var text = ""
    private var bytes: [UInt8]?

    /// Adds a value; false for NULL.
    mutating func append(_ value: SQLiteValue) -> Bool {
        switch value {
        case .null: return false
        case .blob(let blob): bytes = (bytes ?? Array(text.utf8)) + blob
        case .text(let string): append(string)
        case .integer(let number): append(String(number))
        case .real(let number): append(number.mysqlText)
        }
        return true
    }

    private mutating func append(_ string: String) {
        if bytes == nil {
            text += string
        } else {
            bytes?.append(contentsOf: string.utf8)
        }
    }

    /// The whole; NULL with a warning if it is too long.
    func result(
        _ function: String, _ context: SessionContext
    ) throws(StatementFailure) -> SQLiteValue {
        guard (bytes?.count ?? text.utf8.count) <= context.packetLimit else {
            try context.warnTooLong(function)
            return .null
        }
        return bytes.map { .blob($0) } ?? .text(text)
    }

    /// At most so many bytes, without half a character at the end.
    func prefix(_ limit: Int) -> SQLiteValue {
        if let bytes { return .blob(Array(bytes.prefix(limit))) }
        guard text.utf8.count > limit else { return .text(text) }
        var end = text.utf8.index(text.startIndex, offsetBy: limit)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return .text(String(text[..<end]))
    }
}
