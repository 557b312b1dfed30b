import SQLiteKit

/// How values that are not stored as their text are printed in a string context.
enum NumberText {
    /// `nil` for what is stored as its text, or as bytes.
    static func implementation(from type: MySQLType) -> FunctionImplementation? {
        switch type.kind {
        case .null, .string, .binary, .json, .date, .datetime, .timestamp: nil
        case .integer: integer
        case .year: year
        case .decimal(_, let scale, _): decimal(scale: scale)
        case .double: double
        case .float: float
        case .time: TemporalCoercion.implementation(from: type, to: .text)
        case .enumeration(let members): enumeration(members)
        case .set(let members): set(members)
        case .bit(let count): bits((count + 7) / 8)
        }
    }

    private static let integer = FunctionImplementation("mysql_integer_text") { (arguments, _) in
        if case .integer(let number) = arguments[0] { .text(String(number)) } else { arguments[0] }
    }

    /// A double with as many digits after the point as the second argument says.
    static let fixed = FunctionImplementation("mysql_fixed_text") { (arguments, _) in
        guard let number = arguments.double(at: 0), let scale = arguments.integer(at: 1) else {
            return .null
        }
        return .text(MySQLDecimal(number).rounded(to: Int(scale)).text)
    }

    /// A number with zeros before it, up to as many digits as the second argument says.
    static let filled = FunctionImplementation("mysql_filled_text") { (arguments, _) in
        guard let text = arguments.text(at: 0), let width = arguments.integer(at: 1) else {
            return .null
        }
        let missing = max(0, Int(width) - text.utf8.count)
        return .text(String(repeating: "0", count: missing) + text)
    }

    private static let year = FunctionImplementation("mysql_year_text") { (arguments, _) in
        guard case .integer(let number) = arguments[0] else { return .null }
        return .text(number == 0 ? "0000" : String(number))
    }

    private static func decimal(scale: Int) -> FunctionImplementation {
        FunctionImplementation("mysql_decimal_text_\(scale)") { (arguments, _) in
            let value = arguments[0]
            if case .text(let text) = value, DecimalArithmetic.hasScale(text, scale) {
                return value
            }
            return value.isNull ? .null : .text(value.storedDecimal.rounded(to: scale).text)
        }
    }

    private static let double = FunctionImplementation("mysql_double_text") { (arguments, _) in
        arguments.double(at: 0).map { .text($0.mysqlText) } ?? .null
    }

    private static let float = FunctionImplementation("mysql_float_text") { (arguments, _) in
        arguments.double(at: 0).map { .text($0.mysqlFloatText) } ?? .null
    }

    private static func enumeration(_ members: [String]) -> FunctionImplementation {
        FunctionImplementation("mysql_enum_text_\(fingerprint(members))") { (arguments, _) in
            guard case .integer(let index) = arguments[0] else { return .null }
            return .text(index >= 1 && index <= members.count ? members[Int(index) - 1] : "")
        }
    }

    private static func set(_ members: [String]) -> FunctionImplementation {
        FunctionImplementation("mysql_set_text_\(fingerprint(members))") { (arguments, _) in
            guard !arguments.isNull(at: 0) else { return .null }
            let mask = arguments[0].storedBits
            let chosen = members.indices.filter { $0 < 64 && mask >> UInt64($0) & 1 == 1 }
            return .text(chosen.map { members[$0] }.joined(separator: ","))
        }
    }

    private static func bits(_ count: Int) -> FunctionImplementation {
        FunctionImplementation("mysql_bit_text_\(count)") { (arguments, _) in
            guard !arguments.isNull(at: 0) else { return .null }
            let value = arguments[0].storedBits
            return .blob(
                (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) })
        }
    }

    /// Tells lists of members apart in the names of bodies: FNV-1a over their bytes.
    private static func fingerprint(_ members: [String]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for member in members {
            for byte in member.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
