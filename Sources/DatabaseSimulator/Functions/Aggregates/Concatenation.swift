import SQLiteKit

/// `GROUP_CONCAT`.
///
/// Its arguments are the text (NULL leaves the row out), the separator, the directions and orders
/// of the sort keys (see ``directions(_:)``), and the sort keys.
final class Concatenation: Accumulator {
    private let context: SessionContext
    private let collation: CollationName
    private let isDistinct: Bool
    private var rows: [(text: MySQLString, keys: [SQLiteValue])] = []
    private var byteCount = 0
    private var seen: Set<[UInt8]> = []
    private var separator = MySQLString.text(",")
    private var directions: [(isDescending: Bool, order: ValueOrder)]?

    init(_ context: SessionContext, collation: CollationName, isDistinct: Bool) {
        self.context = context
        self.collation = collation
        self.isDistinct = isDistinct
    }

    /// The text that passes directions to the aggregate: `A` or `D` and the order of the key's type.
    static func directions(_ keys: [(isDescending: Bool, type: MySQLType)]) -> String {
        keys.map { ($0.isDescending ? "D" : "A") + ValueOrder($0.type).code }
            .joined(separator: ",")
    }

    private static func directions(_ text: String) -> [(isDescending: Bool, order: ValueOrder)] {
        text.split(separator: ",").map { item in
            let code = item.dropFirst()
            let kind: ValueOrder.Kind =
                switch code.first {
                case "d": .decimal
                case "j": .json
                case "c":
                    .collation(
                        Int(code.dropFirst()).flatMap {
                            CollationName.allCases.indices.contains($0)
                                ? CollationName.allCases[$0] : nil
                        } ?? .standard)
                default: .stored
                }
            return (item.first == "D", ValueOrder(kind))
        }
    }

    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        guard let text = arguments.string(at: 0) else { return }
        if directions == nil {
            separator = arguments.string(at: 1) ?? separator
            directions = Concatenation.directions(arguments.text(at: 2) ?? "")
        }
        // What lies beyond the limit in the order of the rows is never shown.
        let isOrdered = directions?.isEmpty == false
        if !isOrdered, byteCount > context.groupConcatLimit { return }
        if isDistinct, !seen.insert(key(text)).inserted { return }
        byteCount += text.byteCount + separator.byteCount
        var keys: [SQLiteValue] = []
        for index in 3..<max(3, arguments.count) { keys.append(arguments[index]) }
        rows.append((text, keys))
    }

    private func key(_ text: MySQLString) -> [UInt8] {
        switch text {
        case .text(let text): Collation.sortKey(of: text, collation)
        case .bytes(let bytes): bytes
        }
    }

    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        throw FunctionFailure("a group does not lose rows")
    }

    func value() throws(FunctionFailure) -> SQLiteValue {
        guard !rows.isEmpty else { return .null }
        var joiner = StringJoiner()
        var length = 0
        let limit = context.groupConcatLimit
        for (index, text) in ordered().enumerated() {
            if index > 0 {
                _ = joiner.append(separator.stored)
                length += separator.byteCount
            }
            _ = joiner.append(text.stored)
            length += text.byteCount
            guard length > limit else { continue }
            return try context.running { () throws(StatementFailure) in
                try context.warn(1260, "HY000", "Row \(index + 1) was cut by GROUP_CONCAT()")
                return joiner.prefix(limit)
            }
        }
        return joiner.prefix(limit)
    }

    private func ordered() -> [MySQLString] {
        guard let directions, !directions.isEmpty else { return rows.map(\.text) }
        return rows.enumerated().sorted { left, right in
            for (index, direction) in directions.enumerated() {
                let difference = direction.order.compare(
                    left.element.keys[index], right.element.keys[index])
                if difference != 0 {
                    return direction.isDescending ? difference > 0 : difference < 0
                }
            }
            // Of rows that are equal here, MySQL's tree takes the later first.
            return left.offset > right.offset
        }.map(\.element.text)
    }
}
