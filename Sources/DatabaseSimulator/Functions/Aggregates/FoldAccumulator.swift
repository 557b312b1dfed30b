import SQLiteKit

/// An aggregate as a fold over the values of its rows.
protocol AggregateFold: SendableMetatype {
    /// Takes in a row's first argument, and its second if there is one.
    mutating func add(
        _ value: SQLiteValue, _ second: @autoclosure () -> SQLiteValue
    ) throws(StatementFailure)
    /// The result over all rows so far.
    func result() throws(StatementFailure) -> SQLiteValue
}

extension SessionContext {
    /// Runs part of an aggregate; SQLite carries only texts, so the reason is kept here.
    func running<Result>(
        _ body: () throws(StatementFailure) -> Result
    ) throws(FunctionFailure) -> Result {
        do throws(StatementFailure) {
            return try body()
        } catch {
            failure = error
            throw FunctionFailure("MySQL")
        }
    }
}

/// A fold over a group, whose rows only ever come in.
final class GroupAccumulator<Fold: AggregateFold>: Accumulator {
    private var fold: Fold
    private let context: SessionContext

    init(_ context: SessionContext, _ make: () -> Fold) {
        fold = make()
        self.context = context
    }

    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        let second = arguments.count > 1 ? arguments[1] : .null
        try context.running { () throws(StatementFailure) in try fold.add(value, second) }
    }

    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        throw FunctionFailure("a group does not lose rows")
    }

    func value() throws(FunctionFailure) -> SQLiteValue {
        try context.running { () throws(StatementFailure) in try fold.result() }
    }
}

/// A fold over a window frame: computed afresh after rows have left, as MySQL does, since taking a
/// double out of a sum is not exact.
final class FrameAccumulator<Fold: AggregateFold>: Accumulator {
    private var rows: [(SQLiteValue, SQLiteValue)] = []
    /// Rows before this one have left.
    private var start = 0
    private var fold: Fold
    private var isStale = false
    private let make: () -> Fold
    private let context: SessionContext

    init(_ context: SessionContext, _ make: @escaping () -> Fold) {
        self.make = make
        self.context = context
        fold = make()
    }

    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        let value = arguments[0]
        let second = arguments.count > 1 ? arguments[1] : .null
        rows.append((value, second))
        if isStale { return }
        try context.running { () throws(StatementFailure) in try fold.add(value, second) }
    }

    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure) {
        start += 1
        isStale = true
        if start > 64, start * 2 > rows.count {
            rows.removeFirst(start)
            start = 0
        }
    }

    func value() throws(FunctionFailure) -> SQLiteValue {
        try context.running { () throws(StatementFailure) in
            if isStale {
                fold = make()
                for (value, second) in rows[start...] { try fold.add(value, second) }
                isStale = false
            }
            return try fold.result()
        }
    }
}
