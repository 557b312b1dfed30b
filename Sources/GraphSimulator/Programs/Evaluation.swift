/// What a program comes to.
public enum ProgramValue: Hashable, Sendable {
    /// A set: ids and values, in their order.
    case members([String])
    /// A number.
    case number(Int)
    /// The original's query is malformed, and its store refuses it.
    case badlyFormed

    /// The answer as the original's query returns it.
    public var answer: [String] {
        switch self {
        case .members(let members): members
        case .number(let number): [String(number)]
        case .badlyFormed: []
        }
    }
}

/// Runs programs over a graph.
///
/// The meaning is that of the one query into which AgentBench translates a program: entities that
/// the program names are taken out of what is asked for in the end, never out of what lies between;
/// an extremum's value is looked for among answers without them, and its answers keep them.
struct Evaluation {
    let graph: Graph
    /// Whether programs that the original's store refuses are given the meaning that they spell.
    var isLenient = false

    /// The value of a program.
    func value(of program: Program) -> ProgramValue {
        if program.isBadlyFormed, !isLenient { return .badlyFormed }
        let members = members(of: program.withoutCounts)
        if program.hasCount { return .number(members.count) }
        return .members(members.members.map { answerText(of: $0) })
    }

    /// The properties that the members of a program's set have, as far as they are marked.
    ///
    /// - Returns: `nil` for a program that the original cannot ask for properties.
    func properties(of program: Program, marked marks: PropertyMarks) -> [UInt32]? {
        let members: MemberSet
        if case .entity(let id) = program {
            members = MemberSet(sorted: graph.resource(id).map { [$0] } ?? [])
        } else if program.hasCount || (program.isBadlyFormed && !isLenient) {
            return nil
        } else {
            members = self.members(of: program)
        }
        return properties(of: members, marked: marks)
    }

    /// The terms of a program's set; of an entity, itself.
    func terms(of program: Program) -> [UInt32] {
        if case .entity(let id) = program { return graph.resource(id).map { [$0] } ?? [] }
        return members(of: program).members
    }

    private func properties(of members: MemberSet, marked marks: PropertyMarks) -> [UInt32] {
        if members.count == 1 {
            return graph.runs(of: members.members[0]).map { graph.property(ofRun: $0) }
                .filter { !graph.marks(of: $0).isDisjoint(with: marks) }
        }
        return withUnsafeTemporaryAllocation(
            of: UInt64.self, capacity: graph.propertyCount / 64 + 1
        ) { seen in
            seen.initialize(repeating: 0)
            for member in members.members {
                for run in graph.runs(of: member) {
                    let property = graph.property(ofRun: run)
                    seen[Int(property >> 6)] |= 1 << UInt64(property & 63)
                }
            }
            var found: [UInt32] = []
            for (place, word) in seen.enumerated() {
                var bits = word
                while bits != 0 {
                    let property = UInt32(place << 6 + bits.trailingZeroBitCount)
                    if !graph.marks(of: property).isDisjoint(with: marks) { found.append(property) }
                    bits &= bits - 1
                }
            }
            return found
        }
    }

    /// The id of a resource, or a literal's value without the time zone that Freebase's dates carry
    /// in the original's store.
    private func answerText(of term: UInt32) -> String {
        let text = graph.text(of: term)
        return graph.isLiteral(term) && text.contains("-08:00")
            ? text.replacing("-08:00", with: "") : text
    }

    // MARK: Sets

    /// The members of a program without counts, as its query returns them.
    private func members(of program: Program) -> MemberSet {
        let named = Set(program.entities.compactMap { graph.resource($0) })
        guard program.extremumCount > 0 else {
            return asked(base(program), without: named)
        }
        return extreme(program, named: named)
    }

    private func asked(_ set: MemberSet, without named: Set<UInt32>) -> MemberSet {
        set.filter { !named.contains($0) && graph.isEnglishOrPlain($0) }
    }

    /// The set that a program without extrema spells.
    private func base(_ program: Program) -> MemberSet {
        switch program {
        case .entity(let id): MemberSet(sorted: graph.resource(id).map { [$0] } ?? [])
        case .join(let property, let inner): join(property, base(inner))
        case .intersection(let first, let second):
            first == second ? base(first) : base(first).intersection(base(second))
        case .extremum(_, let inner, _), .count(let inner): base(inner)
        }
    }

    private func join(_ name: String, _ subjects: MemberSet) -> MemberSet {
        guard let property = graph.property(name) else { return MemberSet() }
        if subjects.count == 1 {
            return MemberSet(sorted: Array(graph.objects(of: subjects.members[0], property)))
        }
        var objects: [UInt32] = []
        for subject in subjects.members {
            objects.append(contentsOf: graph.objects(of: subject, property))
        }
        return MemberSet(unsorted: objects)
    }

    // MARK: Extrema

    /// The members of a program with an extremum: the best value for which the whole program has an
    /// answer besides the entities that it names, and then all its answers for that value.
    ///
    /// Of several extrema, which only the lenient reading gets here, the inner ones go first.
    private func extreme(_ program: Program, named: Set<UInt32>) -> MemberSet {
        guard case .extremum(let extremum, let inner, let attribute) = program.firstExtremum else {
            return base(program)
        }
        let choice = inner.extremumCount > 0 ? members(of: inner) : base(inner)
        for group in groups(of: choice, by: attribute, extremum) {
            let answers = base(program, extremumIs: group)
            if !asked(answers, without: named).isEmpty { return answers }
        }
        return MemberSet()
    }

    /// The set that a program spells if its first extremum comes to a given set.
    private func base(_ program: Program, extremumIs set: MemberSet) -> MemberSet {
        switch program {
        case .entity: base(program)
        case .join(let property, let inner): join(property, base(inner, extremumIs: set))
        case .count(let inner): base(inner, extremumIs: set)
        case .intersection(let first, let second):
            if first.extremumCount > 0 {
                base(first, extremumIs: set).intersection(
                    second.extremumCount > 0 ? members(of: second) : base(second))
            } else {
                base(first).intersection(base(second, extremumIs: set))
            }
        case .extremum: set
        }
    }

    /// The members of a set that have an attribute, by its value, the best first.
    private func groups(
        of set: MemberSet, by attribute: String, _ extremum: Extremum
    ) -> [MemberSet] {
        guard let property = graph.property(attribute) else { return [] }
        var values: [AttributeValue] = []
        for member in set.members {
            for object in graph.objects(of: member, property) {
                values.append(AttributeValue(member: member, value: object, graph: graph))
            }
        }
        values.sort { first, second in
            let order = first.compare(to: second, graph)
            if order != 0 { return extremum == .lowest ? order < 0 : order > 0 }
            return first.member < second.member
        }
        var groups: [MemberSet] = []
        var start = 0
        while start < values.count {
            let end =
                values[start...].firstIndex { $0.compare(to: values[start], graph) != 0 }
                ?? values.count
            groups.append(MemberSet(unsorted: values[start..<end].map(\.member)))
            start = end
        }
        return groups
    }
}

/// A member of a set with one of its values of an attribute.
private struct AttributeValue {
    let member: UInt32
    let value: UInt32
    let key: Double

    init(member: UInt32, value: UInt32, graph: Graph) {
        self.member = member
        self.value = value
        key = graph.key(of: value)
    }

    /// Numbers and dates before other texts, which are ordered by their bytes.
    ///
    /// Entities, which no attribute should lead to, stand before all.
    func compare(to other: AttributeValue, _ graph: Graph) -> Int {
        switch (key.isNaN, other.key.isNaN) {
        case (false, false): key < other.key ? -1 : key > other.key ? 1 : 0
        case (true, true): value < other.value ? -1 : value > other.value ? 1 : 0
        case (true, false): graph.isLiteral(value) ? 1 : -1
        case (false, true): graph.isLiteral(other.value) ? -1 : 1
        }
    }
}
