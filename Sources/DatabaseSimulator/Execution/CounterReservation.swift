/// The values of an AUTO_INCREMENT column that one INSERT has taken for itself.
///
/// InnoDB takes as many as VALUES has rows when the first is asked for; where the number of rows is
/// not known, 1, 2, 4 and so on. What is left over in the end is lost.
struct CounterReservation {
    /// How many rows the statement says that it has; 0 if it does not.
    private let rows: Int
    private var taken = 0
    private var range: Range<Int64> = 0..<0

    init(rows: Int) {
        self.rows = rows
    }

    /// The next value; `counter` is the table's, which moves on when values are taken from it.
    mutating func next(_ counter: inout Int64) -> Int64 {
        if range.isEmpty {
            let count = taken == 0 && rows > 0 ? rows : min(1 << min(taken, 16), 65_535)
            range = counter..<(counter &+ Int64(count))
            counter = range.upperBound
            taken += 1
        }
        defer { range = range.lowerBound &+ 1..<range.upperBound }
        return range.lowerBound
    }

    /// A row came with a value of its own: those up to it are not given any more.
    mutating func skip(_ number: Int64) {
        guard number >= range.lowerBound, !range.isEmpty else { return }
        range = min(number &+ 1, range.upperBound)..<range.upperBound
    }
}
