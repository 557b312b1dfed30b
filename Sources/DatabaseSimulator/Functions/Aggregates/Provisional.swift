import SQLiteKit

struct AggregateImplementation: Sendable {
    var name: String
    var make: @Sendable (SessionContext) -> any Accumulator
}

struct AggregatePlan {
    var type: MySQLType
    var coercion: Coercion
    var implementation: AggregateImplementation?
    var native: String?
}

enum AggregateCatalogue {
    static func find(_ name: String) -> String? {
        ["count", "sum", "avg", "min", "max", "group_concat", "any_value"].contains(name) ? name : nil
    }

    static func plan(_ name: String, _ arguments: [FunctionDefinition.Argument], distinct: Bool) -> AggregatePlan {
        let type = arguments.first?.type ?? .null
        switch name {
        case "count":
            return AggregatePlan(type: MySQLType.bigint.notNull, coercion: .stored, implementation: nil, native: "count")
        case "sum", "avg":
            if type.numericKind.isDouble {
                return AggregatePlan(
                    type: .double, coercion: .double,
                    implementation: AggregateImplementation(name: "mysql_\(name)_double\(distinct ? "_distinct" : "")") { _ in
                        DoubleSum(averages: name == "avg", distinct: distinct)
                    })
            }
            let scale = type.scale
            let result: MySQLType = name == "sum"
                ? .decimal(digits: type.decimalPrecision + 22, scale: scale)
                : .decimal(digits: type.decimalPrecision + 4, scale: scale + 4)
            return AggregatePlan(
                type: result, coercion: .decimal,
                implementation: AggregateImplementation(name: "mysql_\(name)_decimal\(distinct ? "_distinct" : "")") { _ in
                    DecimalSum(averages: name == "avg", distinct: distinct)
                })
        case "min", "max":
            let collation = type.collation
            return AggregatePlan(
                type: type, coercion: .stored,
                implementation: AggregateImplementation(name: "mysql_\(name)_\(type.isText ? collation.rawValue : type.isDecimal ? "decimal" : "plain")") { _ in
                    Extremum(wantsMaximum: name == "max", collation: type.isText ? collation : nil, isDecimal: type.isDecimal)
                })
        default:
            return AggregatePlan(
                type: .text, coercion: .text,
                implementation: AggregateImplementation(name: "mysql_group_concat\(distinct ? "_distinct" : "")") { context in
                    Concatenation(distinct: distinct, limit: context.groupConcatLimit)
                })
        }
    }
}

extension NumericKind {
    var isDouble: Bool { if case .double = self { true } else { false } }
}

final class DoubleSum: Accumulator {
    let averages: Bool
    let distinct: Bool
    var sum = 0.0
    var count = 0
    var seen: Set<SQLiteValue> = []
    init(averages: Bool, distinct: Bool) { self.averages = averages; self.distinct = distinct }
    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        guard !value.isNull else { return }
        if distinct, !seen.insert(value).inserted { return }
        sum += value.storedDouble
        count += 1
    }
    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        guard !value.isNull else { return }
        sum -= value.storedDouble
        count -= 1
    }
    func value() throws(FunctionFailure) -> SQLiteValue {
        count == 0 ? .null : .real(averages ? sum / Double(count) : sum)
    }
}

final class DecimalSum: Accumulator {
    let averages: Bool
    let distinct: Bool
    var sum = MySQLDecimal.zero
    var count = 0
    var seen: Set<SQLiteValue> = []
    init(averages: Bool, distinct: Bool) { self.averages = averages; self.distinct = distinct }
    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        guard !value.isNull else { return }
        if distinct, !seen.insert(value).inserted { return }
        sum = sum + value.storedDecimal
        count += 1
    }
    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        guard !value.isNull else { return }
        sum = sum - value.storedDecimal
        count -= 1
    }
    func value() throws(FunctionFailure) -> SQLiteValue {
        guard count > 0 else { return .null }
        guard averages else { return .text(sum.text) }
        return .text(sum.divided(by: NumericText.decimal("\(count)").value)?.text ?? "0")
    }
}

final class Extremum: Accumulator {
    let wantsMaximum: Bool
    let collation: CollationName?
    let isDecimal: Bool
    var best = SQLiteValue.null
    init(wantsMaximum: Bool, collation: CollationName?, isDecimal: Bool) {
        self.wantsMaximum = wantsMaximum
        self.collation = collation
        self.isDecimal = isDecimal
    }
    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        guard !value.isNull else { return }
        guard !best.isNull else {
            best = value
            return
        }
        let order = compare(value, best)
        if wantsMaximum ? order > 0 : order < 0 { best = value }
    }
    func compare(_ left: SQLiteValue, _ right: SQLiteValue) -> Int {
        if isDecimal {
            let difference = left.storedDecimal - right.storedDecimal
            return difference.isZero ? 0 : difference.isNegative ? -1 : 1
        }
        switch (left, right) {
        case (.text(let left), .text(let right)):
            if let collation { return Collation.compare(left, right, collation) }
            return left == right ? 0 : left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
        case (.integer(let left), .integer(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.real(let left), .real(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.blob(let left), .blob(let right)):
            return left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
        case (.text, _): return 1
        default: return -1
        }
    }
    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        throw FunctionFailure("moving frame")
    }
    func value() throws(FunctionFailure) -> SQLiteValue { best }
}

/// Arguments: text, separator, sort directions ("AD"), sort keys…
final class Concatenation: Accumulator {
    let distinct: Bool
    let limit: Int
    var rows: [(text: String, keys: [SQLiteValue])] = []
    var separator = ","
    var directions = ""
    init(distinct: Bool, limit: Int) { self.distinct = distinct; self.limit = limit }
    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        guard case .text(let text) = arguments[0] else { return }
        if case .text(let written) = arguments[1] { separator = written }
        if case .text(let written) = arguments[2] { directions = written }
        if distinct, rows.contains(where: { Collation.equals($0.text, text, .standard) }) { return }
        rows.append((text, (3..<arguments.count).map { arguments[$0] }))
    }
    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        throw FunctionFailure("moving frame")
    }
    func value() throws(FunctionFailure) -> SQLiteValue {
        guard !rows.isEmpty else { return .null }
        let flags = Array(directions.utf8)
        let extremum = Extremum(wantsMaximum: true, collation: .standard, isDecimal: false)
        let sorted = rows.enumerated().sorted { left, right in
            for (index, flag) in flags.enumerated() {
                let order = extremum.order(left.element.keys[index], right.element.keys[index])
                if order != 0 { return flag == UInt8(ascii: "D") ? order > 0 : order < 0 }
            }
            return left.offset < right.offset
        }
        let text = sorted.map(\.element.text).joined(separator: separator)
        return .text(String(decoding: text.utf8.prefix(limit), as: UTF8.self))
    }
}

extension Extremum {
    func order(_ left: SQLiteValue, _ right: SQLiteValue) -> Int {
        if left.isNull { return right.isNull ? 0 : -1 }
        if right.isNull { return 1 }
        return compare(left, right)
    }
}
