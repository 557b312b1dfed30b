/// What a variable stands for: an expression over the graph, which is computed only when its value
/// is wanted.
public indirect enum Program: Hashable, Sendable {
    /// An entity, by its id.
    case entity(String)
    /// What the members of the inner set are related to by a property.
    case join(property: String, Program)
    /// What both sets have in common.
    case intersection(Program, Program)
    /// The members of the inner set with the highest or lowest value of an attribute.
    case extremum(Extremum, Program, attribute: String)
    /// How many members the inner set has.
    case count(Program)
}

/// Which end of an order is wanted.
public enum Extremum: String, Hashable, Sendable {
    /// The highest value.
    case highest = "ARGMAX"
    /// The lowest value.
    case lowest = "ARGMIN"
}

extension Program: CustomStringConvertible {
    /// The program as AgentBench writes it: `(COUNT (JOIN people.person.profession_inv m.026xt5c))`.
    public var description: String {
        switch self {
        case .entity(let id): id
        case .join(let property, let inner): "(JOIN \(property)_inv \(inner))"
        case .intersection(let first, let second): "(AND \(first) \(second))"
        case .extremum(let extremum, let inner, let attribute):
            "(\(extremum.rawValue) \(inner) \(attribute))"
        case .count(let inner): "(COUNT \(inner))"
        }
    }
}

extension Program {
    /// Whether a number is asked for, anywhere in the program.
    var hasCount: Bool {
        switch self {
        case .entity: false
        case .join(_, let inner), .extremum(_, let inner, _): inner.hasCount
        case .intersection(let first, let second): first.hasCount || second.hasCount
        case .count: true
        }
    }

    /// How many extrema the program holds.
    var extremumCount: Int {
        switch self {
        case .entity: 0
        case .join(_, let inner), .count(let inner): inner.extremumCount
        case .intersection(let first, let second): first.extremumCount + second.extremumCount
        case .extremum(_, let inner, _): inner.extremumCount + 1
        }
    }

    /// The outermost extremum, the first of several beside each other.
    var firstExtremum: Program? {
        switch self {
        case .entity: nil
        case .join(_, let inner), .count(let inner): inner.firstExtremum
        case .intersection(let first, let second): first.firstExtremum ?? second.firstExtremum
        case .extremum: self
        }
    }

    /// Whether AgentBench's translation of the program is a query that the store refuses: one with
    /// two extrema, which want the same sort variable, or with an extremum and a number.
    var isBadlyFormed: Bool { extremumCount > 1 || (extremumCount == 1 && hasCount) }

    /// Whether the members of what it stands for can be asked for their properties.
    var hasMembers: Bool { !hasCount && !isBadlyFormed }

    /// The program without its counts: AgentBench takes a count anywhere for one of the whole.
    var withoutCounts: Program {
        switch self {
        case .entity: self
        case .join(let property, let inner): .join(property: property, inner.withoutCounts)
        case .intersection(let first, let second):
            .intersection(first.withoutCounts, second.withoutCounts)
        case .extremum(let extremum, let inner, let attribute):
            .extremum(extremum, inner.withoutCounts, attribute: attribute)
        case .count(let inner): inner.withoutCounts
        }
    }

    /// The ids of the entities that the program names.
    var entities: Set<String> {
        switch self {
        case .entity(let id): [id]
        case .join(_, let inner), .extremum(_, let inner, _), .count(let inner): inner.entities
        case .intersection(let first, let second): first.entities.union(second.entities)
        }
    }
}
