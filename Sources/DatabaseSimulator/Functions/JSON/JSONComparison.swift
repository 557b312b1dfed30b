import JSONTree
import SQLiteKit

/// The order and the relations of JSON values.
enum JSONComparison {
    /// Whether two values are equal; numbers are by value, whatever their notation.
    static func areEqual(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.number(let first), .number(let second)):
            return first == second || compareNumbers(first, second) == 0
        case (.array(let first), .array(let second)):
            return first.count == second.count && zip(first, second).allSatisfy(areEqual)
        case (.object(let first), .object(let second)):
            return first.count == second.count
                && zip(first, second).allSatisfy {
                    $0.key == $1.key && areEqual($0.value, $1.value)
                }
        default: return left == right
        }
    }

    private static func compareNumbers(_ left: String, _ right: String) -> Int {
        if left.isJSONDouble || right.isJSONDouble {
            let (first, second) = (Double(left) ?? 0, Double(right) ?? 0)
            return first < second ? -1 : first == second ? 0 : 1
        }
        return MySQLDecimal.compare(MySQLDecimal(left), MySQLDecimal(right))
    }

    /// Whether a document contains another, after the rules of `JSON_CONTAINS`.
    static func contains(_ target: JSON, _ candidate: JSON) -> Bool {
        switch (target, candidate) {
        case (.array(let elements), .array(let wanted)):
            return wanted.allSatisfy { wanted in elements.contains { contains($0, wanted) } }
        case (.array(let elements), _): return elements.contains { contains($0, candidate) }
        case (.object(let members), .object(let wanted)):
            return wanted.allSatisfy { member in
                members[member.key].map { contains($0, member.value) } ?? false
            }
        default: return areEqual(target, candidate)
        }
    }

    /// Whether two documents have something in common, after the rules of `JSON_OVERLAPS`.
    static func overlap(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.array(let first), .array(let second)):
            return first.contains { element in second.contains { areEqual(element, $0) } }
        case (.array(let elements), let value), (let value, .array(let elements)):
            return elements.contains { areEqual($0, value) }
        case (.object(let first), .object(let second)):
            return first.contains { member in
                second[member.key].map { areEqual($0, member.value) } ?? false
            }
        default: return areEqual(left, right)
        }
    }

    // MARK: Order

    /// Compares two stored documents: negative, zero or positive.
    static func compare(_ left: String, _ right: String) -> Int {
        let (first, second) = (key(JSONReader.stored(left)), key(JSONReader.stored(right)))
        return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
    }

    private static func key(_ value: JSON) -> [UInt8] {
        var key: [UInt8] = []
        append(value, to: &key)
        return key
    }

    /// A BLOB by which SQLite orders and compares values as MySQL does.
    ///
    /// The value is followed by the letter of its ``JSONArgument``. SQL's NULL stays NULL.
    static let sortKey = FunctionImplementation("mysql_json_sort_key") { (arguments, _) in
        let value = arguments[0]
        guard !value.isNull, let code = arguments.jsonCodes(at: 1).first else { return .null }
        return .blob(key(code.json(value)))
    }

    /// null < numbers < strings < objects < arrays < Booleans.
    private static func append(_ value: JSON, to key: inout [UInt8]) {
        switch value {
        case .null: key.append(1)
        case .number(let literal):
            key.append(2)
            append(Double(literal) ?? 0, to: &key)
        case .string(let text):
            key.append(3)
            append(text, to: &key)
        case .object(let members):
            key.append(4)
            append(Double(members.count), to: &key)
            for member in members {
                append(member.key, to: &key)
                append(member.value, to: &key)
            }
        case .array(let elements):
            key.append(5)
            for element in elements { append(element, to: &key) }
            key.append(0)
        case .bool(let flag): key += [6, flag ? 1 : 0]
        }
    }

    /// The bits of a double so that they order as unsigned numbers; zero has no sign.
    private static func append(_ number: Double, to key: inout [UInt8]) {
        let bits = (number == 0 ? 0.0 : number).bitPattern
        let ordered = bits >> 63 == 1 ? ~bits : bits | 1 << 63
        for shift in stride(from: 56, through: 0, by: -8) {
            key.append(UInt8(truncatingIfNeeded: ordered >> UInt64(shift)))
        }
    }

    /// Bytes with an end that no text contains.
    private static func append(_ text: String, to key: inout [UInt8]) {
        for byte in text.utf8 {
            key.append(byte)
            if byte == 0 { key.append(0xFF) }
        }
        key += [0, 0]
    }
}

extension String {
    /// Whether a JSON number is a double rather than an integer or a decimal.
    var isJSONDouble: Bool {
        guard utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") }) else {
            return false
        }
        // A decimal shows itself by digits that a double would not have.
        guard let number = Double(self) else { return false }
        return JSON(mysql: number) == .number(literal: self)
    }
}
