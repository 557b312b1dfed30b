import SQLiteKit

/// Bit operators: on 64 bits with unsigned results, and byte by byte on binary strings.
extension IntegerArithmetic {
    /// The body of `& | ^ << >>` on integers.
    static func bitwise(_ operation: BinaryOperator) -> FunctionImplementation {
        switch operation {
        case .bitAnd: and
        case .bitOr: or
        case .bitXor: xor
        case .shiftLeft: shiftLeft
        default: shiftRight
        }
    }

    /// The body of `& | ^` on two binary strings.
    static func bytewise(_ operation: BinaryOperator) -> FunctionImplementation? {
        switch operation {
        case .bitAnd: andBytes
        case .bitOr: orBytes
        case .bitXor: xorBytes
        default: nil
        }
    }

    private static let and = bits("mysql_bit_and") { $0 & $1 }
    private static let or = bits("mysql_bit_or") { $0 | $1 }
    private static let xor = bits("mysql_bit_xor") { $0 ^ $1 }
    private static let shiftLeft = bits("mysql_shift_left") { $1 < 64 ? $0 << $1 : 0 }
    private static let shiftRight = bits("mysql_shift_right") { $1 < 64 ? $0 >> $1 : 0 }

    private static func bits(
        _ name: String, _ operation: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) in
            guard !arguments.hasNull(first: 2) else { return .null }
            return SQLiteValue(
                storing: operation(arguments[0].storedBits, arguments[1].storedBits))
        }
    }

    static let bitNot = FunctionImplementation("mysql_bit_not") { (arguments, _) in
        arguments.isNull(at: 0) ? .null : SQLiteValue(storing: ~arguments[0].storedBits)
    }

    private static let andBytes = bytes("mysql_bytes_and") { $0 & $1 }
    private static let orBytes = bytes("mysql_bytes_or") { $0 | $1 }
    private static let xorBytes = bytes("mysql_bytes_xor") { $0 ^ $1 }

    private static func bytes(
        _ name: String, _ operation: @escaping @Sendable (UInt8, UInt8) -> UInt8
    ) -> FunctionImplementation {
        FunctionImplementation(name) { (arguments, _) throws(StatementFailure) in
            guard let left = arguments.bytes(at: 0), let right = arguments.bytes(at: 1) else {
                return .null
            }
            guard left.count == right.count else {
                throw .mysql(
                    MySQLError(
                        3513, "HY000",
                        "Binary operands of bitwise operators must be of equal length"))
            }
            return .blob(zip(left, right).map { operation($0, $1) })
        }
    }

    static let bitNotBytes = FunctionImplementation("mysql_bytes_not") { (arguments, _) in
        arguments.bytes(at: 0).map { .blob($0.map { ~$0 }) } ?? .null
    }
}
