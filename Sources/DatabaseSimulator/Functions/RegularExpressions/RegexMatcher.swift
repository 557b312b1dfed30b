/// Searches one text for matches of a program, with retreats and within bounds.
struct RegexMatcher {
    private let program: RegexProgram
    private let text: [UInt32]
    /// Where groups begin and end, and where loops were entered; -1 for nowhere.
    private var slots: [Int]
    private var stack: [Frame] = []
    private var steps = 0
    private var searchStart = 0

    /// What a retreat does.
    private enum Frame {
        case resume(at: Int, place: Int)
        /// A run that can give back one more character.
        case shorten(at: Int, place: Int, least: Int)
        case restore(slot: Int, value: Int)
    }

    /// MySQL's `regexp_time_limit` of 32, in ICU's units of 10,000 steps.
    private static let stepLimit = 320_000
    /// About what `regexp_stack_limit` of 8 MB holds.
    private static let stackLimit = 250_000

    init(_ program: RegexProgram, _ text: String) {
        self.program = program
        self.text = text.unicodeScalars.map(\.value)
        slots = Array(repeating: -1, count: program.slotCount)
    }

    /// How many characters the text has.
    var count: Int { text.count }

    /// A match: the whole, then each group; `nil` for groups that took no part.
    struct Match {
        var range: Range<Int>
        var groups: [Range<Int>?]
    }

    /// The first match at or after a place.
    mutating func firstMatch(from start: Int) throws(StatementFailure) -> Match? {
        searchStart = start
        steps = 0
        var place = start
        while place <= text.count {
            if let test = program.firstTest {
                while place < text.count, !test(text[place]) { place += 1 }
                if place == text.count { return nil }
            }
            if program.isAnchored, place > 0 { return nil }
            for index in slots.indices { slots[index] = -1 }
            stack.removeAll(keepingCapacity: true)
            if let end = try run(at: 0, from: place, until: nil) {
                return match(place..<end)
            }
            place += 1
        }
        return nil
    }

    private func match(_ range: Range<Int>) -> Match {
        var groups: [Range<Int>?] = [range]
        for number in 0..<program.groupCount {
            let (start, end) = (slots[2 * number + 2], slots[2 * number + 3])
            groups.append(start >= 0 && end >= start ? start..<end : nil)
        }
        return Match(range: range, groups: groups)
    }

    // MARK: Running

    /// Runs from an instruction to ``RegexProgram/Instruction/accept``.
    ///
    /// Answers where the match ends; `until` is where it must end.
    private mutating func run(
        at start: Int, from begin: Int, until required: Int?
    ) throws(StatementFailure) -> Int? {
        let base = stack.count
        var (at, place) = (start, begin)
        while true {
            var isAlive = true
            switch program.instructions[at] {
            case .test(let test):
                isAlive = place < text.count && test(text[place])
                place += 1
                at += 1
            case .run(let test, let minimum, let maximum):
                var end = place
                let bound = maximum > text.count - place ? text.count : place + maximum
                while end < bound, test(text[end]) { end += 1 }
                isAlive = end - place >= minimum
                if isAlive {
                    let least = place + minimum
                    at += 1
                    if end > least { try push(.shorten(at: at, place: end, least: least)) }
                    place = end
                }
            case .split(let first, let second):
                try push(.resume(at: second, place: place))
                at = first
            case .jump(let target): at = target
            case .save(let slot):
                try push(.restore(slot: slot, value: slots[slot]))
                slots[slot] = place
                at += 1
            case .leaveIfEmpty(let slot, let target):
                at = slots[slot] == place ? target : at + 1
            case .assertion(let assertion):
                isAlive = holds(assertion, at: place)
                at += 1
            case .reference(let number, let ignoresCase):
                isAlive = skipReference(number, ignoresCase, &place)
                at += 1
            case .atomic(let next):
                if let end = try sub(at + 1, from: place, until: nil) {
                    place = end
                    at = next
                } else {
                    isAlive = false
                }
            case .lookAhead(let next, let negated):
                isAlive = try look(at + 1, from: place, until: nil, negated: negated)
                at = next
            case .lookBehind(let next, let negated, let widths):
                isAlive = try lookBehind(at + 1, place, negated, widths)
                at = next
            case .accept:
                if required == nil || place == required { return place }
                isAlive = false
            }
            if isAlive { continue }
            guard let resumed = retreat(to: base) else { return nil }
            (at, place) = resumed
        }
    }

    private mutating func push(_ frame: Frame) throws(StatementFailure) {
        steps += 1
        guard steps <= RegexMatcher.stepLimit else { throw RegularExpressionError.timeout }
        guard stack.count < RegexMatcher.stackLimit else {
            throw RegularExpressionError.stackOverflow
        }
        stack.append(frame)
    }

    /// Undoes what was done since the last choice above a height of the stack.
    private mutating func retreat(to base: Int) -> (at: Int, place: Int)? {
        while stack.count > base, let frame = stack.popLast() {
            switch frame {
            case .restore(let slot, let value): slots[slot] = value
            case .resume(let at, let place): return (at, place)
            case .shorten(let at, let place, let least):
                steps += 1
                if place - 1 > least {
                    stack.append(.shorten(at: at, place: place - 1, least: least))
                }
                return (at, place - 1)
            }
        }
        return nil
    }

    // MARK: Parts matched by themselves

    /// Matches a part whose choices are final once it has matched.
    private mutating func sub(
        _ at: Int, from place: Int, until required: Int?
    ) throws(StatementFailure) -> Int? {
        let base = stack.count
        guard let end = try run(at: at, from: place, until: required) else { return nil }
        // What must be undone on a retreat stays; the choices go.
        let restores = stack[base...].filter {
            if case .restore = $0 { true } else { false }
        }
        stack.replaceSubrange(base..., with: restores)
        return end
    }

    private mutating func look(
        _ at: Int, from place: Int, until required: Int?, negated: Bool
    ) throws(StatementFailure) -> Bool {
        let base = stack.count
        let isThere = try sub(at, from: place, until: required) != nil
        if negated { _ = retreat(to: base) }
        return isThere != negated
    }

    private mutating func lookBehind(
        _ at: Int, _ place: Int, _ negated: Bool, _ widths: ClosedRange<Int>
    ) throws(StatementFailure) -> Bool {
        for width in widths where width <= place {
            if try look(at, from: place - width, until: place, negated: false) {
                return !negated
            }
        }
        return negated
    }

    private func skipReference(_ number: Int, _ ignoresCase: Bool, _ place: inout Int) -> Bool {
        let (start, end) = (slots[2 * number], slots[2 * number + 1])
        guard start >= 0, end >= start, end - start <= text.count - place else { return false }
        for offset in 0..<(end - start) {
            let (left, right) = (text[start + offset], text[place + offset])
            guard left == right || ignoresCase && left.lowercased == right.lowercased else {
                return false
            }
        }
        place += end - start
        return true
    }

    // MARK: Assertions

    private func holds(_ assertion: RegexAssertion, at place: Int) -> Bool {
        switch assertion {
        case .start: return place == 0
        case .searchStart: return place == searchStart
        case .end: return place == text.count
        case .lineStart(let unix):
            guard place > 0 else { return true }
            guard place < text.count, isBreak(text[place - 1], unix) else { return false }
            return unix || !isInsidePair(place)
        case .lineEnd(let unix):
            guard place < text.count else { return true }
            return isBreak(text[place], unix) && (unix || !isInsidePair(place))
        case .endOrBreak(let unix):
            if place == text.count { return true }
            if place == text.count - 1 {
                return isBreak(text[place], unix) && (unix || !isInsidePair(place))
            }
            return !unix && place == text.count - 2 && text[place] == 0x0D
                && text[place + 1] == 0x0A
        case .wordBoundary(let negated): return isWordBoundary(place) != negated
        }
    }

    private func isBreak(_ character: UInt32, _ unix: Bool) -> Bool {
        unix ? character == 0x0A : character.isLineBreak
    }

    /// Whether a place is between a carriage return and its line feed.
    private func isInsidePair(_ place: Int) -> Bool {
        place > 0 && place < text.count && text[place - 1] == 0x0D && text[place] == 0x0A
    }

    private func isWordBoundary(_ place: Int) -> Bool {
        var isWord = false
        if place < text.count {
            if text[place].isCombining { return false }
            isWord = RegexProperty.word.contains(text[place])
        }
        var before = place
        while before > 0 {
            before -= 1
            if !text[before].isCombining {
                return isWord != RegexProperty.word.contains(text[before])
            }
        }
        return isWord
    }

    /// A part of the text.
    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for value in text[range] {
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }
}

extension UInt32 {
    /// Marks and format characters, which belong to the character before them.
    fileprivate var isCombining: Bool {
        guard self >= 0x300 || self == 0xAD, let scalar = Unicode.Scalar(self) else { return false }
        return scalar.properties.isGraphemeExtend || scalar.properties.generalCategory == .format
    }
}
