internal import CSQLite

/// The arguments of a registered function, read from SQLite only when asked for.
///
/// Not copyable, and only ever lent: they are gone when the call returns.
public struct FunctionArguments: ~Copyable {
    private let values: UnsafeMutablePointer<OpaquePointer?>?
    /// Arguments that are at hand already.
    private let copies: [SQLiteValue]?
    /// How many arguments there are.
    public let count: Int

    init(_ values: UnsafeMutablePointer<OpaquePointer?>?, _ count: Int32) {
        self.values = values
        copies = nil
        self.count = Int(count)
    }

    /// Arguments for calling a function without SQLite.
    public init(_ copies: [SQLiteValue]) {
        values = nil
        self.copies = copies
        count = copies.count
    }

    /// The argument at an index.
    public subscript(index: Int) -> SQLiteValue {
        precondition(index < count, "a function reads an argument that it was not given")
        if let copies { return copies[index] }
        return SQLiteValue(argument: values?[index])
    }

    /// Whether the argument at an index is NULL; cheaper than reading it.
    public func isNull(at index: Int) -> Bool {
        precondition(index < count, "a function reads an argument that it was not given")
        if let copies { return copies[index].isNull }
        return sqlite3_value_type(values?[index]) == SQLITE_NULL
    }

    /// Copies of all arguments.
    public var all: [SQLiteValue] { (0..<count).map { self[$0] } }
}

/// Thrown by a registered function to stop the statement; the owner of the connection keeps the
/// real reason, since SQLite carries only a text.
public struct FunctionFailure: Error {
    /// The text that SQLite reports.
    public var message: String

    /// Stops a statement with a text.
    public init(_ message: String) {
        self.message = message
    }
}

/// The state of one aggregate over one group.
public protocol Accumulator: AnyObject {
    /// Takes a row in.
    func step(_ arguments: borrowing FunctionArguments) throws(FunctionFailure)
    /// Takes a row out again, as a moving window frame does.
    func inverse(_ arguments: borrowing FunctionArguments) throws(FunctionFailure)
    /// The result so far.
    func value() throws(FunctionFailure) -> SQLiteValue
}

extension Connection {
    /// Whether a function always gives the same result for the same arguments.
    public enum Determinism: Sendable {
        /// It does; SQLite may call it once for many rows, and in indexes.
        case deterministic
        /// It does not.
        case volatile
    }

    /// Registers a scalar function of any number of arguments.
    public func register(
        function name: String, _ determinism: Determinism = .deterministic,
        arguments count: Int = -1,
        _ body: @escaping (borrowing FunctionArguments) throws(FunctionFailure) -> SQLiteValue
    ) {
        let box = Unmanaged.passRetained(ScalarFunction(body))
        let flags = SQLITE_UTF8 | (determinism == .deterministic ? SQLITE_DETERMINISTIC : 0)
        sqlite3_create_function_v2(
            handle, name, Int32(count), flags, box.toOpaque(),
            { context, count, values in
                let function = Unmanaged<ScalarFunction>.fromOpaque(sqlite3_user_data(context))
                    .takeUnretainedValue()
                context.setResult { () throws(FunctionFailure) in
                    try function.body(FunctionArguments(values, count))
                }
            }, nil, nil, { release(ScalarFunction.self, $0) })
    }

    /// Registers an aggregate that also works as a window function.
    public func register(aggregate name: String, _ make: @escaping () -> any Accumulator) {
        let box = Unmanaged.passRetained(AggregateFunction(make))
        sqlite3_create_window_function(
            handle, name, -1, SQLITE_UTF8, box.toOpaque(),
            { context, count, values in
                context.withAccumulator { accumulator in
                    context.report { () throws(FunctionFailure) in
                        try accumulator.step(FunctionArguments(values, count))
                    }
                }
            },
            { context in
                let accumulator = context.takeAccumulator()
                context.setResult { () throws(FunctionFailure) in try accumulator.value() }
            },
            { context in
                context.withAccumulator { accumulator in
                    context.setResult { () throws(FunctionFailure) in try accumulator.value() }
                }
            },
            { context, count, values in
                context.withAccumulator { accumulator in
                    context.report { () throws(FunctionFailure) in
                        try accumulator.inverse(FunctionArguments(values, count))
                    }
                }
            }, { release(AggregateFunction.self, $0) })
    }

    /// Registers a collation over UTF-8 bytes: negative, zero or positive, as in C.
    public func register(
        collation name: String,
        _ compare: @escaping (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int
    ) {
        let box = Unmanaged.passRetained(CollationFunction(compare))
        sqlite3_create_collation_v2(
            handle, name, SQLITE_UTF8, box.toOpaque(),
            { user, leftCount, left, rightCount, right in
                guard let user else { return 0 }
                let collation = Unmanaged<CollationFunction>.fromOpaque(user).takeUnretainedValue()
                return Int32(
                    clamping: collation.compare(
                        UnsafeRawBufferPointer(start: left, count: Int(leftCount)),
                        UnsafeRawBufferPointer(start: right, count: Int(rightCount))))
            }, { release(CollationFunction.self, $0) })
    }
}

/// Lets go of a box that SQLite has no more use for.
private func release<Box: AnyObject>(_ type: Box.Type, _ pointer: UnsafeMutableRawPointer?) {
    if let pointer { Unmanaged<Box>.fromOpaque(pointer).release() }
}

// Boxes that SQLite owns through a pointer; each is released when the connection closes.

private final class ScalarFunction {
    let body: (borrowing FunctionArguments) throws(FunctionFailure) -> SQLiteValue

    init(_ body: @escaping (borrowing FunctionArguments) throws(FunctionFailure) -> SQLiteValue) {
        self.body = body
    }
}

private final class AggregateFunction {
    let make: () -> any Accumulator

    init(_ make: @escaping () -> any Accumulator) {
        self.make = make
    }
}

private final class CollationFunction {
    let compare: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int

    init(_ compare: @escaping (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Int) {
        self.compare = compare
    }
}

private final class AccumulatorBox {
    let accumulator: any Accumulator

    init(_ accumulator: any Accumulator) {
        self.accumulator = accumulator
    }
}

extension OpaquePointer? {
    /// Gives SQLite the value that `body` makes, or its failure.
    fileprivate func setResult(_ body: () throws(FunctionFailure) -> SQLiteValue) {
        report { () throws(FunctionFailure) in
            switch try body() {
            case .null: sqlite3_result_null(self)
            case .integer(let number): sqlite3_result_int64(self, number)
            case .real(let number): sqlite3_result_double(self, number)
            case .text(var text):
                text.withUTF8 { buffer in
                    buffer.withMemoryRebound(to: CChar.self) {
                        csqlite_result_text(self, $0.baseAddress, Int32(clamping: $0.count))
                    }
                }
            case .blob(let bytes):
                bytes.withUnsafeBytes {
                    csqlite_result_blob(self, $0.baseAddress, Int32(clamping: $0.count))
                }
            }
        }
    }

    fileprivate func report(_ body: () throws(FunctionFailure) -> Void) {
        do throws(FunctionFailure) {
            try body()
        } catch {
            sqlite3_result_error(self, error.message, -1)
        }
    }

    /// The slot in which SQLite keeps the pointer to a group's accumulator.
    private func slot(allocating: Bool) -> UnsafeMutablePointer<UnsafeMutableRawPointer?>? {
        let size = allocating ? Int32(MemoryLayout<UnsafeMutableRawPointer>.size) : 0
        return sqlite3_aggregate_context(self, size)?
            .assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    }

    private func makeAccumulator() -> any Accumulator {
        Unmanaged<AggregateFunction>.fromOpaque(sqlite3_user_data(self)).takeUnretainedValue()
            .make()
    }

    fileprivate func withAccumulator(_ body: (any Accumulator) -> Void) {
        guard let slot = slot(allocating: true) else {
            sqlite3_result_error_nomem(self)
            return
        }
        if slot.pointee == nil {
            slot.pointee = Unmanaged.passRetained(AccumulatorBox(makeAccumulator())).toOpaque()
        }
        if let pointer = slot.pointee {
            body(Unmanaged<AccumulatorBox>.fromOpaque(pointer).takeUnretainedValue().accumulator)
        }
    }

    /// The group's accumulator, given back by SQLite; a new one for a group without rows.
    fileprivate func takeAccumulator() -> any Accumulator {
        guard let slot = slot(allocating: false), let pointer = slot.pointee else {
            return makeAccumulator()
        }
        slot.pointee = nil
        return Unmanaged<AccumulatorBox>.fromOpaque(pointer).takeRetainedValue().accumulator
    }
}
