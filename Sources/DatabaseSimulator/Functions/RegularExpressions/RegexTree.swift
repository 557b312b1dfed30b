/// A parsed regular expression.
///
/// Options are part of what they change: `(?i)a` is a test that ignores case.
indirect enum RegexTree: Sendable {
    case empty
    case test(RegexTest)
    case sequence([RegexTree])
    case alternatives([RegexTree])
    case repeated(RegexTree, minimum: Int, maximum: Int?, RegexGreed)
    /// A capturing group and its number.
    case group(RegexTree, Int)
    case atomic(RegexTree)
    /// `(?=…)` and `(?!…)`.
    case lookAhead(RegexTree, negated: Bool)
    /// `(?<=…)` and `(?<!…)`.
    case lookBehind(RegexTree, negated: Bool)
    case reference(Int, ignoresCase: Bool)
    case assertion(RegexAssertion)
}

/// What one character is tested for.
enum RegexTest: Sendable {
    case character(UInt32)
    /// A character in lower case, which its upper case matches too.
    case letter(UInt32)
    case anything
    /// Anything but a line break.
    case anyInLine
    /// Anything but a line feed.
    case anyButLineFeed
    case set(RegexSet)

    func callAsFunction(_ character: UInt32) -> Bool {
        switch self {
        case .character(let expected): character == expected
        case .letter(let expected): character == expected || character.lowercased == expected
        case .anything: true
        case .anyInLine: !character.isLineBreak
        case .anyButLineFeed: character != 0x0A
        case .set(let set): set.contains(character)
        }
    }
}

enum RegexGreed: Sendable {
    case greedy
    case lazy
    /// Never gives back.
    case possessive
}

/// What is tested between characters.
enum RegexAssertion: Sendable {
    /// `\A`, and `^` unless lines count.
    case start
    /// `^` where lines count.
    case lineStart(unix: Bool)
    /// `\z`
    case end
    /// `\Z`, and `$` unless lines count: the end, or before a line break at the end.
    case endOrBreak(unix: Bool)
    /// `$` where lines count.
    case lineEnd(unix: Bool)
    case wordBoundary(negated: Bool)
    /// `\G`: where the search began.
    case searchStart
}

struct RegexOptions: Hashable, Sendable {
    var ignoresCase = false
    /// `.` matches line breaks (`n` in MySQL, `s` in the pattern).
    var dotMatchesBreaks = false
    /// `^` and `$` match at line breaks.
    var isMultiline = false
    /// Only a line feed breaks lines.
    var usesUnixBreaks = false
    /// White space and comments in the pattern are skipped.
    var allowsComments = false
}

extension UInt32 {
    var isLineBreak: Bool {
        0x0A...0x0D ~= self || self == 0x85 || self == 0x2028 || self == 0x2029
    }
}

extension RegexTree {
    /// How many characters a match has at least and at most; `nil` for no bound.
    var width: (minimum: Int, maximum: Int?) {
        switch self {
        case .empty, .lookAhead, .lookBehind, .assertion: return (0, 0)
        case .test: return (1, 1)
        case .reference: return (0, nil)
        case .group(let tree, _), .atomic(let tree): return tree.width
        case .sequence(let parts):
            return parts.map(\.width).reduce((0, 0)) { sum, width in
                (
                    sum.0 + width.minimum,
                    sum.1.flatMap { sum in width.maximum.map { sum + $0 } }
                )
            }
        case .alternatives(let parts):
            let widths = parts.map(\.width)
            let maximum = widths.reduce(Optional(0)) { best, width in
                best.flatMap { best in width.maximum.map { max(best, $0) } }
            }
            return (widths.map(\.minimum).min() ?? 0, maximum)
        case .repeated(let tree, let minimum, let maximum, _):
            let width = tree.width
            if width.maximum == 0 { return (0, 0) }
            let most = maximum.flatMap { maximum in width.maximum.map { $0.clampedProduct(maximum) }
            }
            return (width.minimum.clampedProduct(minimum), most)
        }
    }

    /// The test that the first character of every match passes, if there is such a one.
    var firstTest: RegexTest? {
        switch self {
        case .test(let test): return test
        case .group(let tree, _), .atomic(let tree): return tree.firstTest
        case .sequence(let parts):
            for part in parts {
                if let test = part.firstTest { return test }
                switch part {
                case .empty, .assertion: continue
                default: return nil
                }
            }
            return nil
        case .repeated(let tree, let minimum, _, _): return minimum > 0 ? tree.firstTest : nil
        default: return nil
        }
    }

    /// Whether a match can only be at the beginning.
    var isAnchored: Bool {
        switch self {
        case .assertion(.start): true
        case .group(let tree, _), .atomic(let tree): tree.isAnchored
        case .sequence(let parts): parts.first?.isAnchored ?? false
        case .alternatives(let parts): parts.allSatisfy(\.isAnchored)
        default: false
        }
    }
}

extension Int {
    /// A product far below overflow, which later sums keep.
    fileprivate func clampedProduct(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? 1 << 40 : Swift.min(product, 1 << 40)
    }
}
