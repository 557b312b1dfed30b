/// A regular expression as instructions for ``RegexMatcher``.
struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        /// One character.
        case test(RegexTest)
        /// As many characters as pass, up to a limit; then one less for each retreat.
        case run(RegexTest, minimum: Int, maximum: Int)
        /// Goes on at the first place, and on retreat at the second.
        case split(Int, Int)
        case jump(Int)
        /// Stores the place in the text in a slot.
        case save(Int)
        /// Leaves a loop whose last round, begun at the place in the slot, was empty.
        case leaveIfEmpty(slot: Int, to: Int)
        case assertion(RegexAssertion)
        case reference(Int, ignoresCase: Bool)
        /// What follows up to ``accept``, without retreats into it.
        case atomic(next: Int)
        case lookAhead(next: Int, negated: Bool)
        case lookBehind(next: Int, negated: Bool, widths: ClosedRange<Int>)
        case accept
    }

    private(set) var instructions: [Instruction] = []
    /// Two for each group (of which 0 is the whole), and one for each loop that may be empty.
    private(set) var slotCount: Int
    let groupCount: Int
    let firstTest: RegexTest?
    let isAnchored: Bool

    private static let sizeLimit = 50_000

    /// Compiles a pattern.
    ///
    /// - Throws: MySQL's error for what is wrong with it.
    init(_ pattern: String, _ options: RegexOptions) throws(StatementFailure) {
        var parser = RegexParser(pattern, options)
        let tree = try parser.parse()
        groupCount = parser.groupCount
        slotCount = 2 * (groupCount + 1)
        firstTest = tree.firstTest
        isAnchored = tree.isAnchored
        try emit(tree)
        try append(.accept)
    }

    private mutating func append(_ instruction: Instruction) throws(StatementFailure) {
        guard instructions.count < RegexProgram.sizeLimit else {
            throw RegularExpressionError.tooBig
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ tree: RegexTree) throws(StatementFailure) {
        switch tree {
        case .empty: break
        case .test(let test): try append(.test(test))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .alternatives(let branches): try emitAlternatives(branches)
        case .repeated(let body, let minimum, let maximum, .possessive):
            try emitSub(
                .repeated(body, minimum: minimum, maximum: maximum, .greedy)
            ) { .atomic(next: $0) }
        case .repeated(let body, let minimum, let maximum, let greed):
            try emitRepeated(body, minimum, maximum, isLazy: greed == .lazy)
        case .group(let body, let number):
            try append(.save(2 * number))
            try emit(body)
            try append(.save(2 * number + 1))
        case .atomic(let body): try emitSub(body) { .atomic(next: $0) }
        case .lookAhead(let body, let negated):
            try emitSub(body) { .lookAhead(next: $0, negated: negated) }
        case .lookBehind(let body, let negated):
            let width = body.width
            let widths = width.minimum...(width.maximum ?? width.minimum)
            try emitSub(body) { .lookBehind(next: $0, negated: negated, widths: widths) }
        case .reference(let number, let ignoresCase):
            try append(.reference(number, ignoresCase: ignoresCase))
        case .assertion(let assertion): try append(.assertion(assertion))
        }
    }

    /// A part that is matched by itself, behind the instruction that starts it.
    private mutating func emitSub(
        _ body: RegexTree, _ instruction: (_ next: Int) -> Instruction
    ) throws(StatementFailure) {
        let start = instructions.count
        try append(.accept)
        try emit(body)
        try append(.accept)
        instructions[start] = instruction(instructions.count)
    }

    private mutating func emitAlternatives(_ branches: [RegexTree]) throws(StatementFailure) {
        var jumps: [Int] = []
        for (index, branch) in branches.enumerated() {
            guard index < branches.count - 1 else {
                try emit(branch)
                break
            }
            let split = instructions.count
            try append(.accept)
            try emit(branch)
            jumps.append(instructions.count)
            try append(.accept)
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emitRepeated(
        _ body: RegexTree, _ minimum: Int, _ maximum: Int?, isLazy: Bool
    ) throws(StatementFailure) {
        if case .test(let test) = body, !isLazy {
            try append(.run(test, minimum: minimum, maximum: maximum ?? .max))
            return
        }
        for _ in 0..<minimum { try emit(body) }
        guard let maximum else {
            try emitLoop(body, isLazy: isLazy)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
            splits.append(instructions.count)
            try append(.accept)
            try emit(body)
        }
        let end = instructions.count
        for split in splits {
            instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
        }
    }

    private mutating func emitLoop(_ body: RegexTree, isLazy: Bool) throws(StatementFailure) {
        let split = instructions.count
        try append(.accept)
        let canBeEmpty = body.width.minimum == 0
        let slot = slotCount
        if canBeEmpty {
            slotCount += 1
            try append(.save(slot))
        }
        try emit(body)
        let check = instructions.count
        if canBeEmpty { try append(.accept) }
        try append(.jump(split))
        let end = instructions.count
        if canBeEmpty { instructions[check] = .leaveIfEmpty(slot: slot, to: end) }
        instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
    }
}
