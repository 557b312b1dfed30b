import SQLiteKit

/// `MIN` and `MAX` of a group: of values that are equal, the first met.
final class GroupExtremum: Accumulator {
    private let takesGreater: Bool
    private let order: ValueOrder
    private var best = SQLiteValue.null

    init(takesGreater: Bool, order: ValueOrder) {
        self.takesGreater = takesGreater
        self.order = order
    }

    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        if arguments.isNull(at: 0) { return }
        let value = arguments[0]
        guard !best.isNull else {
            best = value
            return
        }
        let difference = order.compare(value, best)
        if takesGreater ? difference > 0 : difference < 0 { best = value }
    }

    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        throw FunctionFailure("a group does not lose rows")
    }

    func value() throws(FunctionFailure) -> SQLiteValue { best }
}

/// `MIN` and `MAX` over a moving frame: the values that may yet become the best, in order.
final class FrameExtremum: Accumulator {
    private let takesGreater: Bool
    private let order: ValueOrder
    private var candidates: [(row: Int, value: SQLiteValue)] = []
    private var entered = 0
    private var left = 0

    init(takesGreater: Bool, order: ValueOrder) {
        self.takesGreater = takesGreater
        self.order = order
    }

    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        if !value.isNull {
            while let last = candidates.last {
                let difference = order.compare(value, last.value)
                guard takesGreater ? difference > 0 : difference < 0 else { break }
                candidates.removeLast()
            }
            candidates.append((entered, value))
        }
        entered += 1
    }

    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        if candidates.first?.row == left { candidates.removeFirst() }
        left += 1
    }

    func value() throws(FunctionFailure) -> SQLiteValue { candidates.first?.value ?? .null }
}
