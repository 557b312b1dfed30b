import SQLiteKit

/// Several values as one that SQLite can compare.
enum RowKey {
    /// The keys of a joined row, ordered as the tuple of them: which row was met first.
    static let implementation = FunctionImplementation("mysql_row_key") { (arguments, _) in
        var bytes: [UInt8] = []
        for index in 0..<arguments.count { append(arguments[index], to: &bytes) }
        return .blob(bytes)
    }

    /// The same for COUNT(DISTINCT a, b), which does not count tuples with a NULL.
    static let distinct = FunctionImplementation("mysql_distinct_key") { (arguments, _) in
        var bytes: [UInt8] = []
        for index in 0..<arguments.count {
            guard !arguments.isNull(at: index) else { return .null }
            append(arguments[index], to: &bytes)
        }
        return .blob(bytes)
    }

    /// The sort key of a text under a collation.
    static func collated(_ collation: CollationName) -> FunctionImplementation {
        FunctionImplementation("mysql_key_\(collation.rawValue)") { (arguments, _) in
            guard case .text(let text) = arguments[0] else { return arguments[0] }
            return .blob(Collation.sortKey(of: text, collation))
        }
    }

    private static func append(_ value: SQLiteValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .integer(let number):
            bytes.append(1)
            append(UInt64(bitPattern: number) ^ 1 << 63, to: &bytes)
        case .real(let number):
            bytes.append(2)
            let bits = number.bitPattern
            append(bits >> 63 == 1 ? ~bits : bits | 1 << 63, to: &bytes)
        case .text(let text):
            bytes.append(3)
            append(Array(text.utf8), to: &bytes)
        case .blob(let blob):
            bytes.append(4)
            append(blob, to: &bytes)
        }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
        }
    }

    /// Bytes whose end sorts before any further byte.
    private static func append(_ content: [UInt8], to bytes: inout [UInt8]) {
        for byte in content {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
        bytes += [0, 0]
    }
}

/// The value of a subquery that must have one row at most.
enum SingleRowAggregate {
    static let implementation = AggregateImplementation(name: "mysql_single_row") { context in
        SingleRow(context)
    }

    private final class SingleRow: Accumulator {
        private let context: SessionContext
        private var held: SQLiteValue?

        init(_ context: SessionContext) {
            self.context = context
        }

        func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
            guard held == nil else {
                context.failure = .mysql(.subqueryReturnsManyRows)
                throw FunctionFailure("MySQL")
            }
            held = arguments[0]
        }

        func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
            held = nil
        }

        func value() throws(FunctionFailure) -> SQLiteValue { held ?? .null }
    }
}
