import SQLiteKit

/// Addresses and universal identifiers.
enum NetworkFunctions {
    static let all: [FunctionDefinition] = [
        .integer("inet_aton", 1...1, [.text], nullable: true) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0) else { return .null }
            guard let number = number(ofAddress: text) else {
                try context.warnWrongValue(text, "inet_aton")
                return .null
            }
            return .integer(number)
        },
        .text("inet_ntoa", 1...1, [.integer], length: 15, nullable: true) { (arguments, _) in
            guard let number = arguments.integer(at: 0), 0...0xFFFF_FFFF ~= number else {
                return .null
            }
            return .text(dotted([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }))
        },
        .binary("inet6_aton", 1...1, [.text], length: { _ in 16 }) {
            (arguments, context) throws(StatementFailure) in
            guard let text = arguments.text(at: 0) else { return .null }
            guard let bytes = IPAddress.four(text) ?? IPAddress.six(text) else {
                try context.warnWrongValue(text, "inet6_aton")
                return .null
            }
            return .blob(bytes)
        },
        .text("inet6_ntoa", 1...1, [.text], length: 39, nullable: true) { (arguments, _) in
            guard let bytes = arguments.bytes(at: 0) else { return .null }
            switch bytes.count {
            case 4: return .text(dotted(bytes))
            case 16: return .text(IPAddress.text(ofSix: bytes))
            default: return .null
            }
        },
        test("is_ipv4", [.text]) { IPAddress.four(String(decoding: $0, as: UTF8.self)) != nil },
        test("is_ipv6", [.text]) { IPAddress.six(String(decoding: $0, as: UTF8.self)) != nil },
        test("is_ipv4_compat", [.text]) {
            $0.count == 16 && $0.prefix(12).allSatisfy { $0 == 0 }
                && !($0[12] == 0 && $0[13] == 0 && $0[14] == 0 && $0[15] <= 1)
        },
        test("is_ipv4_mapped", [.text]) {
            $0.count == 16 && $0.prefix(10).allSatisfy { $0 == 0 } && $0[10] == 0xFF
                && $0[11] == 0xFF
        },
        .integer("is_uuid", 1...1, [.text], returns: .int) { (arguments, _) in
            guard let text = arguments.text(at: 0) else { return .null }
            return .integer(identifier(text) == nil ? 0 : 1)
        },
        .binary("uuid_to_bin", 1...2, [.text, .integer], length: { _ in 16 }) {
            (arguments, _) throws(StatementFailure) in
            guard let text = arguments.text(at: 0) else { return .null }
            guard var bytes = identifier(text) else { throw wrongValue(text, "uuid_to_bin") }
            if arguments.count > 1, let swaps = arguments.integer(at: 1), swaps != 0 {
                bytes = Array(bytes[6..<8] + bytes[4..<6] + bytes[0..<4] + bytes[8...])
            }
            return .blob(bytes)
        },
        .text("bin_to_uuid", 1...2, [.text, .integer], length: 36, nullable: true) {
            (arguments, _) throws(StatementFailure) in
            guard var bytes = arguments.bytes(at: 0) else { return .null }
            guard bytes.count == 16 else {
                throw wrongValue(bytes.quotedHexadecimal, "bin_to_uuid")
            }
            if arguments.count > 1, let swaps = arguments.integer(at: 1), swaps != 0 {
                bytes = Array(bytes[4..<8] + bytes[2..<4] + bytes[0..<2] + bytes[8...])
            }
            let digits = Array(EncodingFunctions.hexadecimal(bytes, uppercase: false))
            let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            return .text(parts.joined(separator: "-"))
        },
    ]

    private static func test(
        _ name: String, _ coercions: [Coercion], _ body: @escaping @Sendable ([UInt8]) -> Bool
    ) -> FunctionDefinition {
        .plain(name, 1...1, coercions, returns: MySQLType.int.notNull) { (arguments, _) in
            .integer(arguments.bytes(at: 0).map(body) ?? false ? 1 : 0)
        }
    }

    private static func wrongValue(_ text: String, _ function: String) -> StatementFailure {
        .mysql(
            MySQLError(
                1411, "HY000", "Incorrect string value: '\(text)' for function \(function)"))
    }

    private static func dotted(_ bytes: [UInt8]) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    /// `a.b.c.d`, or with fewer parts, of which the last stands for the last byte.
    private static func number(ofAddress text: String) -> Int64? {
        var result: Int64 = 0
        var part: Int64 = 0
        var dots = 0
        var hasDigit = false
        for byte in text.utf8 {
            if byte &- 0x30 < 10 {
                part = part * 10 + Int64(byte &- 0x30)
                guard part <= 255 else { return nil }
                hasDigit = true
            } else if byte == UInt8(ascii: ".") {
                dots += 1
                result = result << 8 + part
                part = 0
                hasDigit = false
                guard dots <= 3 else { return nil }
            } else {
                return nil
            }
        }
        guard hasDigit else { return nil }
        // 127.1 is 127.0.0.1.
        for _ in dots..<3 where dots > 0 { result <<= 8 }
        return result << 8 + part
    }

    /// The bytes of 32 hexadecimal digits, in the three ways in which MySQL takes them.
    private static func identifier(_ text: String) -> [UInt8]? {
        var bytes = Array(text.utf8)
        if bytes.count == 38, bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}") {
            bytes = Array(bytes[1..<37])
        }
        if bytes.count == 36 {
            for place in [23, 18, 13, 8] where bytes.remove(at: place) != UInt8(ascii: "-") {
                return nil
            }
        }
        guard bytes.count == 32 else { return nil }
        return EncodingFunctions.bytes(ofHexadecimal: bytes)
    }
}

/// Reading and writing addresses of the Internet Protocol.
private enum IPAddress {
    /// `a.b.c.d` with one to three digits in each part.
    static func four(_ text: String) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard 1...3 ~= part.utf8.count, part.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
                let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// Eight groups, of which `::` may stand for a run of zeros and `a.b.c.d` for the last two.
    static func six(_ text: String) -> [UInt8]? {
        let halves = text.split(
            separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = groups(halves[0], isLast: halves.count == 1) else {
            return nil
        }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1], isLast: true), head.count + tail.count <= 14 else {
            return nil
        }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: Substring, isLast: Bool) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, part.contains("."), let four = four(String(part)) {
                bytes += four
                continue
            }
            guard 1...4 ~= part.utf8.count, part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(truncatingIfNeeded: group)]
        }
        return bytes
    }

    /// The shortest text: the longest run of zeros, the first of equals, becomes `::`.
    static func text(ofSix bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > best.count { best = start..<end }
            start = max(end, start + 1)
        }
        if best.count < 2 { best = 0..<0 }
        let isMapped = best == 0..<5 && groups[5] == 0xFFFF
        if isMapped || best == 0..<6 {
            let four = bytes[12...].map { String($0) }.joined(separator: ".")
            return isMapped ? "::ffff:\(four)" : "::\(four)"
        }
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !best.isEmpty else { return text(0..<8) }
        return text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
    }
}

extension SessionContext {
    fileprivate func warnWrongValue(
        _ text: String, _ function: String
    ) throws(StatementFailure) {
        try warn(1411, "HY000", "Incorrect string value: '\(text)' for function \(function)")
    }
}
