/// The cells of witness rows: classes of cells that must be equal, each with its value once that
/// is known.
struct CellStore {
    private var parents: [Int] = []
    private var values: [WitnessValue?] = []
    /// Whether the class stands in a comparison, so that it cannot be NULL.
    private var isCompared: [Bool] = []
    private var trail: [Change] = []

    private enum Change {
        case parent(Int)
        case value(Int, WitnessValue?)
        case compared(Int)
    }

    var count: Int { parents.count }

    /// A new cell of which nothing is known.
    mutating func make() -> Int {
        parents.append(parents.count)
        values.append(nil)
        isCompared.append(false)
        return parents.count - 1
    }

    func root(_ cell: Int) -> Int {
        var cell = cell
        while parents[cell] != cell { cell = parents[cell] }
        return cell
    }

    func value(_ cell: Int) -> WitnessValue? { values[root(cell)] }

    /// Gives a class its value.
    ///
    /// - Returns: false if it has another one.
    mutating func pin(_ cell: Int, _ value: WitnessValue) -> Bool {
        let root = root(cell)
        if let known = values[root] { return known == value }
        if value == .null, isCompared[root] { return false }
        trail.append(.value(root, nil))
        values[root] = value
        return true
    }

    /// Marks a class as one that cannot be NULL.
    mutating func markCompared(_ cell: Int) -> Bool {
        let root = root(cell)
        if values[root] == .null { return false }
        guard !isCompared[root] else { return true }
        trail.append(.compared(root))
        isCompared[root] = true
        return true
    }

    /// Makes two classes one.
    ///
    /// - Returns: false if they have values that differ.
    mutating func unite(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (root(left), root(right))
        guard left != right else { return true }
        if let value = values[left], let other = values[right], !value.isLike(other) {
            return false
        }
        // Values that are equal for SQL and print otherwise stay apart; a comparison joins them.
        if let value = values[left], let other = values[right], value != other { return true }
        let value = values[left] ?? values[right]
        let compared = isCompared[left] || isCompared[right]
        if compared, value == .null { return false }
        trail.append(.parent(right))
        parents[right] = left
        if values[left] != value {
            trail.append(.value(left, values[left]))
            values[left] = value
        }
        if compared, !isCompared[left] {
            trail.append(.compared(left))
            isCompared[left] = true
        }
        return true
    }

    /// A place to come back to.
    var mark: Int { trail.count }

    /// Undoes what was done since a mark; cells made since stay.
    mutating func undo(to mark: Int) {
        while trail.count > mark {
            switch trail.removeLast() {
            case .parent(let cell): parents[cell] = cell
            case .value(let cell, let value): values[cell] = value
            case .compared(let cell): isCompared[cell] = false
            }
        }
    }
}
