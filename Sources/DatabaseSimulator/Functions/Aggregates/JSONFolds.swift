import JSONTree
import SQLiteKit

/// `JSON_ARRAYAGG`: NULL over no rows, and NULLs are elements.
struct JSONArrayFold: AggregateFold {
    let code: JSONArgument
    private var elements: [JSON] = []

    init(code: JSONArgument) {
        self.code = code
    }

    mutating func add(_ value: SQLiteValue, _: @autoclosure () -> SQLiteValue) {
        elements.append(code.json(value))
    }

    func result() -> SQLiteValue {
        elements.isEmpty ? .null : .text(JSON.array(elements).text())
    }
}

/// `JSON_OBJECTAGG(key, value)`: of equal keys the last stands.
struct JSONObjectFold: AggregateFold {
    let code: JSONArgument
    private var members: [(key: String, value: JSON)] = []

    init(code: JSONArgument) {
        self.code = code
    }

    mutating func add(
        _ value: SQLiteValue, _ second: @autoclosure () -> SQLiteValue
    ) throws(StatementFailure) {
        guard !value.isNull else { throw .nullJSONKey }
        members.append((value.shown, code.json(second())))
    }

    func result() -> SQLiteValue {
        members.isEmpty ? .null : .text(JSON.object(.normal(members)).text())
    }
}
